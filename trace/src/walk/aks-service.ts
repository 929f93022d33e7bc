/** To the addresses of Kubernetes Services, which the load balancers of AKS have. */
import { judge } from "../evaluate/security-group.js";
import type { Cluster, Subnet } from "../model/model.js";
import { filter } from "./filter.js";
import { PING } from "./load-balancer.js";
import type { Next, Trail } from "./trail.js";

/**
 * An internal load balancer has no security group of its own: the packet keeps its destination and meets that of the nodes,
 * any of which may get it (Microsoft Learn, "Azure Load Balancer Floating IP configuration").
 * @param clusters those whose Service may have the address
 */
export function toService(trail: Trail, subnet: Subnet, clusters: readonly Cluster[]): Next {
  const admits = ({ pools }: Cluster): boolean =>
    pools.every(
      (pool) => pool.subnet === undefined || judge(pool.subnet, "inbound", trail.packet).allows === true,
    );
  const cluster = clusters.find(admits) ?? clusters[0];
  const at = cluster?.address ?? subnet.address;
  const name = cluster?.name ?? subnet.name;
  trail.hop("route", {
    at: subnet.address,
    by: at,
    detail: `the internal load balancer of ${name}, any node`,
  });
  return toNode(trail, at, name, nodesOf(cluster), subnet);
}

/** The same at a public load balancer. The answer has to leave the nodes' subnet for the Internet. */
export function toPublicService(trail: Trail, cluster: Cluster): Next {
  const { address, name } = cluster;
  const nodes = nodesOf(cluster);
  const [subnet] = nodes;
  const decision = { at: address, by: address, detail: `the public load balancer of ${name}, any node` };
  if (subnet === undefined) return trail.drop({ in: "internet" }, { ...decision, detail: "no nodes" });
  if (trail.packet.protocol === "ICMP")
    return trail.deliver({ in: "internet" }, { ...decision, detail: PING });
  trail.hop("route", decision);
  trail.cross({ type: "edge", address, firewall: undefined, subnet, after: trail.packet }, decision);
  return toNode(trail, address, name, nodes, subnet);
}

function nodesOf(cluster: Cluster | undefined): readonly Subnet[] {
  return [...new Set(cluster?.pools.flatMap((pool) => pool.subnet ?? []))];
}

function toNode(trail: Trail, at: string, name: string, nodes: readonly Subnet[], otherwise: Subnet): Next {
  for (const node of nodes) {
    const denied = filter(trail, node, "inbound");
    if (denied !== undefined) return denied;
  }
  return trail.deliver(
    { in: "subnet", subnet: nodes[0] ?? otherwise },
    { at, by: at, detail: `a pod of ${name}` },
  );
}
