/** Before a packet leaves: a node passes packets for load balancers of its own cluster to pods itself. */
import { isSame } from "../address.js";
import type { Endpoint } from "../endpoint.js";
import type { Outcome, Place } from "../walk/hop.js";
import { clusterOf } from "../walk/locate.js";
import { outcomeOf, type Trail } from "../walk/trail.js";

/**
 * Packets of nodes and pods for a load balancer of their cluster do not leave the node (Kubernetes, "Virtual IPs and Service
 * Proxies", "Traffic policies").
 * @returns the end where it is so
 */
export function keptByNode(trail: Trail, { pods }: Endpoint, place: Place): Outcome | undefined {
  const own = pods ?? (place.in === "subnet" ? clusterOf(trail.model, place.subnet) : undefined);
  const services = trail.model.services.filter(({ ip }) => isSame(ip, trail.packet.destination));
  if (own === undefined || services.length === 0 || services.some(({ cluster }) => cluster !== own))
    return undefined;
  const detail = `the node passes packets for a load balancer of ${own.name} to a pod itself`;
  return outcomeOf(trail.deliver(place, { at: own.address, by: own.address, detail }));
}
