import {
  ExistingMirror,
  knownText,
  type ExistingMirrorProps,
  type OtherSubscription,
  type TopologyStack,
} from "@aks-topology/constructs/internal";
import { INVALID_VALUE, MISSING_KEY } from "../file-rules.js";
import type { MirrorSpec } from "../schema/mirrors.js";
import type { Platform } from "../schema/platform.js";
import { homeOf, hubsOf } from "./hubs.js";
import { provider } from "./provider.js";
import type { SourceLocator } from "./source-locator.js";

export interface ExistingMirrorsContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  /** The runtime's stack. */
  readonly stack: TopologyStack;
  /** Names of the mirrors of the file's own clusters. */
  readonly taken: ReadonlySet<string>;
  /** Other subscriptions than the runtime's that spokes have, by id. */
  readonly subscriptions: ReadonlyMap<string, OtherSubscription>;
}

/** The runtime's subscription: the main hub's; in a file without a hub its own key, else that of the mirrors' tables. */
export function runtimeSubscription(platform: Platform): string | undefined {
  const [hub] = hubsOf(platform);
  if (hub !== undefined) return homeOf(platform, hub);
  return platform.routeSync?.subscriptionId ?? tableSubscriptions(platform)[0];
}

/** Builds the mirrors of clusters and gateways that exist already. */
export function existingMirrors(context: ExistingMirrorsContext): ExistingMirror[] {
  const { platform, locator, taken } = context;
  reportSubscription(platform, locator);
  return Object.entries(platform.mirrors).flatMap(([name, spec]) => {
    const path = ["mirrors", name];
    if (taken.has(name)) {
      const message = `The mirror name "${name}" is that of a cluster of this file, which has a mirror already.`;
      locator.report(INVALID_VALUE, path, message, "Rename the mirror.");
      return [];
    }
    const mirror = new ExistingMirror(context.stack, `~mirror_${name}`, mirrorProps(context, name, spec));
    return [
      locator.bind(mirror, path, {
        target: [spec.target === undefined ? "gatewaySubnet" : "target", "id"],
        "source.routeTableId": ["routeTable", "id"],
        "source.nodeResourceGroupId": ["routeTable", "nodeResourceGroup", "id"],
      }),
    ];
  });
}

function mirrorProps(context: ExistingMirrorsContext, name: string, spec: MirrorSpec): ExistingMirrorProps {
  const { cluster, gateway, routeTable, target, gatewaySubnet, podCidr, policy } = spec;
  const [source, written] = [sourceId(spec), targetId(spec)];
  return {
    name,
    clusterId: cluster.id,
    gatewayId: gateway.id,
    source: routeTable.id === undefined ? { nodeResourceGroupId: source } : { routeTableId: source },
    target:
      target === undefined
        ? { gatewaySubnetId: written, location: gatewaySubnet?.location }
        : { routeTableId: written },
    podCidr,
    policy,
    sourceSubscription: otherSubscription(context, source),
    targetSubscription: otherSubscription(context, written),
  };
}

/** The schema requires one of the two, which its type does not express. */
function sourceId({ routeTable: { id, nodeResourceGroup } }: MirrorSpec): string {
  return id ?? nodeResourceGroup?.id ?? "";
}

function targetId({ target, gatewaySubnet }: MirrorSpec): string {
  return target?.id ?? gatewaySubnet?.id ?? "";
}

/** The provider of the subscription of an id; undefined if that is the runtime's. */
function otherSubscription(
  { platform, stack, subscriptions }: ExistingMirrorsContext,
  id: string,
): OtherSubscription | undefined {
  const subscriptionId = subscriptionIn(id);
  if (subscriptionId === runtimeSubscription(platform)) return undefined;
  const known = subscriptions.get(subscriptionId);
  if (known !== undefined) return known;
  const key = keyOf(subscriptionId, tableSubscriptions(platform));
  return { key, provider: provider(stack, subscriptionId, `subscription_${key}`) };
}

/**
 * A subscription in Terraform addresses and names: the beginning of its id, so that adding and removing mirrors renames
 * nothing. The whole id where two begin alike.
 */
function keyOf(subscription: string, all: readonly string[]): string {
  const start = subscription.slice(0, 8);
  return all.filter((other) => other.startsWith(start)).length > 1 ? subscription : start;
}

/** The subscriptions of all tables of mirrors, each once. */
function tableSubscriptions({ mirrors }: Platform): string[] {
  const ids = Object.values(mirrors).flatMap((spec) => [sourceId(spec), targetId(spec)]);
  return [...new Set(ids.map(subscriptionIn))];
}

function subscriptionIn(id: string): string {
  return (knownText(id) ?? id).split("/")[2]?.toLowerCase() ?? "";
}

/** Without a hub, tables in several subscriptions do not say where the runtime is to be. */
function reportSubscription(platform: Platform, locator: SourceLocator): void {
  const given = platform.routeSync?.subscriptionId;
  const path = ["routeSync", "subscriptionId"];
  if (hubsOf(platform).length > 0) {
    if (given === undefined) return;
    const message = "The runtime is deployed in the hub's subscription.";
    locator.report(INVALID_VALUE, path, message, "Remove the key: it belongs to files without a hub.");
    return;
  }
  const all = tableSubscriptions(platform);
  if (given !== undefined || all.length < 2) return;
  locator.report(
    MISSING_KEY,
    ["mirrors"],
    `The tables of the mirrors are in ${all.length} subscriptions, so the runtime's is not known.`,
    `Add routeSync: { subscriptionId: … } with one of: ${all.join(", ")}.`,
  );
}
