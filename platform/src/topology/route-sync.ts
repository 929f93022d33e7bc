import {
  INTEGRATION_ADDRESSES,
  NO_ROOM,
  type OperatorAlerts,
  RouteSync,
  ruleGroupPriority,
  SMALLEST_PREFIX,
  SyncNetwork,
  TopologyError,
  knownText,
  type AlertAuth,
  type HeartbeatOptions,
  type MirrorProps,
  type OtherSubscription,
  type RouteSyncProps,
  type ScmAccess,
  type Spoke,
  type TopologyStack,
} from "@aks-topology/constructs/internal";
import type { TerraformProvider } from "cdktf";
import { routeSync as routeSyncSchema, type RouteSyncSpec } from "../schema/route-sync.js";
import type { Platform } from "../schema/platform.js";
import { hubsOf, subscriptionOf } from "./hubs.js";
import { existingMirrors } from "./mirrors.js";
import { bindSubnet, subnetOf } from "./existing.js";
import type { SourceLocator } from "./source-locator.js";
import { CONFLICTING_KEYS, INVALID_VALUE, UNKNOWN_REFERENCE } from "../file-rules.js";

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
    }),
    platform.routeSync === undefined ? [] : ["routeSync"],
    {
      alertAuth: ["alert"],
      functionAppName: ["names", "functionApp"],
      storageAccountName: ["names", "storageAccount"],
    },
  );
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

/** Names that one runtime can have. */
function reportSharedNames(locator: SourceLocator, { runtimes, names }: RouteSyncSpec): void {
  if (runtimes === "one") return;
  for (const name of ["functionApp", "storageAccount"] as const) {
    if (names[name] === undefined) continue;
    const message = `names.${name} is the name of one runtime, and runtimes: per-region creates several.`;
    locator.report(CONFLICTING_KEYS, ["routeSync", "names", name], message, "Remove one of the two keys.");
  }
}

function routeSyncProps(
  spec: RouteSyncSpec,
): Omit<RouteSyncProps, "location" | "mirrors" | "roleNamePrefix"> {
  const { names } = spec;
  return {
    alertAuth: alertAuth(spec.alert),
    eventGrid: eventGrid(spec.eventGrid),
    sweep: `0 */${Number.parseInt(spec.sweep, 10)} * * * *`,
    heartbeat: heartbeat(spec.heartbeat),
    access: spec.access,
    scm: scmAccess(spec.scm),
    deployerRole: spec.deployerRole,
    memory: MEMORY[spec.memory],
    workspaceId: spec.workspace?.id,
    nodeVersion: spec.node === 22 ? "22" : "24",
    functionAppName: names.functionApp,
    storageAccountName: names.storageAccount,
  };
}

/** Recipients of the runtime's alarms: its own, else those of the platform's alerts. */
function notified(
  { notify }: RouteSyncSpec,
  alerts: OperatorAlerts | undefined,
): Pick<RouteSyncProps, "notify"> {
  if (notify !== undefined)
    return { notify: { emails: notify.emails, actionGroupIds: notify.actionGroups.map(({ id }) => id) } };
  return alerts === undefined ? {} : { notify: { actionGroupIds: alerts.actionGroupIds } };
}

const MEMORY = { "512MB": 512, "2048MB": 2048, "4096MB": 4096 } as const;

function alertAuth(spec: RouteSyncSpec["alert"]): AlertAuth {
  switch (spec.auth) {
    case "function-key":
      return { type: "function-key" };
    case "entra": {
      const { applicationId, objectId, identifierUri, tenantId } = spec;
      return { type: "entra", applicationId, objectId, identifierUri, tenantId };
    }
  }
}

const INTERVALS = { "5m": "PT5M", "10m": "PT10M", "15m": "PT15M", "30m": "PT30M" } as const;

function heartbeat(every: RouteSyncSpec["heartbeat"]): HeartbeatOptions {
  return every === "none" ? { type: "none" } : { type: "every", interval: INTERVALS[every] };
}

function scmAccess(spec: RouteSyncSpec["scm"]): ScmAccess {
  if (spec === "denied" || spec === "anywhere") return { type: spec };
  const [first, ...others] = spec;
  return first === undefined ? { type: "denied" } : { type: "ranges", ranges: [first, ...others] };
}

