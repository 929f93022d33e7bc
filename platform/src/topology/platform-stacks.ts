import {
  type AddressBook,
  cloudOf,
  knownText,
  type Naming,
  TopologyStack,
  type TopologyStackProps,
  useRoles,
} from "@aks-topology/constructs/internal";
import { rewriteForMajor, withRegistrations } from "@aks-topology/terraform";
import type { App, TerraformProvider } from "cdktf";
import type { Platform } from "../schema/platform.js";
import { useBackend } from "./backend.js";
import { changesHub, hubOf, hubsOf, networkSubscriptionOf, subscriptionOf, type NamedHub } from "./hubs.js";
import { runtimeSubscription } from "./mirrors.js";
import { namingOf } from "./naming.js";
import { provider } from "./provider.js";

/** What all stacks of a platform have in common. */
interface StackParts {
  readonly app: App;
  readonly addressBook: AddressBook;
  readonly labels: TopologyStackProps["labels"];
  readonly renamed: TopologyStackProps["renamed"];
}

/** The stacks of a platform, one for all or one per part, and their providers, one per subscription. */
export class PlatformStacks {
  /** Whether each part has a stack of its own. */
  readonly isSplit: boolean;
  readonly #platform: Platform;
  readonly #parts: StackParts;
  readonly #naming: Naming;
  /** Folders are named after the known value, even if Terraform gets a variable. */
  readonly #name: string;
  readonly #stacks: TopologyStack[] = [];
  /** The subscription of each stack's default provider. */
  readonly #homes = new Map<TopologyStack, string | undefined>();

  constructor(platform: Platform, parts: StackParts) {
    this.#platform = platform;
    this.#parts = parts;
    const { name, stacks } = platform;
    this.isSplit = stacks === "per-spoke";
    this.#name = knownText(name) ?? name;
    this.#naming = namingOf(platform, this.mainSubscription);
  }

  get all(): readonly TopologyStack[] {
    return this.#stacks;
  }

  get mainRegion(): string {
    return hubsOf(this.#platform)[0]?.spec.location ?? this.#platform.location;
  }

  get mainSubscription(): string | undefined {
    return runtimeSubscription(this.#platform);
  }

  /** The provider of a hub's subscription for something in a scope of `own`; undefined if that is the same one. */
  networkProvider(
    stack: TopologyStack,
    { key, spec }: NamedHub,
    own: string | undefined,
  ): TerraformProvider | undefined {
    const subscriptionId = networkSubscriptionOf(spec);
    if (subscriptionId === own) return undefined;
    return this.providerOf(stack, subscriptionId, key) ?? provider(stack, subscriptionId);
  }

  /** The provider of the hub's subscription in the stack of a spoke; undefined if the spoke's own changes the hub, or none does. */
  hubProvider(
    stack: TopologyStack,
    { key, spec }: NamedHub,
    ofSpoke: string | undefined,
  ): TerraformProvider | undefined {
    const subscription = networkSubscriptionOf(spec);
    if (ofSpoke === subscription) return undefined;
    if (spec.id !== undefined)
      return changesHub(spec) ? provider(stack, subscription, key, "none") : undefined;
    return this.providerOf(stack, subscription, key) ?? provider(stack, subscription);
  }

  /** The provider of a spoke's subscription in a stack; undefined if it is the stack's default one. */
  providerFor(stack: TopologyStack, spoke: string): TerraformProvider | undefined {
    const subscription = subscriptionOf(this.#platform, spoke);
    const hub = hubOf(this.#platform, spoke);
    const shared = hub !== undefined && hub.spec.id === undefined && subscription === hub.spec.subscriptionId;
    return this.providerOf(stack, subscription, shared ? hub.key : spoke);
  }

  /** The provider of a subscription in a stack; undefined if it is the stack's default one. */
  providerOf(
    stack: TopologyStack,
    subscriptionId: string | undefined,
    alias: string,
  ): TerraformProvider | undefined {
    return subscriptionId === this.#homes.get(stack) ? undefined : provider(stack, subscriptionId, alias);
  }

  /** The stack of a part of the platform: one for all, or one per part, whose default provider is of `subscriptionId`. */
  stackFor(part: string, subscriptionId: string | undefined): TopologyStack {
    if (this.isSplit) return this.#stack(`${this.#name}-${part}`, subscriptionId);
    return this.#stacks[0] ?? this.#stack(this.#name, this.mainSubscription);
  }

  /** The stack of something that all parts use. Where nothing is created, it needs none of its own. */
  sharedScope(part: string, creates: boolean): App | TopologyStack {
    return this.isSplit && !creates ? this.#parts.app : this.stackFor(part, this.mainSubscription);
  }

  #stack(name: string, subscriptionId: string | undefined): TopologyStack {
    const { azurerm, backend, governance, resourceProviders } = this.#platform;
    const stack = new TopologyStack(this.#parts.app, name, {
      naming: this.#naming,
      addressBook: this.#parts.addressBook,
      // The cloud of the main hub; all other regions are of the same one.
      cloud: cloudOf(this.mainRegion).name,
      keepsBackend: backend !== undefined,
      labels: this.#parts.labels,
      renamed: this.#parts.renamed,
      rewrite: (json) =>
        rewriteForMajor(
          resourceProviders === "azurerm" ? json : withRegistrations(json, resourceProviders),
          azurerm,
        ),
    });
    useRoles(stack, { style: governance.roles, namePrefix: this.#platform.name });
    useBackend(stack, name, backend);
    provider(stack, subscriptionId);
    this.#homes.set(stack, subscriptionId);
    this.#stacks.push(stack);
    return stack;
  }
}
