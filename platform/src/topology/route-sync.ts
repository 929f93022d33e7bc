import {
  INTEGRATION_ADDRESSES,
  NO_ROOM,
  type OperatorAlerts,
  RouteSync,
  ruleGroupPriority,
  SMALLEST_PREFIX,
  privateStorageIn,
  SyncNetwork,
  TopologyError,
  knownText,
  type MirrorProps,
  type OtherSubscription,
  type PrivateStorage,
  type Spoke,
  type TopologyStack,
} from "@aks-topology/constructs/internal";
import type { TerraformProvider } from "cdktf";
import { routeSync as routeSyncSchema, type RouteSyncSpec } from "../schema/route-sync.js";
import type { Platform } from "../schema/platform.js";
import { hubsOf, subscriptionOf } from "./hubs.js";
import { existingMirrors } from "./mirrors.js";
import { withoutDataPlane } from "./provider.js";
import { bindSubnet, subnetOf } from "./existing.js";
import type { SourceLocator } from "./source-locator.js";
import {
  checkExistingTopics,
  reportMirrorsOfNothing,
  reportSharedNames,
  reportUnused,
} from "./route-sync-problems.js";
import { notified, routeSyncProps } from "./route-sync-props.js";
import { UNKNOWN_REFERENCE } from "../file-rules.js";

export interface RouteSyncContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  readonly spokes: readonly Spoke[];
  /** Who is notified of alarms where the file names no others. */
  readonly notify: OperatorAlerts | undefined;
  /** The stack of the runtime, created on the first call. */
  readonly stack: () => TopologyStack;
  /** The provider of a spoke's subscription in the runtime's stack; undefined if it is the runtime's. */
  readonly providerFor: (stack: TopologyStack, spoke: string) => TerraformProvider | undefined;
}

/** Builds the runtime when a gateway needs a mirror; with one runtime per region those of all regions, the main one first. */
export function buildRouteSync(context: RouteSyncContext): readonly RouteSync[] {
  const { platform, locator, spokes, stack: stackOf } = context;
  const own = spokes.some((spoke) => spoke.mirrors().length > 0);
  reportMirrorsOfNothing(context);
  if (!own && Object.keys(platform.mirrors).length === 0) {
    // What could not be built may have needed it.
    if (platform.routeSync !== undefined && !locator.hasErrors) reportUnused(locator);
    return [];
  }
  const spec = platform.routeSync ?? routeSyncSchema.parse({});
  const stack = stackOf();
  const runtimes = runtimesOf(context, spec, mirrorsIn(context, stack));
  checkExistingTopics(
    context,
    spec,
    runtimes.flatMap(({ mirrors }) => mirrors),
  );
  reportSharedNames(locator, spec);
  return runtimes.map((runtime) => buildRuntime(context, spec, stack, runtime));
}

/** One runtime with its mirrors. */
interface Runtime {
  /** Undefined for the one in the main region. */
  readonly key: string | undefined;
  readonly location: string;
  readonly mirrors: readonly MirrorProps[];
}

function buildRuntime(
  context: RouteSyncContext,
  spec: RouteSyncSpec,
  stack: TopologyStack,
  { key, location, mirrors }: Runtime,
): RouteSync {
  const { platform, locator, spokes } = context;
  const networkSpoke = spokes.find((spoke) => spoke.key === spec.network?.spoke);
  // A function app and its subnet are in one region.
  const elsewhere =
    networkSpoke !== undefined && spec.runtimes === "per-region" && !isIn(networkSpoke, location);
  const prefix = spec.names.roles ?? platform.name;
  return locator.bind(
    new RouteSync(stack, key === undefined ? "route_sync" : `route_sync_${key}`, {
      ...routeSyncProps(spec),
      ...notified(spec, context.notify),
      // Reported: a name is that of one runtime.
      ...(key === undefined ? {} : { functionAppName: undefined, storageAccountName: undefined }),
      key,
      location,
      mirrors,
      roleNamePrefix: key === undefined ? prefix : `${prefix} ${key}`,
      tags: platform.tags,
      network: elsewhere ? undefined : networkFor(context, spec),
      privateStorage: spec.storage === "private" ? storageFor(context, stack, networkSpoke) : undefined,
    }),
    platform.routeSync === undefined ? [] : ["routeSync"],
    {
      alertAuth: ["alert"],
      functionAppName: ["names", "functionApp"],
      storageAccountName: ["names", "storageAccount"],
      privateStorage: ["storage"],
    },
  );
}

/** Endpoints of the storage in the spoke of the runtime; none where it is in no spoke, which is a problem of its own. */
function storageFor(
  { providerFor }: RouteSyncContext,
  stack: TopologyStack,
  spoke: Spoke | undefined,
): PrivateStorage {
  if (spoke === undefined) return { connect: () => [] };
  withoutDataPlane(stack);
  return privateStorageIn(spoke, providerFor(stack, spoke.key));
}

function isIn({ location }: Spoke, region: string): boolean {
  return (knownText(location) ?? location) === (knownText(region) ?? region);
}