function eventGrid(spec: RouteSyncSpec["eventGrid"]): NonNullable<RouteSyncProps["eventGrid"]> {
  switch (spec.type) {
    case "none":
      return { type: "none" };
    case "system-topics":
      return {
        type: "system-topics",
        existing: Object.fromEntries(
          Object.entries(spec.existing).map(([key, { name, resourceGroup }]) => [
            key,
            { name, resourceGroupName: resourceGroup },
          ]),
        ),
      };
  }
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
  const { network } = spec;
  const built = locator.tryBuild(path, () => integration(spoke, network), {
    prefix: subnet === undefined ? ["subnetPrefix"] : ["subnet", "prefix"],
  });
  if (built !== undefined && subnet !== undefined) bindSubnet(locator, built.subnet, path, "subnet", true);
  return built;
}

function integration(spoke: Spoke, spec: RouteSyncNetworkSpec): SyncNetwork {
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
    priority:
      spoke.hub.firewall?.basePriority === undefined
        ? undefined
        : ruleGroupPriority("runtime", spoke, { spoke, index: 0 }),
  });
}

type RouteSyncNetworkSpec = NonNullable<RouteSyncSpec["network"]>;

function checkExistingTopics(
  { platform, locator, spokes }: RouteSyncContext,
  spec: RouteSyncSpec,
  mirrors: readonly MirrorProps[],
): void {
  if (spec.eventGrid.type === "none") return;
  const groups = new Map(mirrors.map(({ source: { group } }) => [group.key, group.id]));
  for (const [key, topic] of Object.entries(spec.eventGrid.existing)) {
    const path = ["routeSync", "eventGrid", "existing", key];
    if (!groups.has(key)) {
      locator.report(
        UNKNOWN_REFERENCE,
        path,
        `No mirror has its source in a group "${key}".`,
        `Use one of: ${[...groups.keys()].join(", ")}.`,
      );
      continue;
    }
    const spoke = spokes.find((each) => each.mirrors().some(({ source }) => source.group.key === key));
    const id = knownText(groups.get(key) ?? "")?.toLowerCase();
    const own = id?.split("/")[2] ?? subscriptionOf(platform, spoke?.key ?? "");
    if (own === undefined || topic.subscription === undefined || topic.subscription === own) continue;
    locator.report(
      INVALID_VALUE,
      [...path, "id"],
      `The topic is in subscription ${topic.subscription}, its resource group ${key} in ${own}.`,
      "Specify the topic of that group: Azure keeps it in the same subscription.",
    );
  }
}

function reportUnused(locator: SourceLocator): void {
  locator.report(
    INVALID_VALUE,
    ["routeSync"],
    "No gateway of this platform needs the node routes of a cluster, so no runtime is deployed.",
    "Remove the key. Mirrors exist for kubenet clusters whose ingress is a gateway.",
  );
}

/** A mirror that a cluster sets up although no gateway follows its node routes. */
function reportMirrorsOfNothing({ platform, locator, spokes }: RouteSyncContext): void {
  for (const [key, { clusters }] of Object.entries(platform.spokes)) {
    const spoke = spokes.find((each) => each.key === key);
    if (spoke === undefined) continue;
    const followed = new Set(spoke.mirrors().map(({ namedFor }) => namedFor));
    for (const [name, { mirror, network }] of Object.entries(clusters)) {
      const cluster = spoke.clusters.find((each) => each.key === name);
      if (mirror === undefined || cluster === undefined || followed.has(cluster)) continue;
      const path = ["spokes", key, "clusters", name, "mirror"];
      const onKubenet = network.plugin === "kubenet";
      locator.report(
        INVALID_VALUE,
        onKubenet ? path : [...path, "policy"],
        onKubenet
          ? `No gateway has a separate table that follows the node routes of ${name}.`
          : `AKS writes no node routes for ${name} with plugin ${network.plugin}, so there is nothing to ${mirror.policy}.`,
        onKubenet
          ? "Remove the key. Mirrors exist for kubenet clusters whose ingress is a gateway."
          : "Remove the key, or write policy: retire if an overlay cluster behind a gateway was on kubenet before.",
      );
    }
  }
}
