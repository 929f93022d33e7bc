/** At the destination's subnet: whose address it is, and whether the subnet's security group admits the packet. */
import { formatAddress, isSame, isWithin, type Address } from "../address.js";
import type { Model, Network, ServiceAddress, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import { toService } from "./aks-service.js";
import { passFirewall } from "./firewall-pass.js";
import { answerToFrontDoor } from "./front-door.js";
import type { Place } from "./hop.js";
import { filter } from "./filter.js";
import { clusterOf, clustersOfPods, firewallAt, subnetOf } from "./locate.js";
import { toPrivateFrontend } from "./load-balancer.js";
import { missed } from "./missed.js";
import type { Next, Trail } from "./trail.js";

/** From here on, Azure manages the instances. Source: Microsoft Learn, "Application Gateway infrastructure configuration", network security groups. */
const FIRST_MANAGEMENT_PORT = 65_200;

/** In a network that has the destination: finds its subnet. */
export function arriveIn(trail: Trail, network: Network): Next {
  const { destination } = trail.packet;
  const subnet = subnetOf(network, destination);
  if (subnet !== undefined) return { to: "subnet", subnet, isEndpoint: false };
  const place: Place = { in: "network", network };
  const where = formatAddress(destination);
  const decision = {
    at: network.address,
    by: network.address,
    detail: `no subnet that is described has ${where}`,
  };
  return trail.unknown(place, "deliver", decision, new Unsure(`what has ${where} in ${network.name}`));
}

/** @param isEndpoint a private endpoint, or an answer that a NAT gateway returns: no security group */
export function arrive(trail: Trail, subnet: Subnet, isEndpoint: boolean): Next {
  const { destination } = trail.packet;
  const place: Place = { in: "subnet", subnet };
  const firewall = firewallAt(trail.model, destination, subnet.network);
  if (firewall?.subnet === subnet) return atFirewall(trail, subnet);
  const services = servicesAt(trail.model, subnet, destination);
  if (services.length > 0 && !trail.isReturn)
    return toService(
      trail,
      subnet,
      services.map(({ cluster }) => cluster),
    );
  const balanced = toPrivateFrontend(trail, place);
  if (balanced !== undefined) return balanced;
  const denied =
    isEndpoint && !subnet.endpointPolicies.securityGroups ? undefined : filter(trail, subnet, "inbound");
  if (denied !== undefined) return denied;
  return (
    withoutListener(trail, subnet) ??
    answerToPod(trail, subnet) ??
    answerToFrontDoor(trail, subnet) ??
    missed(trail, place, { at: subnet.address }) ??
    trail.deliver(place, received(trail, subnet))
  );
}

/**
 * The Services whose load balancer may have an address: those that are known to have it, and in a subnet of load balancers
 * alone those that have another one there, since AKS gives further Services any address of it.
 */
function servicesAt(model: Model, subnet: Subnet, destination: Address): readonly ServiceAddress[] {
  const own = model.services.filter(({ ip }) => isSame(ip, destination));
  if (own.length > 0 || destination.kind !== "range" || !destination.range.isAddress) return own;
  const isOfOthers =
    model.interfaces.some((item) => item.subnet === subnet) ||
    model.endpoints.some((item) => item.subnet === subnet) ||
    model.clusters.some(({ pools }) => pools.some((pool) => pool.subnet === subnet));
  if (isOfOthers) return [];
  return model.services.filter(
    ({ ip }) => ip.kind === "range" && subnet.prefixes.some((prefix) => prefix.contains(ip.range)),
  );
}

/**
 * To a frontend of an Application Gateway, on a port of which it has no listener. AGIC writes the listeners of some, and
 * those of a gateway that exists already are not described.
 */
function withoutListener(trail: Trail, subnet: Subnet): Next | undefined {
  const { model, packet, isReturn } = trail;
  const gateway = model.gateways.find((item) => item.subnet === subnet);
  if (isReturn || gateway === undefined || gateway.listeners.length === 0) return undefined;
  if (gateway.isManaged || model.clusters.some((cluster) => cluster.gateway === gateway.key))
    return undefined;
  const isPrivate =
    gateway.privateAddress !== undefined && isSame(gateway.privateAddress, packet.destination);
  const isPublic = trail.crossed?.type === "edge" && trail.crossed.address === gateway.address;
  if (!isPrivate && !isPublic) return undefined;
  const { port } = packet;
  if (port === undefined || port >= FIRST_MANAGEMENT_PORT) return undefined;
  const listeners = gateway.listeners.filter((listener) => listener.isPublic === isPublic);
  if (listeners.some((listener) => [undefined, port].includes(listener.port))) return undefined;
  const ports = [...new Set(listeners.map((listener) => listener.port))].join(", ");
  const detail = `the gateway has no listener on port ${port}${ports === "" ? "" : `, but on ${ports}`}`;
  const decision = { at: gateway.address, by: gateway.address, detail };
  if (!gateway.mayBeManaged) return trail.drop({ in: "subnet", subnet }, decision);
  const on = new Unsure(`whether AGIC adds listeners to ${gateway.address}`);
  return trail.unknown({ in: "subnet", subnet }, "deny", decision, on);
}

/** To a firewall itself: its DNS proxy answers on port 53; an answer that it translates passes on. */
function atFirewall(trail: Trail, subnet: Subnet): Next {
  const firewall = trail.model.firewalls.find((item) => item.subnet === subnet);
  if (firewall === undefined) return arriveIn(trail, subnet.network);
  const place: Place = { in: "subnet", subnet };
  const { policy, address } = firewall;
  if (trail.isReturn && trail.due === undefined)
    return trail.deliver(place, {
      at: address,
      by: address,
      detail: "the answer to a connection of its own",
    });
  if (trail.isReturn || trail.packet.port !== 53) return passFirewall(trail, firewall, true);
  if (policy?.dnsProxy === true)
    return trail.deliver(place, { at: address, by: policy.address, detail: "the DNS proxy of the firewall" });
  return trail.drop(place, {
    at: address,
    by: policy?.address ?? address,
    detail: "the firewall has no DNS proxy",
  });
}

/** The node that translated the source of its pod, or wrapped its packet, gets the answer and passes it on. */
function answerToPod(trail: Trail, subnet: Subnet): Next | undefined {
  const { due } = trail;
  if (due?.type !== "node" && due?.type !== "tunnel") return undefined;
  trail.uncross({ at: due.address, by: due.address });
  const isNode = subnet.prefixes.some((prefix) => isWithin(due.before.source, prefix) === true);
  const detail = isNode ? "the node" : "the pod";
  return trail.deliver({ in: "subnet", subnet }, { at: due.address, by: due.address, detail });
}

function received({ model, packet }: Trail, subnet: Subnet): { at: string; by: string; detail: string } {
  const pods = clustersOfPods(model, packet.destination).find(({ pools }) =>
    pools.some((pool) => pool.subnet === subnet),
  );
  const cluster = pods ?? clusterOf(model, subnet);
  const gateway = model.gateways.find((item) => item.subnet === subnet);
  const endpoint = model.endpoints.find(({ ip }) => isSame(ip, packet.destination));
  const at = endpoint?.address ?? gateway?.address ?? cluster?.address ?? subnet.address;
  const what =
    endpoint === undefined
      ? pods === undefined
        ? formatAddress(packet.destination)
        : `a pod of ${pods.name}`
      : endpoint.name;
  return { at, by: subnet.address, detail: what };
}
