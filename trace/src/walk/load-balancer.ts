/** Through a load balancer of Terraform's, to one of its backends. */
import { addressIn, formatAddress, isSame, isThat, type Address } from "../address.js";
import { portFits } from "../evaluate/packet.js";
import type { LoadBalancer, LoadBalancerRule, Model, Subnet } from "../model/model.js";
import { all, any, Unsure, type Tri } from "../tri.js";
import type { Crossing, Place } from "./hop.js";
import type { Next, Trail } from "./trail.js";

/**
 * At a public frontend. The answer has to leave the backends' subnet for the Internet. Pings are answered by the frontend itself,
 * where a rule has backends (Microsoft Learn, "Test reachability of Azure Public Load Balancer frontends with ping and traceroute").
 */
export function toPublicFrontend(trail: Trail, loadBalancer: LoadBalancer, publicAddress: string): Next {
  const rules = rulesOf(loadBalancer).filter((rule) => rule.publicAddress === publicAddress);
  const { address } = loadBalancer;
  if (trail.packet.protocol === "ICMP" && rules.some(({ backends }) => backends.length > 0))
    return trail.deliver({ in: "internet" }, { at: address, by: address, detail: PING });
  return toBackend(trail, loadBalancer, rules, "edge", { in: "internet" });
}

/** At a private frontend; undefined where the packet is not for one. */
export function toPrivateFrontend(trail: Trail, place: Place): Next | undefined {
  const found = frontendAt(trail.model, trail.packet.destination);
  // With a floating IP the packet is past the load balancer already.
  const isPast = trail.crossed?.type === "balancer" && trail.crossed.address === found?.loadBalancer.address;
  if (found === undefined || trail.isReturn || isPast) return undefined;
  const rules = rulesOf(found.loadBalancer).filter(({ frontend }) => frontend === found.name);
  return toBackend(trail, found.loadBalancer, rules, "balancer", place);
}

function rulesOf({ rules, natRules }: LoadBalancer): readonly LoadBalancerRule[] {
  return [...rules, ...natRules];
}

function frontendAt(
  { loadBalancers }: Model,
  address: Address,
): { loadBalancer: LoadBalancer; name: string } | undefined {
  for (const loadBalancer of loadBalancers) {
    const frontend = loadBalancer.frontends.find((item) => isSame(item.address, address));
    if (frontend !== undefined) return { loadBalancer, name: frontend.name };
  }
  return undefined;
}

function toBackend(
  trail: Trail,
  { address }: LoadBalancer,
  rules: readonly LoadBalancerRule[],
  type: Crossing["type"],
  place: Place,
): Next {
  const { packet } = trail;
  const rule = rules.find((item) => ruleFits(item, trail));
  const decision = { at: address, by: rule?.address ?? address, detail: `rule ${rule?.name ?? ""}` };
  if (rules.length > 0 && rule === undefined)
    return trail.drop(place, { ...decision, detail: "no rule of the load balancer matches the packet" });
  const [first, ...rest] = rule?.backends ?? [];
  if (rule === undefined || first === undefined || rest.some(({ subnet }) => subnet !== first.subnet))
    return trail.unknown(place, "route", decision, new Unsure(`the backends of ${address}`));
  const { subnet } = first;
  const isOpen = type !== "edge" || isOpened(trail.model, rule.backends);
  if (isOpen instanceof Unsure) return trail.unknown(place, "route", decision, isOpen);
  if (!isOpen) return trail.drop(place, { ...decision, detail: CLOSED });
  const back = type === "balancer" && comesBack(trail, rule);
  if (back instanceof Unsure) return trail.unknown(place, "route", decision, back);
  if (back) return trail.drop(place, { ...decision, detail: TO_ITSELF });
  const destination = destinationOf(rule, packet.destination, subnet);
  const port = rule.backendPort ?? packet.port;
  const becomes = rule.hasFloatingIp ? "destination stays" : "destination becomes";
  trail.cross(
    { type, address, firewall: undefined, subnet, after: { ...packet, destination, port } },
    { ...decision, detail: `rule ${rule.name}: ${becomes} ${formatAddress(destination)}` },
  );
  return { to: "subnet", subnet, isEndpoint: false };
}

/**
 * A backend, or any of several. With a floating IP it receives packets for the frontend, which its security group sees, too
 * (Microsoft Learn, "Azure Load Balancer Floating IP configuration").
 */
function destinationOf(
  { backends: [first, ...rest], hasFloatingIp }: LoadBalancerRule,
  frontend: Address,
  { prefixes: [prefix] }: Subnet,
): Address {
  if (hasFloatingIp || first === undefined) return frontend;
  return rest.length === 0 || prefix === undefined ? first.address : addressIn(prefix);
}

/**
 * Whether a client is the backend that its own packets are for: both halves of the connection do not match there, and it fails
 * (Microsoft Learn, "Troubleshoot Azure Load Balancer backend traffic responses", access from a participating backend).
 */
function comesBack({ packet }: Trail, { backends }: LoadBalancerRule): Tri {
  const isBackend = any(...backends.map(({ address }) => isThat(packet.source, address)));
  if (isBackend === true && backends.length > 1)
    return new Unsure(`which backend gets packets of ${formatAddress(packet.source)}`);
  return isBackend;
}

const TO_ITSELF = "the client is the backend itself, where both halves of the connection do not match";
export const PING = "the frontend answers pings itself, while a backend is healthy";

export const CLOSED =
  "what is reached by a public address is closed to the Internet without a security group";

/**
 * Closed to the Internet unless a security group of the subnet or of each interface opens it (Microsoft Learn, "What is Azure
 * Load Balancer?", "Secure by default").
 */
function isOpened({ interfaces }: Model, backends: LoadBalancerRule["backends"]): Tri {
  return all(
    ...backends.map(({ subnet, address }): Tri => {
      if (subnet.securityGroup !== undefined) return true;
      const card = interfaces.find((item) => item.subnet === subnet && isSame(item.ip, address));
      if (card !== undefined) return card.securityGroup !== undefined;
      return new Unsure(`the security groups of network interfaces in ${subnet.address}`);
    }),
  );
}

function ruleFits({ protocol, ports }: LoadBalancerRule, { packet }: Trail): boolean {
  return (protocol === "*" || protocol === packet.protocol) && portFits([ports], packet.port) === true;
}
