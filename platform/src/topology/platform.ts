import {
  AddressBook,
  type AddressBookEntries,
  allowCallsOfTeams,
  CLOUDS_MIXED,
  type DdosPlan,
  Hub,
  HubConnection,
  ImportedHub,
  report,
  TopologyStack,
  useProvider,
  VirtualWanHub,
  type IExtensibleHub,
  type RouteSync,
  type SharedFrontDoor,
  type Spoke,
  type TopologyStackProps,
} from "@aks-topology/constructs/internal";
import { App, TerraformStack } from "cdktf";
import type { LoadedPlatform } from "../load.js";
import type { LockEntries } from "../lock/lock-file.js";
import { inNameOrder } from "../lock/new-places.js";
import { useFileKeys } from "../renames/file-keys.js";
import { renamesOf, type Renames } from "../renames/renames.js";
import type { CreatedHubSpec } from "../schema/hub.js";
import type { Platform, SpokeSpec } from "../schema/platform.js";
import type { VirtualWanSpec } from "../schema/virtual-wan.js";
import { buildAlerts } from "./alerts.js";
import { buildDdosPlan } from "./ddos.js";
import { poolProps } from "./ipam-pool.js";
import { buildDiagnostics, sendsLogs } from "./diagnostics.js";
import { withLiteralText } from "./literal-text.js";
import { buildFrontDoors } from "./front-doors.js";
import { buildGovernance } from "./governance.js";
import type { ClusterIngress } from "../kinds/ingress/kind.js";
import { reportUnusedNames } from "./naming.js";
import { addOutputs } from "./outputs.js";
import { reportPlaceholders } from "./placeholders.js";
import { reportExistingGroups } from "./existing-groups.js";
import { PlatformStacks } from "./platform-stacks.js";
import { SourceLocator } from "./source-locator.js";
import { addWiringOutputs } from "./wiring-outputs.js";
import { buildRouteSync } from "./route-sync.js";
import { buildSpoke } from "./spoke.js";
import { bindExistingHub, hubAttributes } from "./existing-hub.js";
import { hubProps, bindHub } from "./hub.js";
import {
  bindExistingVirtualWan,
  bindVirtualWan,
  virtualHubAttributes,
  virtualWanProps,
} from "./virtual-wan.js";
import {
  ALERTS_STACK,
  checkedHubOf,
  createsActionGroup,
  createsLogStore,
  DDOS_STACK,
  DIAGNOSTICS_STACK,
  FRONT_DOOR_STACK,
  hasFreeName,
  homeOf,
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
  readonly ddosPlan: DdosPlan | undefined;
  readonly frontDoors: readonly SharedFrontDoor[];
}

class Builder {
  readonly #platform: Platform;
  readonly #locator: SourceLocator;
  readonly #app: App;
  readonly #addressBook: AddressBook;
  readonly #renames: Renames;
  readonly #stacks: PlatformStacks;
  readonly #ingresses: ClusterIngress[] = [];
  /** Whether nothing of the platform exists, as far as the lock file says. */
  readonly #isFirst: boolean;
  readonly #progress: LoadedPlatform["progress"];

