import {
  AddressBook,
  type AddressBookEntries,
  cloudOf,
  CLOUDS_MIXED,
  type CloudName,
  Hub,
  HubConnection,
  knownText,
  report,
  type Naming,
  TopologyStack,
  useProvider,
  useRoles,
  type IExtensibleHub,
  type RouteSync,
  type SharedFrontDoor,
  type Spoke,
  type TopologyStackProps,
} from "@aks-topology/constructs/internal";
import { rewriteForMajor } from "@aks-topology/terraform";
import { App, TerraformStack, type TerraformProvider } from "cdktf";
import type { LoadedPlatform } from "../load.js";
import type { LockEntries } from "../lock/lock-file.js";
import { inNameOrder } from "../lock/new-places.js";
import { useFileKeys } from "../renames/file-keys.js";
import { renamesOf, type Renames } from "../renames/renames.js";
import type { Platform, SpokeSpec } from "../schema/platform.js";
import { buildAlerts } from "./alerts.js";
import { useBackend } from "./backend.js";
import { buildDiagnostics, sendsLogs } from "./diagnostics.js";
import { withLiteralText } from "./literal-text.js";
import { buildFrontDoors } from "./front-doors.js";
import { buildGovernance } from "./governance.js";
import type { ClusterIngress } from "../kinds/ingress/kind.js";
import { runtimeSubscription } from "./mirrors.js";
import { namingOf, reportUnusedNames } from "./naming.js";
import { addOutputs } from "./outputs.js";
import { SourceLocator } from "./source-locator.js";
import { provider } from "./provider.js";
import { addWiringOutputs } from "./wiring-outputs.js";
import { buildRouteSync } from "./route-sync.js";
import { buildSpoke } from "./spoke.js";
import { bindExistingHub, hubAttributes } from "./existing-hub.js";
import { hubProps, bindHub } from "./hub.js";
import {
  ALERTS_STACK,
  changesHub,
  checkedHubOf,
  createsActionGroup,
  createsLogStore,
  DIAGNOSTICS_STACK,
  FRONT_DOOR_STACK,
  hasFreeName,
  homeOf,
  hubOf,
  hubPairsOf,
  hubsOf,
  networkSubscriptionOf,
  subscriptionOf,
  type NamedHub,
} from "./hubs.js";
import { NEWEST_BASELINE } from "../baseline/names.js";
import { BACKEND_REQUIRED, BASELINE_MISSING } from "../file-rules.js";

/** The constructs of a platform, before anything is written. */
export interface BuiltPlatform {
  readonly app: App;
  readonly stacks: readonly TopologyStack[];
  readonly locator: SourceLocator;
  readonly hubs: readonly IExtensibleHub[];
  readonly spokes: readonly Spoke[];
  /** The runtimes of the route sync, the main one first. */
  readonly routeSyncs: readonly RouteSync[];
  readonly ingresses: readonly ClusterIngress[];
  /** The platform that it was built from, with the keys that names are made of. */
  readonly platform: Platform;
  /** The places of everything, those of before and new ones. */
  readonly addressBook: AddressBook;
  /** Places as they are in the lock file. */
  readonly toLock: Renames["toLock"];
  /** What the lock file has after this run. */
  readonly lockEntries: () => LockEntries;
}

/**
 * Builds the stacks of a platform file. Problems are collected in `locator`, nothing is written.
 *
 * Lists in the output follow the order of the file. Where things are new to a lock file, they choose their places by name
 * first, in constructs that are not kept: so the order of the file moves nothing, and decides nothing between them.
 *
 * @param labels how Terraform names are written @default as keys
 */
export function buildPlatform(
  loaded: LoadedPlatform,
  outdir: string,
  labels?: TopologyStackProps["labels"],
): BuiltPlatform {
  const renames = renamesOf(loaded.platform, loaded.lock?.entries);
  const build = (platform: Platform, entries: Partial<AddressBookEntries> | undefined): BuiltPlatform =>
    new Builder(
      { ...loaded, platform: withLiteralText(platform) },
      outdir,
      { labels, renames },
      AddressBook.from(entries),
    ).build();
  const { platform, places } = renames;
  const built = build(platform, places);
  if (places === undefined || built.addressBook.isNew || !built.addressBook.hasNew) return built;
  const placed = build(inNameOrder(platform, places), places).addressBook.toJSON();
  return build(platform, placed);
}

