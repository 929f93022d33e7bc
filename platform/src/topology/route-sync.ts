import {
  INTEGRATION_ADDRESSES,
  NO_ROOM,
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
import type { SourceLocator } from "./source-locator.js";
import { INVALID_VALUE, UNKNOWN_REFERENCE } from "../file-rules.js";

export interface RouteSyncContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  readonly spokes: readonly Spoke[];
  /** The stack of the runtime, created on the first call. */
  readonly stack: () => TopologyStack;
  /** The provider of a spoke's subscription in the runtime's stack; undefined if it is the runtime's. */
  readonly providerFor: (stack: TopologyStack, spoke: string) => TerraformProvider | undefined;
}

/** Builds the runtime when a gateway needs a mirror. */
export function buildRouteSync(context: RouteSyncContext): RouteSync | undefined {
  const { platform, locator, spokes, stack: stackOf } = context;
  const own = spokes.some((spoke) => spoke.mirrors().length > 0);
  reportMirrorsOfNothing(context);
  if (!own && Object.keys(platform.mirrors).length === 0) {
    if (platform.routeSync !== undefined) reportUnused(locator);
    return undefined;
  }
  const spec = platform.routeSync ?? routeSyncSchema.parse({});
  const stack = stackOf();
  const mirrors = mirrorsIn(context, stack);
  checkExistingTopics(context, spec, mirrors);
  const network = networkFor(context, spec);
  const { location, tags } = platform;
  return locator.bind(
    new RouteSync(stack, "route_sync", {
      ...routeSyncProps(spec),
      location: hubsOf(platform)[0]?.spec.location ?? location,
      mirrors,
      roleNamePrefix: spec.names.roles ?? platform.name,
      tags,
      network,
    }),
    platform.routeSync === undefined ? [] : ["routeSync"],
    { functionAppName: ["names", "functionApp"], storageAccountName: ["names", "storageAccount"] },
  );
}

function routeSyncProps(
  spec: RouteSyncSpec,
): Omit<RouteSyncProps, "location" | "mirrors" | "roleNamePrefix"> {
  const { notify, names } = spec;
  return {
    alertAuth: alertAuth(spec.alert),
    eventGrid: eventGrid(spec.eventGrid),
    sweep: `0 */${Number.parseInt(spec.sweep, 10)} * * * *`,
    heartbeat: heartbeat(spec.heartbeat),
    access: spec.access,
    scm: scmAccess(spec.scm),
    deployerRole: spec.deployerRole,
    memory: MEMORY[spec.memory],
    nodeVersion: spec.node === 22 ? "22" : "24",
    functionAppName: names.functionApp,
    storageAccountName: names.storageAccount,
    notify:
      notify === undefined
        ? undefined
        : { emails: notify.emails, actionGroupIds: notify.actionGroups.map(({ id }) => id) },
  };
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

/** All mirrors; those of one other subscription share what is created once per subscription. */
function mirrorsIn(context: RouteSyncContext, stack: TopologyStack): MirrorProps[] {
  const { platform, locator } = context;
  const subscriptions = new Map<string, OtherSubscription>();
  const own = context.spokes.flatMap((spoke) => {
    const provider = context.providerFor(stack, spoke.key);
    if (provider === undefined) return spoke.mirrors();
    const id = subscriptionOf(platform, spoke.key) ?? spoke.key;
    const subscription = subscriptions.get(id) ?? { key: spoke.key, provider };
    subscriptions.set(id, subscription);
    return spoke.mirrors(subscription);
  });
  const taken = new Set(own.map(({ name }) => name));
  return [...own, ...existingMirrors({ platform, locator, stack, taken, subscriptions })];
}

function networkFor(
  { platform, locator, spokes }: RouteSyncContext,
  spec: RouteSyncSpec,
): SyncNetwork | undefined {
  if (spec.network === undefined) return undefined;
  const { spoke: key, subnetPrefix } = spec.network;
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
  return locator.tryBuild(path, () => integration(spoke, subnetPrefix), { prefix: ["subnetPrefix"] });
}

function integration(spoke: Spoke, given: RouteSyncNetworkPrefix): SyncNetwork {
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
    nameParts: [spoke.key, "route-sync"],
    firewall: spoke.hub.firewall ?? spoke.hub.appliance,
    firewallProvider: spoke.hubProvider,
    priority:
      spoke.hub.firewall?.basePriority === undefined
        ? undefined
        : ruleGroupPriority("runtime", spoke, { spoke, index: 0 }),
  });
}

type RouteSyncNetworkPrefix = NonNullable<RouteSyncSpec["network"]>["subnetPrefix"];

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
