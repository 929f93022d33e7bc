/** Through a firewall, or whatever appliance a route leads to. */
import { formatAddress, isPrivate, isPublic, isSame, type Address } from "../address.js";
import { judgeFirewall, translatesSource, type PlacedRule } from "../evaluate/firewall.js";
import { effectiveRoutes } from "../evaluate/effective-routes.js";
import type { FirstMatch } from "../evaluate/first-match.js";
import type { Packet } from "../evaluate/packet.js";
import { selectRoute } from "../evaluate/select-route.js";
import type { Firewall, LoadBalancer, Model, NetworkInterface, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import type { Place } from "./hop.js";
import { firewallAt, publicAddressOf, reachableNetworks, subnetOf } from "./locate.js";
import type { Next, Trail } from "./trail.js";

/** A route of type VirtualAppliance: its next hop has to be in the network or in a peer. */
export function passAppliance(trail: Trail, subnet: Subnet, ip: Address, by: string): Next {
  const firewall = firewallAt(trail.model, ip, subnet.network);
  if (firewall !== undefined) return passFirewall(trail, firewall, false);
  const place: Place = { in: "subnet", subnet };
  const balancer = trail.model.loadBalancers.find(({ frontends }) =>
    frontends.some(({ address }) => isSame(address, ip)),
  );
  const cards = trail.model.interfaces.filter((item) => isReceiver(item, ip, balancer));
  const [card] = cards;
  if (card !== undefined && cards.every(({ forwards }) => !forwards))
    return trail.drop(place, {
      at: card.address,
      by: card.address,
      detail: "the interface that the route leads to has IP forwarding off",
    });
  if (balancer !== undefined) {
    const decision = {
      at: balancer.address,
      by: balancer.address,
      detail: "passes the packet to an appliance",
    };
    return trail.unknown(
      place,
      "route",
      decision,
      new Unsure(`what the appliances behind ${balancer.address} do`),
    );
  }
  const isNear = reachableNetworks(subnet.network).some((network) => subnetOf(network, ip) !== undefined);
  const decision = { at: formatAddress(ip), by, detail: "an appliance that nothing describes" };
  if (!isNear && ip.kind === "range" && isDescribed(subnet))
    return trail.drop(place, {
      ...decision,
      detail: "the appliance is in no network that this one is peered with",
    });
  return trail.unknown(place, "route", decision, new Unsure(`what ${formatAddress(ip)} does`));
}

/** Whether an interface gets what a route sends to an address: it has it, or is behind the load balancer that has it. */
function isReceiver(card: NetworkInterface, ip: Address, balancer: LoadBalancer | undefined): boolean {
  const backends = balancer?.rules.flatMap((rule) => rule.backends) ?? [];
  return isSame(card.ip, ip) || backends.some(({ address }) => isSame(card.ip, address));
}

/** Whether all peers of the subnet's network are described, so that an address in none of them is nowhere. */
function isDescribed({ network }: Subnet): boolean {
  return network.peerings.every(({ remote }) => remote !== undefined);
}

/**
 * Passes a firewall.
 * @param isToItself whether the packet is addressed to the firewall: NAT rules decide
 */
export function passFirewall(trail: Trail, firewall: Firewall, isToItself: boolean): Next {
  return trail.isReturn ? answerThrough(trail, firewall) : firstThrough(trail, firewall, isToItself);
}

/** An answer: the firewall has to know the connection. */
function answerThrough(trail: Trail, firewall: Firewall): Next {
  const { address, subnet } = firewall;
  const { due } = trail;
  const gateway = trail.model.gateways.find((item) => item.address === due?.address);
  if (gateway !== undefined) {
    // Azure refuses such a route on the subnet of a gateway without network isolation; with it, the documentation is silent.
    const decision = {
      at: address,
      by: address,
      detail: "the answer of a gateway whose routes lead to a firewall",
    };
    const on = new Unsure(`whether ${gateway.address} answers by its public frontend in spite of the route`);
    return trail.unknown({ in: "subnet", subnet }, "deny", decision, on);
  }
  if (due?.firewall !== firewall) {
    const detail =
      due === undefined || due.type === "node" || due.type === "tunnel"
        ? "this firewall has not seen the connection begin, and drops the answer"
        : `the connection went through ${due.address}, its answer comes to this firewall`;
    return trail.asymmetric({ in: "subnet", subnet }, { at: address, by: address, detail });
  }
  trail.uncross({ at: address, by: address });
  return { to: "leave", subnet, isDevice: true };
}

function firstThrough(trail: Trail, firewall: Firewall, isToItself: boolean): Next {
  const { subnet, address } = firewall;
  const place: Place = { in: "subnet", subnet };
  const verdict = judgeFirewall(firewall, trail.packet, isToItself);
  const { allows, rule: by, later } = verdict;
  const decision = {
    at: address,
    by: by?.group.address ?? firewall.policy?.address ?? address,
    detail: detailOf(verdict, isToItself),
    others: () => later().map((placed) => `${ruleName(placed)}: later in order`),
  };
  if (allows instanceof Unsure) return trail.unknown(place, "deny", decision, allows);
  if (!allows) return trail.drop(place, decision);
  trail.hop("allow", decision);
  const after = translated(trail, firewall, by);
  if (after instanceof Unsure) return trail.unknown(place, "translate", decision, after);
  trail.cross(
    { type: "firewall", address, firewall, subnet, after },
    { ...decision, detail: translationText(trail.packet, after), others: () => [] },
  );
  return { to: "leave", subnet, isDevice: true };
}

function detailOf({ allows, rule: by }: FirstMatch<PlacedRule>, isToItself: boolean): string {
  if (by !== undefined) return `rule ${ruleName(by)}`;
  if (allows instanceof Unsure) return "rules that depend on what is unknown";
  return isToItself ? "no NAT rule matches the packet" : "no rule matches the packet";
}

/** `network/allow-network/erp`: type, collection, rule. */
export function ruleName({ collection, rule }: PlacedRule): string {
  return `${collection.type}/${collection.name}/${rule.name}`;
}

/** The packet as it leaves the firewall. Unchanged, it is the same object. */
function translated(trail: Trail, firewall: Firewall, by: PlacedRule | undefined): Packet | Unsure {
  const { packet, model } = trail;
  if (!firewall.isAzure && isPublic(packet.destination) !== true) return packet;
  const type = by?.collection.type ?? "network";
  const sourceFor = (destination: Address): Address =>
    (destination.kind === "public" || (destination.kind === "range" && !isPrivate(destination.range))) &&
    !isTunnelled(model, firewall, destination)
      ? egressAddress(model, firewall)
      : firewall.ip;
  if (type === "nat") {
    const to = by?.rule.translated;
    const destination = to?.address ?? packet.destination;
    return { ...packet, source: sourceFor(destination), destination, port: to?.port ?? packet.port };
  }
  const doesTranslate = translatesSource(firewall, packet, type);
  if (doesTranslate instanceof Unsure) return doesTranslate;
  if (!doesTranslate) return packet;
  const source = sourceFor(packet.destination);
  return isSame(source, packet.source) ? packet : { ...packet, source };
}

/**
 * Whether a route of the firewall's subnet sends something to an appliance or a gateway: it has a private address of the
 * firewall as source then (Microsoft Learn, "Azure Firewall forced tunneling").
 */
function isTunnelled(model: Model, { subnet }: Firewall, destination: Address): boolean {
  const { route } = selectRoute(effectiveRoutes(subnet, model), destination, subnet);
  return route?.nextHop.type === "appliance" || route?.nextHop.type === "gateway";
}

/** A NAT gateway of its subnet before its own addresses (Microsoft Learn, "Scale SNAT ports with Azure NAT Gateway"). */
function egressAddress(model: Model, { subnet, publicAddresses, address }: Firewall): Address {
  const { natGateway } = subnet;
  return natGateway === undefined
    ? publicAddressOf(model, publicAddresses, address)
    : publicAddressOf(model, natGateway.publicAddresses, natGateway.address);
}

function translationText(before: Packet, after: Packet): string {
  const to = isSame(before.destination, after.destination)
    ? ""
    : `destination becomes ${formatAddress(after.destination)}${after.port === undefined ? "" : `:${after.port}`}, `;
  return `${to}source becomes ${formatAddress(after.source)}`;
}