/** Warns of a file that was written before there were baselines, or whose author did not choose. */
function reportBaseline(locator: SourceLocator, { baseline }: Platform): void {
  if (baseline !== undefined) return;
  const message = "The file names no baseline, so logs, sign-in and upgrades have the relaxed defaults.";
  locator.report(
    BASELINE_MISSING,
    ["baseline"],
    message,
    `Add baseline: ${NEWEST_BASELINE}, or relaxed to keep them.`,
    "warning",
  );
}

interface Labelling {
  readonly labels: TopologyStackProps["labels"];
  readonly renames: Renames;
}

/** A hub with its name. */
interface BuiltHub {
  readonly hub: IExtensibleHub;
  readonly named: NamedHub;
}

/** What spokes refer to. */
interface BuiltParts {
  readonly hubs: readonly BuiltHub[];
  readonly frontDoors: readonly SharedFrontDoor[];
}

class Builder {
  readonly #platform: Platform;
  readonly #locator: SourceLocator;
  readonly #app: App;
  readonly #naming: Naming;
  readonly #addressBook: AddressBook;
  readonly #split: boolean;
  readonly #labels: TopologyStackProps["labels"];
  readonly #renames: Renames;
  /** Folders are named after the known value, even if Terraform gets a variable. */
  readonly #name: string;
  readonly #stacks: TopologyStack[] = [];
  readonly #ingresses: ClusterIngress[] = [];
  /** The subscription of each stack's default provider. */
  readonly #homes = new Map<TopologyStack, string | undefined>();

