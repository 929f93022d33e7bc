/** Before a packet leaves: what the node of a pod makes of it. */
import { familyOf, isPublic, isWithin, type Address } from "../address.js";
import type { Family } from "../cidr.js";
import type { Endpoint } from "../endpoint.js";
import type { Cluster, Subnet } from "../model/model.js";
import type { Place } from "../walk/hop.js";
import { podLabel } from "../walk/locate.js";
import type { Trail } from "../walk/trail.js";

/**
 * Nodes replace the address of a pod that is not in the network with their own, except towards pods of the same cluster;
 * where AKS creates the outbound connection, also for pods in pod subnets (Microsoft Learn, "Azure CNI Overlay
 * networking"; "Use kubenet networking"; "Outbound types").
 * @returns where the packet leaves
 */
export function masquerade(trail: Trail, { pods, nodes }: Endpoint, place: Place): Place {
  if (pods === undefined || nodes === undefined || !isTranslated(trail.packet.destination, pods))
    return place;
  const source = nodeAddress(nodes, familyOf(trail.packet.source));
  trail.cross(
    {
      type: "node",
      address: pods.address,
      firewall: undefined,
      subnet: nodes,
      after: { ...trail.packet, source },
    },
    {
      at: `nodes of ${pods.name}`,
      by: pods.address,
      detail: "the node replaces the pod's address with its own",
    },
  );
  return { in: "subnet", subnet: nodes };
}

function isTranslated(destination: Address, cluster: Cluster): boolean {
  const { plugin, podRanges, outboundType } = cluster;
  switch (plugin) {
    case "kubenet":
    case "overlay":
    case "tunnel":
      return !(
        podRanges.some((range) => isWithin(destination, range) === true) &&
        (destination.kind !== "range" || [undefined, podLabel(cluster)].includes(destination.label))
      );
    case "pod-subnet":
      return isPublic(destination) === true && ["loadBalancer", "managedNATGateway"].includes(outboundType);
    case "node-subnet":
    case "none":
      return false;
  }
}

function nodeAddress({ prefixes, address: label }: Subnet, family: Family | undefined): Address {
  const range = prefixes.find((prefix) => prefix.family === family);
  return range === undefined ? { kind: "unknown", label } : { kind: "range", range };
}