/** The runtimes with their mirrors, the main one first; those of clusters that exist already are the main one's. */
function runtimesOf(
  { platform, spokes }: RouteSyncContext,
  { runtimes }: RouteSyncSpec,
  { own, existing }: PlatformMirrors,
): Runtime[] {
  const location = hubsOf(platform)[0]?.spec.location ?? platform.location;
  const all = spokes.flatMap((spoke) => own.get(spoke) ?? []);
  if (runtimes === "one") return [{ key: undefined, location, mirrors: [...all, ...existing] }];
  const far = new Map<string, { readonly location: string; readonly mirrors: MirrorProps[] }>();
  const main: MirrorProps[] = [];
  for (const spoke of spokes) {
    const mirrors = own.get(spoke) ?? [];
    if (isIn(spoke, location)) main.push(...mirrors);
    else if (mirrors.length > 0) {
      const key = knownText(spoke.location) ?? spoke.location;
      const there = far.get(key) ?? { location: spoke.location, mirrors: [] };
      there.mirrors.push(...mirrors);
      far.set(key, there);
    }
  }
  main.push(...existing);
  return [
    ...(main.length === 0 ? [] : [{ key: undefined, location, mirrors: main }]),
    ...[...far].map(([key, runtime]) => ({ key, ...runtime })),
  ];
}

interface PlatformMirrors {
  readonly own: ReadonlyMap<Spoke, readonly MirrorProps[]>;
  /** Of clusters and gateways that exist already. */
  readonly existing: readonly MirrorProps[];
}

/** All mirrors; those of one other subscription share what is created once per subscription. */
function mirrorsIn(context: RouteSyncContext, stack: TopologyStack): PlatformMirrors {
  const { platform, locator } = context;
  const subscriptions = new Map<string, OtherSubscription>();
  const own = new Map(
    context.spokes.map((spoke): [Spoke, readonly MirrorProps[]] => {
      const provider = context.providerFor(stack, spoke.key);
      if (provider === undefined) return [spoke, spoke.mirrors()];
      const id = subscriptionOf(platform, spoke.key) ?? spoke.key;
      const subscription = subscriptions.get(id) ?? { key: spoke.key, provider };
      subscriptions.set(id, subscription);
      return [spoke, spoke.mirrors(subscription)];
    }),
  );
  const taken = new Set([...own.values()].flat().map(({ name }) => name));
  return { own, existing: existingMirrors({ platform, locator, stack, taken, subscriptions }) };
}

function networkFor(
  { platform, locator, spokes }: RouteSyncContext,
  spec: RouteSyncSpec,
): SyncNetwork | undefined {
  if (spec.network === undefined) return undefined;
  const { spoke: key, subnet } = spec.network;
  const path = ["routeSync", "network"];
  const spoke = spokes.find((candidate) => candidate.key === key);
  if (spoke === undefined) {
    const known = Object.keys(platform.spokes).join(", ") || "none";
    locator.report(
      UNKNOWN_REFERENCE,
      [...path, "spoke"],
      `There is no spoke "${key}".`,
      `The spokes: ${known}.`,
    );
    return undefined;
  }
  const { network, storage } = spec;
  const built = locator.tryBuild(path, () => integration(spoke, network, storage === "private"), {
    prefix: subnet === undefined ? ["subnetPrefix"] : ["subnet", "prefix"],
  });
  if (built !== undefined && subnet !== undefined) bindSubnet(locator, built.subnet, path, "subnet", true);
  return built;
}

function integration(spoke: Spoke, spec: RouteSyncNetworkSpec, hasPrivateStorage: boolean): SyncNetwork {
  const given = spec.subnetPrefix ?? spec.subnet?.prefix;
  const need = { addresses: INTEGRATION_ADDRESSES };
  const prefix =
    given === undefined
      ? spoke.plan.rangeOf(`spokes.${spoke.key}.routeSync`, () => spoke.plan.shared("functionApp", 0, need))
      : spoke.plan.space.relative(given);
  if (prefix === undefined) {
    throw new TopologyError(
      spoke,
      NO_ROOM.problem({
        space: spoke.plan.space.literal,
        what: `the runtime's subnet (a /${SMALLEST_PREFIX.functionApp})`,
        remedy: "Widen the spoke's address space, or choose another spoke.",
        prop: "spoke",
      }),
    );
  }
  return new SyncNetwork(spoke, "route_sync", {
    placement: spoke.resourceGroup.placement,
    network: spoke.network,
    prefix,
    subnet: subnetOf(spec.subnet),
    routeTableId: spec.routeTable?.id,
    nameParts: [spoke.key, "route-sync"],
    firewall: spoke.hub.firewall ?? spoke.hub.appliance,
    firewallProvider: spoke.hubProvider,
    hasPrivateStorage,
    priority:
      spoke.hub.firewall?.basePriority === undefined
        ? undefined
        : ruleGroupPriority("runtime", spoke, { spoke, index: 0 }),
  });
}

type RouteSyncNetworkSpec = NonNullable<RouteSyncSpec["network"]>;
