import {
  Hub,
  knownText,
  Naming,
  TopologyStack,
  useProvider,
  useRoles,
  type RouteSync,
  type Spoke,
} from "@aks-topology/constructs/internal";
import { rewriteForMajor } from "@aks-topology/terraform";
import { App, type TerraformProvider } from "cdktf";
import type { LoadedPlatform } from "../load.js";
import type { Platform, SpokeSpec } from "../schema/platform.js";
import { useBackend } from "./backend.js";
import { buildGovernance } from "./governance.js";
import type { ClusterIngress } from "../kinds/ingress/kind.js";
import { addOutputs } from "./outputs.js";
import { SourceLocator } from "./source-locator.js";
import { provider } from "./provider.js";
import { buildRouteSync } from "./route-sync.js";
import { buildSpoke } from "./spoke.js";
import { hubProps, bindHub } from "./hub.js";
import { BACKEND_REQUIRED, INVALID_VALUE } from "../file-rules.js";

/** The constructs of a platform, before anything is written. */
export interface BuiltPlatform {
  readonly app: App;
  readonly stacks: readonly TopologyStack[];
  readonly locator: SourceLocator;
  readonly hub: Hub;
  readonly spokes: readonly Spoke[];
  readonly routeSync: RouteSync | undefined;
  readonly ingresses: readonly ClusterIngress[];
}

/** Builds the stacks of a platform file. Problems are collected in `locator`, nothing is written. */
export function buildPlatform(loaded: LoadedPlatform, outdir: string): BuiltPlatform {
  return new Builder(loaded, outdir).build();
}

class Builder {
  readonly #platform: Platform;
  readonly #locator: SourceLocator;
  readonly #app: App;
  readonly #naming: Naming;
  readonly #stacks: TopologyStack[] = [];
  readonly #ingresses: ClusterIngress[] = [];
  readonly #hubProviders = new Map<TopologyStack, TerraformProvider>();

  constructor(loaded: LoadedPlatform, outdir: string) {
    this.#platform = loaded.platform;
    this.#locator = new SourceLocator(loaded);
    this.#app = new App({ outdir, skipValidation: true });
    const { name, location, hub } = loaded.platform;
    this.#naming = new Naming(name, [
      location,
      ...(hub.subscriptionId === undefined ? [] : [hub.subscriptionId]),
    ]);
  }

  build(): BuiltPlatform {
    const { stacks, backend } = this.#platform;
    // Folders are named after the known value, even if Terraform gets a variable.
    const name = knownText(this.#platform.name) ?? this.#platform.name;
    const split = stacks === "per-spoke";
    if (split && backend === undefined) {
      this.#locator.report(
        BACKEND_REQUIRED,
        ["stacks"],
        "stacks: per-spoke needs a backend, since stacks read each other's state, and the file has none.",
        "Add backend: { type: azurerm, … }.",
      );
    }
    const hubStack = this.#stack(split ? `${name}-hub` : name);
    const hub = bindHub(this.#locator, new Hub(hubStack, "hub", hubProps(this.#platform)));
    const stackFor = (part: string): TopologyStack => (split ? this.#stack(`${name}-${part}`) : hubStack);
    const spokes = Object.entries(this.#platform.spokes)
      .map(([key, spoke]) => this.#spoke(stackFor, hub, key, spoke))
      .filter((spoke) => spoke !== undefined);
    const routeSync = buildRouteSync({
      platform: this.#platform,
      locator: this.#locator,
      spokes,
      stack: () => stackFor("route-sync"),
      providerFor: (stack, spoke) => this.#providerFor(stack, spoke),
    });
    buildGovernance({ platform: this.#platform, locator: this.#locator, hub, spokes });
    const ingresses = this.#ingresses;
    addOutputs({ hub, spokes, routeSync, ingresses });
    return {
      app: this.#app,
      stacks: this.#stacks,
      locator: this.#locator,
      hub,
      spokes,
      routeSync,
      ingresses,
    };
  }

  #spoke(
    stackFor: (part: string) => TopologyStack,
    hub: Hub,
    key: string,
    spec: SpokeSpec,
  ): Spoke | undefined {
    if (RESERVED_SPOKES.has(key)) {
      this.#locator.report(
        INVALID_VALUE,
        ["spokes", key],
        `The spoke name "${key}" is reserved.`,
        "Rename it.",
      );
      return undefined;
    }
    const stack = stackFor(key);
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    const ownProvider = this.#providerFor(stack, key);
    const hubProvider = ownProvider === undefined ? undefined : this.#hubProviders.get(stack);
    const spoke = buildSpoke(
      { platform, locator, stack, hub, hubProvider, ingresses: this.#ingresses },
      key,
      spec,
    );
    if (spoke !== undefined && ownProvider !== undefined) useProvider(spoke, ownProvider);
    return spoke;
  }

  /** The provider of a spoke's subscription in a stack; undefined if it is the hub's. */
  #providerFor(stack: TopologyStack, spoke: string): TerraformProvider | undefined {
    const { hub, spokes } = this.#platform;
    const subscriptionId = spokes[spoke]?.subscriptionId;
    if (subscriptionId === undefined || subscriptionId === hub.subscriptionId) return undefined;
    return provider(stack, subscriptionId, spoke);
  }

  #stack(name: string): TopologyStack {
    const { azurerm, backend, hub, governance } = this.#platform;
    const stack = new TopologyStack(this.#app, name, {
      naming: this.#naming,
      keepsBackend: backend !== undefined,
      rewrite: (json) => rewriteForMajor(json, azurerm),
    });
    useRoles(stack, { style: governance.roles, namePrefix: this.#platform.name });
    useBackend(stack, name, backend);
    this.#hubProviders.set(stack, provider(stack, hub.subscriptionId));
    this.#stacks.push(stack);
    return stack;
  }
}

/** Names that other stacks and addresses use. */
const RESERVED_SPOKES: ReadonlySet<string> = new Set(["hub", "route-sync"]);