  constructor(
    loaded: LoadedPlatform,
    outdir: string,
    { labels, renames }: Labelling,
    addressBook: AddressBook,
  ) {
    this.#renames = renames;
    this.#platform = loaded.platform;
    this.#isFirst = loaded.lock === undefined;
    this.#progress = loaded.progress;
    this.#locator = new SourceLocator(loaded, renames.inFile);
    for (const { rule, path, message, hint } of renames.problems)
      this.#locator.report(rule, path, message, hint);
    for (const { rule, path, message, hint } of renames.doubts)
      this.#locator.report(rule, path, message, hint, "warning");
    this.#app = new App({ outdir, skipValidation: true });
    useFileKeys(this.#app, renames.inFile);
    this.#addressBook = addressBook;
    this.#stacks = new PlatformStacks(loaded.platform, {
      app: this.#app,
      addressBook,
      labels,
      renamed: renames.labels,
    });
  }

  build(): BuiltPlatform {
    if (this.#stacks.isSplit && this.#platform.backend === undefined) {
      this.#locator.report(
        BACKEND_REQUIRED,
        ["stacks"],
        "stacks: per-spoke needs a backend, since stacks read each other's state, and the file has none.",
        "Add backend: { type: azurerm, … }.",
      );
    }
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    reportBaseline(locator, platform);
    reportPlaceholders(locator, platform);
    const ddosPlan = buildDdosPlan(platform, () => this.#stacks.sharedScope(DDOS_STACK, true));
    const built = this.#hubs(ddosPlan);
    const hubs = built.map(({ hub }) => hub);
    const frontDoors = buildFrontDoors({
      platform,
      locator,
      stack: () => this.#stacks.stackFor(FRONT_DOOR_STACK, this.#stacks.mainSubscription),
    });
    const specs = Object.entries(platform.spokes);
    const spokes = specs
      .map(([key, spec], i) => {
        this.#progress?.(`spoke ${i + 1} of ${specs.length}`);
        return this.#spoke({ hubs: built, ddosPlan, frontDoors }, key, spec);
      })
      .filter((spoke) => spoke !== undefined);
    this.#connect(built);
    allowBetweenTeams(built);
    const alerts = buildAlerts({
      platform,
      locator,
      scope: () => this.#stacks.sharedScope(ALERTS_STACK, createsActionGroup(platform.alerts)),
    });
    const routeSyncs = buildRouteSync({
      platform,
      locator,
      spokes,
      notify: alerts,
      stack: () => this.#stacks.stackFor("route-sync", this.#stacks.mainSubscription),
      providerFor: (stack, spoke) => this.#stacks.providerFor(stack, spoke),
    });
    buildGovernance({ platform, locator, hubs, spokes });
    const ingresses = this.#ingresses;
    buildDiagnostics({
      platform,
      locator,
      scope: () => this.#stacks.sharedScope(DIAGNOSTICS_STACK, createsLogStore(platform.diagnostics)),
      root: this.#app,
    });
    alerts?.watch(this.#app, { hasLogs: sendsLogs(platform) });
    reportUnusedNames(locator, platform, this.#app);
    if (this.#isFirst) reportExistingGroups(locator, platform, this.#stacks.all);
    addOutputs({ hubs, spokes, frontDoors, routeSyncs, ingresses });
    if (platform.outputs === "all") addWiringOutputs(hubs, spokes);
    const [app, stacks, addressBook] = [this.#app, this.#stacks.all, this.#addressBook];
    const { toLock } = this.#renames;
    const lockEntries = (): LockEntries => toLock(addressBook.toJSON());
    const constructs = { app, stacks, hubs, spokes, routeSyncs, ingresses };
    return { ...constructs, locator, platform, addressBook, toLock, lockEntries };
  }

  #hubs(plan: DdosPlan | undefined): BuiltHub[] {
    return hubsOf(this.#platform)
      .filter((named) => hasFreeName(this.#locator, this.#platform, named))
      .map((named) => ({ hub: this.#inCloud(this.#hub(named, plan)), named }));
  }

  /** Reports a hub in another cloud than the platform. */
  #inCloud(hub: IExtensibleHub): IExtensibleHub {
    report(hub, CLOUDS_MIXED.judge({ location: hub.location, of: this.#platform.location }));
    return hub;
  }

  #hub(named: NamedHub, plan: DdosPlan | undefined): IExtensibleHub {
    const { key, spec, path } = named;
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    if (spec.id !== undefined) {
      // Nothing is created in it, so that it needs no stack of its own.
      const scope = this.#stacks.isSplit ? this.#app : this.#stacks.stackFor(key, homeOf(platform, named));
      if (spec.type === "virtual-wan") {
        const hub = VirtualWanHub.fromAttributes(scope, key, virtualHubAttributes(platform, spec));
        bindExistingVirtualWan(locator, hub, path);
        return hub;
      }
      const hub = Hub.fromAttributes(scope, key, hubAttributes(platform, spec));
      bindExistingHub(locator, hub, path);
      return hub;
    }
    const stack = this.#stacks.stackFor(key, spec.subscriptionId);
    const hub = this.#createdHub(stack, named, spec, plan);
    const own = this.#stacks.providerOf(stack, spec.subscriptionId, key);
    if (own !== undefined) useProvider(hub, own);
    return hub;
  }

  #createdHub(
    stack: TopologyStack,
    { key, path }: NamedHub,
    spec: CreatedHubSpec | VirtualWanSpec,
    plan: DdosPlan | undefined,
  ): IExtensibleHub {
    if (spec.type === "virtual-wan") {
      const hub = new VirtualWanHub(stack, key, virtualWanProps(this.#platform, spec));
      bindVirtualWan(this.#locator, hub, path);
      return hub;
    }
    const pool = poolProps(spec.ipamPool, stack, spec.subscriptionId, key);
    const hub = new Hub(stack, key, { ...hubProps(this.#platform, spec, plan), ...pool });
    bindHub(this.#locator, hub, path);
    return hub;
  }

  /** Peers the hubs that name each other. After the spokes, whose routes and rules it adds to the firewalls. */
  #connect(hubs: readonly BuiltHub[]): void {
    for (const { keys, path } of hubPairsOf(this.#locator, this.#platform)) {
      const [other, own] = keys.map((key) => hubs.find(({ named }) => named.key === key));
      if (
        !(own?.hub instanceof Hub) ||
        other === undefined ||
        !(other.hub instanceof Hub || other.hub instanceof ImportedHub)
      )
        continue;
      const stackOfOwn = TerraformStack.of(own.hub);
      if (!(stackOfOwn instanceof TopologyStack)) continue;
      const connection = new HubConnection(`peering_${other.named.key}`, {
        hub: own.hub,
        other: other.hub,
        otherProvider: isChangedBySelf(other.hub)
          ? this.#stacks.hubProvider(stackOfOwn, other.named, networkSubscriptionOf(own.named.spec))
          : undefined,
        providerOf: (spoke, { node }) => {
          const far = [own, other].find(({ named }) => named.key === node.id) ?? other;
          const subscription = subscriptionOf(this.#platform, spoke.key);
          const stack = TerraformStack.of(spoke);
          return stack instanceof TopologyStack
            ? this.#stacks.networkProvider(stack, far.named, subscription)
            : undefined;
        },
      });
      this.#locator.bind(connection, path);
    }
  }

  #spoke({ hubs, ddosPlan, frontDoors }: BuiltParts, key: string, spec: SpokeSpec): Spoke | undefined {
    const { platform, locator } = { platform: this.#platform, locator: this.#locator };
    const wanted = checkedHubOf(locator, platform, key);
    const home = hubs.find(({ named }) => named.key === wanted?.key);
    if (home === undefined) return undefined;
    const { hub, named } = home;
    const stack = this.#stacks.stackFor(key, homeOf(platform, named));
    const ownProvider = this.#stacks.providerFor(stack, key);
    const hubProvider = this.#stacks.hubProvider(stack, named, subscriptionOf(platform, key));
    const spoke = buildSpoke(
      {
        platform,
        locator,
        stack,
        hub,
        hubProvider,
        ddosPlan,
        frontDoors,
        ingresses: this.#ingresses,
      },
      key,
      spec,
    );
    if (spoke !== undefined && ownProvider !== undefined) useProvider(spoke, ownProvider);
    return spoke;
  }
}

/** Allows the calls between spokes of hubs that exist already, whose teams peer them. */
function allowBetweenTeams(hubs: readonly BuiltHub[]): void {
  const existing = hubs.flatMap(({ hub }) => (hub instanceof ImportedHub ? [hub] : []));
  for (const near of existing)
    for (const far of existing.filter((other) => other !== near)) allowCallsOfTeams(near, far);
}

/** Whether the stack of a connection changes the other hub: by its half of the peering, or by rules for its own peers. */
function isChangedBySelf(hub: Hub | ImportedHub): boolean {
  return hub.peering === "both" || (hub.peers.length > 0 && hub.firewall?.policyId !== undefined);
}
