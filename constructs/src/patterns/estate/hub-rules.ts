import { knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { hostRange, isIpv4Address, type Cidr } from "../../net/cidr.js";

/** Rules on what a hub has, whether it is created here or exists already. */

export const ON_PREMISES_WITHOUT_GATEWAY = defineRule({
  code: "ON_PREMISES_WITHOUT_GATEWAY",
  title: "On-premises ranges without a gateway",
  explanation:
    "Routes and rules for these ranges would have no target: a VPN or ExpressRoute gateway in the hub connects them.",
  remedy: "Add a gateway to the hub, or remove onPremises.",
  source: "VPN Gateway documentation, gateway transit",
  terraform: "structure",
}).case({
  matches: ({ ranges, hasGateway }: { readonly ranges: readonly Cidr[]; readonly hasGateway: boolean }) =>
    ranges.length > 0 && !hasGateway,
  prop: "onPremises",
  message: "The hub has on-premises ranges but no gateway that connects them.",
  remedy: "Add gateway: { type: vpn } or { type: express-route } to the hub, or remove onPremises.",
});

/** The firewall and the appliance of one hub. */
interface Inspectors {
  readonly firewall?: unknown;
  readonly appliance?: unknown;
}

export const TWO_INSPECTORS = defineRule({
  code: "TWO_INSPECTORS",
  title: "Hub with a firewall and an appliance",
  explanation:
    "Traffic between spokes, on-premises and the Internet passes one of them in both directions: each drops connections of which it sees one half only.",
  remedy: "Keep the one that routes traffic between the hub's networks.",
  source: "Azure Firewall documentation, asymmetric routing",
  terraform: "structure",
}).case({
  matches: ({ firewall, appliance }: Inspectors) => firewall !== undefined && appliance !== undefined,
  prop: "appliance",
  message: "The hub has a firewall and an appliance, and spokes route to one of them only.",
  remedy: "Remove one of the two. A cluster may still name an appliance of its own: egress.privateIp.",
});

/** A firewall or an appliance of an existing hub, by the prop that holds it. */
interface HopOfHub {
  readonly prop: string;
  readonly hop: { readonly privateIpAddress: string };
  readonly space: readonly Cidr[];
}

export const HOP_OUTSIDE_HUB = defineRule({
  code: "HOP_OUTSIDE_HUB",
  title: "Firewall or appliance outside of its hub's network",
  explanation:
    "The next hop of a route is a private address in the network itself or in a directly peered one, and spokes are peered with the hub. Traffic to another address is dropped, and clusters never become ready.",
  remedy: "Specify the private address in the hub, or the hub's whole address space.",
  source: "Virtual Network documentation, user-defined routes, next hop",
  terraform: "structure",
}).case({
  matches: ({ hop, space }: HopOfHub) => {
    const known = knownText(hop.privateIpAddress);
    return (
      known !== undefined && isIpv4Address(known) && !space.some((range) => range.contains(hostRange(known)))
    );
  },
  prop: ({ prop }) => `${prop}.privateIpAddress`,
  message: ({ prop, hop, space }) =>
    `The ${prop} has the address ${knownText(hop.privateIpAddress) ?? hop.privateIpAddress}, outside of the hub's ${space.map(({ literal }) => literal).join(", ")}.`,
});

export const DNS_LOOP = defineRule({
  code: "DNS_LOOP",
  title: "Firewall that would ask itself for names",
  explanation:
    "The resolvers of a hub are those that its firewall's DNS proxy asks. Where one of them is the firewall's own address, it asks itself: no name is resolved, and no node starts.",
  remedy: "Name the resolvers that the proxy asks, or remove dns: the proxy then asks Azure-provided DNS.",
  source: "Azure Firewall documentation, DNS settings",
  terraform: "structure",
}).case({
  matches: ({ servers, subnet }: Resolvers) => inside(servers, subnet).length > 0,
  prop: "dns.servers",
  message: ({ servers, subnet }) =>
    `The resolver ${inside(servers, subnet).join(", ")} is the hub's firewall (${subnet.literal}), whose DNS proxy asks these resolvers.`,
});

/** The resolvers of a hub, and its firewall's subnet, which holds the firewall alone. */
interface Resolvers {
  readonly servers: readonly string[];
  readonly subnet: Cidr;
}

function inside(servers: readonly string[], subnet: Cidr): readonly string[] {
  return servers
    .flatMap((server) => knownText(server) ?? [])
    .filter((server) => isIpv4Address(server) && subnet.contains(hostRange(server)));
}

export const HUB_RULES = [
  ON_PREMISES_WITHOUT_GATEWAY.rule,
  TWO_INSPECTORS.rule,
  HOP_OUTSIDE_HUB.rule,
  DNS_LOOP.rule,
] as const;
