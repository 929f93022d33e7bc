/** Before a packet leaves: a plugin that is installed in a cluster connects the pods of its nodes itself. */
import { addressesIn, isWithin, type Address } from "../address.js";
import type { Packet } from "../evaluate/packet.js";
import { judge } from "../evaluate/security-group.js";
import type { Cluster, Subnet } from "../model/model.js";
import type { Place } from "../walk/hop.js";
import { podLabel } from "../walk/locate.js";
import type { Trail } from "../walk/trail.js";

/**
 * Nodes wrap what they and their pods send to pods of the cluster into packets between nodes, VXLAN over UDP: Azure sees those
 * alone (Cilium documentation, "Routing", encapsulation; Calico documentation, "Overlay networking").
 * @returns whether the packet is in a tunnel
 */
export function throughTunnel(trail: Trail, place: Place): boolean {
  if (place.in !== "subnet") return false;
  const found = tunnelTo(trail, place.subnet);
  if (found === undefined) return false;
  const { name, address } = found.cluster;
  trail.cross(
    { type: "tunnel", address, firewall: undefined, subnet: place.subnet, after: found.packet },
    {
      at: `nodes of ${name}`,
      by: address,
      detail: `the plugin wraps the packet for the node of the pod, UDP port ${found.packet.port ?? ""}`,
    },
  );
  return true;
}

function tunnelTo(
  { model, packet }: Trail,
  subnet: Subnet,
): { readonly cluster: Cluster; readonly packet: Packet } | undefined {
  for (const cluster of model.clusters) {
    const { plugin, tunnelPort: port, pools } = cluster;
    if (plugin !== "tunnel" || !hasPod(cluster, packet.destination)) continue;
    const subnets = pools.flatMap(({ subnet: own }) => own ?? []);
    if (!subnets.includes(subnet)) continue;
    const [source] = addressesIn(subnet.prefixes);
    const ways = subnets.flatMap((nodes) =>
      addressesIn(nodes.prefixes)
        .slice(0, 1)
        .map((destination) => ({
          nodes,
          packet: { ...packet, source: source ?? packet.source, destination, protocol: "UDP" as const, port },
        })),
    );
    // A pod may be on a node of any of the subnets: the first that does not admit the packet decides.
    const way = ways.find((item) => !isOpen(item.nodes, item.packet)) ?? ways[0];
    return way && { cluster, packet: way.packet };
  }
  return undefined;
}

function hasPod(cluster: Cluster, address: Address): boolean {
  const label = address.kind === "range" ? address.label : undefined;
  return (
    [undefined, podLabel(cluster)].includes(label) &&
    cluster.podRanges.some((range) => isWithin(address, range) === true)
  );
}

/** Both directions are connections of their own. */
function isOpen(subnet: Subnet, packet: Packet): boolean {
  const answer = { ...packet, source: packet.destination, destination: packet.source };
  return (
    judge(subnet, "inbound", packet).allows === true && judge(subnet, "outbound", answer).allows === true
  );
}
