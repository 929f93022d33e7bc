import type { IngressSpec } from "../kinds/ingress/index.js";
import type { AutomaticClusterSpec } from "../schema/automatic-cluster.js";
import { isStandard, type ClusterSpec, type CreatedClusterSpec } from "../schema/cluster.js";
import type { ExistingClusterSpec } from "../schema/existing-cluster.js";
import type { ExistingGatewaySpec } from "../schema/existing-gateway.js";
import type { CreatedGatewaySpec, GatewaySpec } from "../schema/gateway.js";
import type { ExistingHubSpec } from "../schema/existing-hub.js";
import type { CreatedHubSpec, HubSpec } from "../schema/hub.js";
import type { VirtualWanSpec } from "../schema/virtual-wan.js";
import type { MirrorSpec } from "../schema/mirrors.js";
import type { NodePoolSpec, ProvisionedPoolSpec, SizedPoolSpec } from "../schema/node-pool.js";
import type { Platform } from "../schema/platform.js";
import { canBePeered, hubsOf } from "../topology/hubs.js";

/** One capability of a platform. The documentation lists these rows with the examples that show them. */
export interface Feature {
  readonly topic:
    | "network plugins"
    | "node pools"
    | "API server access"
    | "egress"
    | "ingress"
    | "hub and spokes"
    | "governance"
    | "operations"
    | "route sync";
  readonly name: string;
  /** Its location in the platform file. */
  readonly key: string;
  readonly usedBy: (platform: Platform) => boolean;
}

function clusters(platform: Platform): ClusterSpec[] {
  return Object.values(platform.spokes).flatMap((spoke) => Object.values(spoke.clusters));
}
function gateways(platform: Platform): GatewaySpec[] {
  return Object.values(platform.spokes).flatMap((spoke) => Object.values(spoke.gateways));
}

export function inCluster(holds: (cluster: CreatedClusterSpec) => boolean) {
  return (platform: Platform) => clusters(platform).some((cluster) => isStandard(cluster) && holds(cluster));
}
export function inAutomaticCluster(holds: (cluster: AutomaticClusterSpec) => boolean) {
  return (platform: Platform) =>
    clusters(platform).some((cluster) => cluster.type === "automatic" && holds(cluster));
}
export function inExistingCluster(holds: (cluster: ExistingClusterSpec) => boolean) {
  return (platform: Platform) =>
    clusters(platform).some((cluster) => cluster.id !== undefined && holds(cluster));
}
function inGateway(holds: (gateway: CreatedGatewaySpec) => boolean) {
  return (platform: Platform) =>
    gateways(platform).some((gateway) => gateway.id === undefined && holds(gateway));
}
export function inExistingGateway(holds: (gateway: ExistingGatewaySpec) => boolean) {
  return (platform: Platform) =>
    gateways(platform).some((gateway) => gateway.id !== undefined && holds(gateway));
}
export function inHub(holds: (hub: HubSpec) => boolean): Feature["usedBy"] {
  return (platform) => hubsOf(platform).some(({ spec }) => holds(spec));
}
export function inCreatedHub(holds: (hub: CreatedHubSpec) => boolean): Feature["usedBy"] {
  return inHub((hub) => canBePeered(hub) && holds(hub));
}
export function inVirtualWan(holds: (hub: VirtualWanSpec) => boolean): Feature["usedBy"] {
  return inHub((hub) => hub.type === "virtual-wan" && hub.id === undefined && holds(hub));
}
export function inExistingHub(holds: (hub: ExistingHubSpec) => boolean): Feature["usedBy"] {
  return inHub((hub) => hub.id !== undefined && hub.type !== "virtual-wan" && holds(hub));
}
function inPool(holds: (pool: NodePoolSpec) => boolean): Feature["usedBy"] {
  return inCluster(({ nodePools }) => Object.values(nodePools).some(holds));
}
export function inProvisionedPool(holds: (pool: ProvisionedPoolSpec) => boolean): Feature["usedBy"] {
  return inPool((pool) => pool.nodes === "auto" && holds(pool));
}

export function policy(engine: NonNullable<CreatedClusterSpec["network"]["policy"]>): Feature {
  return {
    topic: "network plugins",
    name: `network policy ${engine}`,
    key: `clusters.*.network.policy: ${engine}`,
    usedBy: inCluster(
      ({ network }) => network.policy === engine || (engine === "cilium" && network.plugin === "cilium"),
    ),
  };
}

export function mirror(name: string, key: string, holds: (mirror: MirrorSpec) => boolean): Feature {
  return {
    topic: "route sync",
    name,
    key: `mirrors.*.${key}`,
    usedBy: ({ mirrors }) => Object.values(mirrors).some(holds),
  };
}

export function pool(name: string, key: string, holds: (pool: SizedPoolSpec) => boolean): Feature {
  return {
    topic: "node pools",
    name,
    key: `nodePools.*.${key}`,
    usedBy: inPool((given) => given.nodes !== "auto" && holds(given)),
  };
}

/** Access to an API server, with and without API Server VNet Integration. */
type Access = Extract<CreatedClusterSpec["apiServer"], { type: "public" | "private" }>;
function accessOf({ apiServer }: CreatedClusterSpec): Access {
  return apiServer.type === "vnet-integration" ? apiServer.access : apiServer;
}

export function access(
  name: string,
  key: string,
  holds: (access: Access, cluster: CreatedClusterSpec) => boolean,
): Feature {
  return {
    topic: "API server access",
    name,
    key: `clusters.*.apiServer.${key}`,
    usedBy: inCluster((cluster) => holds(accessOf(cluster), cluster)),
  };
}

export function egress(
  name: string,
  key: string,
  holds: (egress: CreatedClusterSpec["egress"]) => boolean,
): Feature {
  return {
    topic: "egress",
    name,
    key: `clusters.*.egress.${key}`,
    usedBy: inCluster((cluster) => holds(cluster.egress)),
  };
}

export function gateway(name: string, key: string, holds: (gateway: CreatedGatewaySpec) => boolean): Feature {
  return {
    topic: "ingress",
    name,
    key: `gateways.*.${key}`,
    usedBy: inGateway(holds),
  };
}

export function ingress(name: string, key: string, holds: (ingress: IngressSpec) => boolean): Feature {
  return {
    topic: "ingress",
    name,
    key: `clusters.*.ingress.${key}`,
    usedBy: inCluster((cluster) => holds(cluster.ingress)),
  };
}

export function addOn(name: keyof NonNullable<CreatedClusterSpec["addOns"]>, words: string): Feature {
  return {
    topic: "governance",
    name: words,
    key: `clusters.*.addOns.${name}`,
    usedBy: inCluster(({ addOns }) => addOns?.[name] !== undefined),
  };
}

export function anywhere(
  topic: Feature["topic"],
  name: string,
  key: string,
  usedBy: Feature["usedBy"],
): Feature {
  return { topic, name, key, usedBy };
}

/** A key of a cluster about sign-in, upgrades or operation. */
export function operation(name: string, key: keyof CreatedClusterSpec, value = ""): Feature {
  return {
    topic: "operations",
    name,
    key: `clusters.*.${key}${value}`,
    usedBy: inCluster((cluster) => cluster[key] !== undefined && cluster[key] !== false),
  };
}
