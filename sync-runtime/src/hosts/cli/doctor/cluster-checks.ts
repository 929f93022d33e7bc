import { Cidr } from "../../../domain/cidr.js";
import { SyncError } from "../../../domain/errors.js";
import type { TableId } from "../../../domain/ids.js";
import { select } from "../../../domain/select.js";
import type { Route } from "../../../domain/route.js";
import type { RouteTable } from "../../../domain/table.js";
import type { Cluster } from "../../../ports/clusters.js";
import {
  fail,
  FIRST,
  notMade,
  pass,
  passAsGone,
  sourceIsGone,
  warn,
  type Check,
  type Findings,
} from "./check.js";
import { counted } from "../../../domain/counted.js";

/** Whether the routes of the source are those of the cluster's nodes, and the tables are not managed by another service. */
export function clusterChecks(findings: Findings): Check[] {
  return [nodeCount(findings), nextHops(findings), noNetworkManager(findings)];
}

/** Every node has a route in the source. */
function nodeCount(findings: Findings): Check {
  const { mirror, source, clusters } = findings;
  const check = "node count";
  if (sourceIsGone(findings)) return passAsGone(check);
  if (source === null || source instanceof SyncError || clusters === null)
    return notMade(check, FIRST.source);
  if (clusters instanceof SyncError) return unseen(check, clusters, mirror.source.id.toString());
  const [cluster, ...more] = clusters;
  if (cluster === undefined) {
    return warn(
      check,
      "Not known: this identity sees no cluster that uses the source",
      "Name the cluster with --cluster ID, and run doctor with an identity that has Reader on it.",
    );
  }
  const kubenet = clusters.filter(({ networkPlugin }) => networkPlugin.toLowerCase() === "kubenet");
  if (kubenet.length === 0) {
    return warn(
      check,
      `Cluster ${cluster.id.name} uses the network plugin ${cluster.networkPlugin || "none"}: AKS writes no node routes for it`,
      "Give the mirror policy: retire, and remove it when it is retired.",
    );
  }
  const names = more.length === 0 ? cluster.id.name : kubenet.map(({ id }) => id.name).join(", ");
  return compared(check, names, kubenet, nodesIn(select(mirror, source.routes).selected));
}

function compared(check: string, names: string, clusters: readonly Cluster[], routed: number): Check {
  const pools = clusters.flatMap((cluster) => cluster.pools);
  const nodes = pools.reduce((sum, pool) => sum + pool.nodes, 0);
  const message = `${counted(nodes, "node")} in ${names}, ${routed} of them with routes in the source`;
  if (nodes === routed) return pass(check, `${counted(nodes, "node")} in ${names}, each with its route`);
  const busy = pools.find(({ provisioningState }) => provisioningState.toLowerCase() !== "succeeded");
  if (busy !== undefined) {
    return warn(
      check,
      `${message}; pool ${busy.name} is ${busy.provisioningState}`,
      "Run again when the pool is ready.",
    );
  }
  if (routed > nodes) {
    return warn(
      check,
      `${counted(nodes, "node")} in ${names}, but ${routed} have routes in the source`,
      "Run again in two minutes: AKS removes the route of a node that left. If they stay, look at the cluster's cloud controller.",
    );
  }
  return fail(
    check,
    message,
    "Run again in two minutes: AKS writes routes in batches. If they stay missing, look for nodes that are not ready (`kubectl get nodes`) and for a second writer of the source.",
  );
}

/** Dual stack has a route per family and node, named NODE____PREFIX (cloud-provider-azure, azure_routes.go). */
function nodesIn(routes: readonly Route[]): number {
  return new Set(routes.map(({ key }) => key.split("____")[0])).size;
}

function unseen(check: string, { code, message }: SyncError, source: string): Check {
  return warn(
    check,
    code === "AUTHORIZATION_FAILED"
      ? "Not known: this identity may not read the cluster"
      : `Not known: ${message}`,
    `Run doctor with an identity that has Reader (Microsoft.ContainerService/managedClusters/read) on the cluster of ${source}, and name it with --cluster ID.`,
  );
}

/** The source's next hops are nodes: addresses of the subnets that use it. */
function nextHops(findings: Findings): Check {
  const { mirror, source, nodeRanges } = findings;
  const check = "next hops are nodes";
  if (sourceIsGone(findings)) return passAsGone(check);
  if (source === null || source instanceof SyncError) return notMade(check, FIRST.source);
  if (nodeRanges === null) return notMade(check, "source associated");
  if (nodeRanges instanceof SyncError) {
    const denied = nodeRanges.code === "AUTHORIZATION_FAILED";
    return warn(
      check,
      denied ? "Not known: this identity may not read the node subnets" : `Not known: ${nodeRanges.message}`,
      `Run doctor with an identity that has Reader (Microsoft.Network/virtualNetworks/subnets/read) on the nodes' virtual network.`,
    );
  }
  const hops = select(mirror, source.routes).selected.map(({ values }) => values.nextHopIpAddress ?? "");
  const strangers = hops.filter((hop) => !nodeRanges.some((range) => holds(range, hop)));
  const ranges = nodeRanges.map(String).join(", ");
  if (strangers.length === 0) return pass(check, `All next hops are in the node subnets (${ranges})`);
  const shown = strangers.slice(0, 3).join(", ");
  return warn(
    check,
    `${strangers.length} of ${hops.length} next hops are in none of the node subnets (${ranges}): ${shown}${strangers.length > 3 ? ", …" : ""}`,
    "Check that the source is this cluster's table, and compare with `kubectl get nodes -o wide`.",
  );
}

function holds(range: Cidr, address: string): boolean {
  const host = Cidr.parse(`${address}/${address.includes(":") ? 128 : 32}`);
  return host !== null && range.contains(host);
}

/**
 * Azure Virtual Network Manager keeps the tables of its routing configurations in AVNM_Managed_ResourceGroup_SUBSCRIPTION
 * (learn.microsoft.com/azure/virtual-network-manager/concept-user-defined-route) and names them AVNM_Managed_…. A table
 * that it shares (`UseExisting`) bears no mark that is documented.
 */
function noNetworkManager({ mirror, source }: Findings): Check {
  const check = "no network manager";
  const ids = [
    ...(mirror.source.kind === "table" ? [mirror.source.id] : []),
    ...(isTable(source) ? [source.id] : []),
    mirror.target,
  ];
  const managed = ids.find(
    ({ group, name }) => /^AVNM_Managed_/i.test(name) || /^AVNM_Managed_ResourceGroup_/i.test(group.name),
  );
  if (managed === undefined) return pass(check, "Neither table belongs to Azure Virtual Network Manager");
  return warn(
    check,
    `${managed.name} belongs to Azure Virtual Network Manager, which creates and removes its routes`,
    managerRemedy(managed, mirror.target),
  );
}

function isTable(table: RouteTable | SyncError | null): table is RouteTable {
  return table !== null && !(table instanceof SyncError);
}

function managerRemedy(table: TableId, target: TableId): string {
  return table.key === target.key
    ? "Give the gateway's subnet a table of its own and name it as target, or take the gateway's network out of the routing configuration."
    : "Take the nodes' network out of the routing configuration: AKS needs its table for itself.";
}
