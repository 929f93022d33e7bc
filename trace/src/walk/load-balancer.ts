/** Through a load balancer of Terraform's, to one of its backends. */
import { addressIn, formatAddress, isSame, type Address } from "../address.js";
import { portFits } from "../evaluate/packet.js";
import type { LoadBalancer, LoadBalancerRule, Model } from "../model/model.js";
import { all, Unsure, type Tri } from "../tri.js";
import type { Crossing, Place } from "./hop.js";
import type { Next, Trail } from "./trail.js";

/** At a public frontend. The answer has to leave the backends' subnet for the Internet. */
export function toPublicFrontend(trail: Trail, loadBalancer: LoadBalancer, publicAddress: string): Next {
  const rules = rulesOf(loadBalancer).filter((rule) => rule.publicAddress === publicAddress);
  return toBackend(trail, loadBalancer, rules, "edge", { in: "internet" });
}

/** At a private frontend; undefined where the packet is not for one. */
export function toPrivateFrontend(trail: Trail, place: Place): Next | undefined {
  const found = frontendAt(trail.model, trail.packet.destination);
  if (found === undefined || trail.isReturn) return undefined;
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
    return trail.drop(place, { ...decision, detail: "no rule of the load balancer has the packet" });
  const [first, ...rest] = rule?.backends ?? [];
  if (rule === undefined || first === undefined || rest.some(({ subnet }) => subnet !== first.subnet))
    return trail.unknown(place, "route", decision, new Unsure(`the backends of ${address}`));
  const { subnet } = first;
  const isOpen = type !== "edge" || isOpened(trail.model, rule.backends);
  if (isOpen instanceof Unsure) return trail.unknown(place, "route", decision, isOpen);
  if (!isOpen) return trail.drop(place, { ...decision, detail: CLOSED });
  const [prefix] = subnet.prefixes;
  const destination = rest.length === 0 || prefix === undefined ? first.address : addressIn(prefix);
  const port = rule.backendPort ?? packet.port;
  trail.cross(
    { type, address, firewall: undefined, subnet, after: { ...packet, destination, port } },
    { ...decision, detail: `rule ${rule.name}: destination becomes ${formatAddress(destination)}` },
  );
  return { to: "subnet", subnet, isEndpoint: false };
}

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