  constructor(
    loaded: LoadedPlatform,
    outdir: string,
    { labels, renames }: Labelling,
    addressBook: AddressBook,
  ) {
    this.#labels = labels;
    this.#renames = renames;
    this.#platform = loaded.platform;
    this.#locator = new SourceLocator(loaded, renames.inFile);
    for (const { rule, path, message, hint } of renames.problems)
      this.#locator.report(rule, path, message, hint);
    this.#app = new App({ outdir, skipValidation: true });
    useFileKeys(this.#app, renames.inFile);
    this.#addressBook = addressBook;
    const { name, stacks } = loaded.platform;
    this.#split = stacks === "per-spoke";
    this.#name = knownText(name) ?? name;
    this.#naming = namingOf(loaded.platform, this.#mainSubscription);
  }

  build(): BuiltPlatform {
    if (this.#split && this.#platform.backend === undefined) {
      this.#locator.report(
        BACKEND_REQUIRED,
        ["stacks"],
        "stacks: per-spoke needs a backend, since stacks read each other's state, and the file has none.",
        "Add backend: { type: azurerm, … }.",
      );
    }
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    reportBaseline(locator, platform);
    const built = this.#hubs();
    const hubs = built.map(({ hub }) => hub);
    const frontDoors = buildFrontDoors({
      platform,
      locator,
      stack: () => this.#stackFor(FRONT_DOOR_STACK, this.#mainSubscription),
    });
    const spokes = Object.entries(platform.spokes)
      .map(([key, spec]) => this.#spoke({ hubs: built, frontDoors }, key, spec))
      .filter((spoke) => spoke !== undefined);
    this.#connect(built);
    const alerts = buildAlerts({
      platform,
      locator,
      scope: () => this.#sharedScope(ALERTS_STACK, createsActionGroup(platform.alerts)),
    });
    const routeSyncs = buildRouteSync({
      platform,
      locator,
      spokes,
      notify: alerts,
      stack: () => this.#stackFor("route-sync", this.#mainSubscription),
      providerFor: (stack, spoke) => this.#providerFor(stack, spoke),
    });
    buildGovernance({ platform, locator, hubs, spokes });
    const ingresses = this.#ingresses;
    buildDiagnostics({
      platform,
      locator,
      scope: () => this.#sharedScope(DIAGNOSTICS_STACK, createsLogStore(platform.diagnostics)),
      root: this.#app,
    });
    alerts?.watch(this.#app, { hasLogs: sendsLogs(platform) });
    reportUnusedNames(locator, platform, this.#app);
    addOutputs({ hubs, spokes, frontDoors, routeSyncs, ingresses });
    if (platform.outputs === "all") addWiringOutputs(hubs, spokes);
    const [app, stacks, addressBook] = [this.#app, this.#stacks, this.#addressBook];
    const { toLock } = this.#renames;
    const lockEntries = (): LockEntries => toLock(addressBook.toJSON());
    const constructs = { app, stacks, hubs, spokes, routeSyncs, ingresses };
    return { ...constructs, locator, platform, addressBook, toLock, lockEntries };
  }

  /** The cloud of the main hub; all other regions are of the same one. */
  get #cloud(): CloudName {
    return cloudOf(this.#mainRegion).name;
  }

  get #mainRegion(): string {
    return hubsOf(this.#platform)[0]?.spec.location ?? this.#platform.location;
  }

  get #mainSubscription(): string | undefined {
    return runtimeSubscription(this.#platform);
  }

  #hubs(): BuiltHub[] {
    return hubsOf(this.#platform)
      .filter((named) => hasFreeName(this.#locator, this.#platform, named))
      .map((named) => ({ hub: this.#inCloud(this.#hub(named)), named }));
  }

  /** Reports a hub in another cloud than the main one. */
  #inCloud(hub: IExtensibleHub): IExtensibleHub {
    report(hub, CLOUDS_MIXED.judge({ location: hub.location, of: this.#mainRegion }));
    return hub;
  }

  #hub(named: NamedHub): IExtensibleHub {
    const { key, spec, path } = named;
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    if (spec.id !== undefined) {
      // Nothing is created in it, so that it needs no stack of its own.
      const scope = this.#split ? this.#app : this.#stackFor(key, homeOf(platform, named));
      const hub = Hub.fromAttributes(scope, key, hubAttributes(platform, spec));
      bindExistingHub(locator, hub, path);
      return hub;
    }
    const stack = this.#stackFor(key, spec.subscriptionId);
    const hub = new Hub(stack, key, hubProps(platform, spec));
    bindHub(locator, hub, path);
    const own = this.#providerOf(stack, spec.subscriptionId, key);
    if (own !== undefined) useProvider(hub, own);
    return hub;
  }

  /** Peers the hubs that name each other. After the spokes, whose routes and rules it adds to the firewalls. */
  #connect(hubs: readonly BuiltHub[]): void {
    for (const { keys, path } of hubPairsOf(this.#locator, this.#platform)) {
      const [other, own] = keys.map((key) => hubs.find(({ named }) => named.key === key));
      // Hubs that exist already are peered, or not, by their teams.
      if (!(own?.hub instanceof Hub) || !(other?.hub instanceof Hub)) continue;
      const stackOfOwn = TerraformStack.of(own.hub);
      if (!(stackOfOwn instanceof TopologyStack)) continue;
      const connection = new HubConnection(`peering_${other.named.key}`, {
        hub: own.hub,
        other: other.hub,
        otherProvider: this.#providerBeside(stackOfOwn, other.named, networkSubscriptionOf(own.named.spec)),
        providerOf: (spoke, { node }) => {
          const far = [own, other].find(({ named }) => named.key === node.id) ?? other;
          const subscription = subscriptionOf(this.#platform, spoke.key);
          const stack = TerraformStack.of(spoke);
          return stack instanceof TopologyStack
            ? this.#providerBeside(stack, far.named, subscription)
            : undefined;
        },
      });
      this.#locator.bind(connection, path);
    }
  }

  /** The provider of a hub's subscription for something in a scope of `own`; undefined if that is the same one. */
  #providerBeside(
    stack: TopologyStack,
    { key, spec }: NamedHub,
    own: string | undefined,
  ): TerraformProvider | undefined {
    const subscriptionId = networkSubscriptionOf(spec);
    if (subscriptionId === own) return undefined;
    return this.#providerOf(stack, subscriptionId, key) ?? provider(stack, subscriptionId);
  }

  #spoke({ hubs, frontDoors }: BuiltParts, key: string, spec: SpokeSpec): Spoke | undefined {
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    const wanted = checkedHubOf(locator, platform, key);
    const home = hubs.find(({ named }) => named.key === wanted?.key);
    if (home === undefined) return undefined;
    const { hub, named } = home;
    const stack = this.#stackFor(key, homeOf(platform, named));
    const ownProvider = this.#providerFor(stack, key);
    const hubProvider = this.#hubProvider(stack, named, subscriptionOf(platform, key));
    const spoke = buildSpoke(
      {
        platform,
        locator,
        stack,
        hub,
        hubProvider,
        frontDoors,
        ingresses: this.#ingresses,
      },
      key,
      spec,
    );
    if (spoke !== undefined && ownProvider !== undefined) useProvider(spoke, ownProvider);
    return spoke;
  }

  /** The provider of the hub's subscription in the stack of a spoke; undefined if the spoke's own changes the hub, or none does. */
  #hubProvider(
    stack: TopologyStack,
    { key, spec }: NamedHub,
    ofSpoke: string | undefined,
  ): TerraformProvider | undefined {
    const subscription = networkSubscriptionOf(spec);
    if (ofSpoke === subscription) return undefined;
    if (spec.id !== undefined)
      return changesHub(spec) ? provider(stack, subscription, key, "none") : undefined;
    return this.#providerOf(stack, subscription, key) ?? provider(stack, subscription);
  }

  /** The provider of a spoke's subscription in a stack; undefined if it is the stack's default one. */
  #providerFor(stack: TopologyStack, spoke: string): TerraformProvider | undefined {
    const subscription = subscriptionOf(this.#platform, spoke);
    const hub = hubOf(this.#platform, spoke);
    const shared = hub !== undefined && hub.spec.id === undefined && subscription === hub.spec.subscriptionId;
    return this.#providerOf(stack, subscription, shared ? hub.key : spoke);
  }

  /** The provider of a subscription in a stack; undefined if it is the stack's default one. */
  #providerOf(
    stack: TopologyStack,
    subscriptionId: string | undefined,
    alias: string,
  ): TerraformProvider | undefined {
    return subscriptionId === this.#homes.get(stack) ? undefined : provider(stack, subscriptionId, alias);
  }

  /** The stack of a part of the platform: one for all, or one per part, whose default provider is of `subscriptionId`. */
  #stackFor(part: string, subscriptionId: string | undefined): TopologyStack {
    if (this.#split) return this.#stack(`${this.#name}-${part}`, subscriptionId);
    return this.#stacks[0] ?? this.#stack(this.#name, this.#mainSubscription);
  }

  /** The stack of something that all parts use. Where nothing is created, it needs none of its own. */
  #sharedScope(part: string, creates: boolean): App | TopologyStack {
    return this.#split && !creates ? this.#app : this.#stackFor(part, this.#mainSubscription);
  }

  #stack(name: string, subscriptionId: string | undefined): TopologyStack {
    const { azurerm, backend, governance } = this.#platform;
    const stack = new TopologyStack(this.#app, name, {
      naming: this.#naming,
      addressBook: this.#addressBook,
      cloud: this.#cloud,
      keepsBackend: backend !== undefined,
      labels: this.#labels,
      renamed: this.#renames.labels,
      rewrite: (json) => rewriteForMajor(json, azurerm),
    });
    useRoles(stack, { style: governance.roles, namePrefix: this.#platform.name });
    useBackend(stack, name, backend);
    provider(stack, subscriptionId);
    this.#homes.set(stack, subscriptionId);
    this.#stacks.push(stack);
    return stack;
  }
}
