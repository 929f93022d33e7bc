import { parseArmId } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";
import { hostRange, isIpv4Address, type Cidr } from "../net/cidr.js";
import { APIPA } from "../net/well-known.js";
import type { CircuitConnectionProps } from "./circuit-connection.js";
import type { ExpressRouteSize, VpnSize } from "./network-gateway.js";
import type { SiteConnectionProps } from "./site-connection.js";

/** Rules on the connections of VPN and ExpressRoute gateways. */

const BGP = "VPN Gateway FAQ, BGP and routing";

const CONNECTION_ROUTES = defineRule({
  code: "CONNECTION_ROUTES",
  title: "Connection whose ranges differ from the on-premises ranges",
  explanation:
    "The platform routes the ranges of onPremises to the gateway, which sends each to the connection that has it or whose site announces it by BGP. A range that only one of the two knows is dropped, or comes back by another way than it went.",
  remedy: "Write the same ranges in onPremises and in the prefixes of the connections, or use BGP.",
  source: "VPN Gateway documentation, local network gateways",
  terraform: "structure",
});

/** A connection to a site, by its name, and the ranges that the hub routes to its gateway. */
interface NamedSite {
  readonly name: string;
  readonly site: SiteConnectionProps;
  readonly onPremises: readonly Cidr[];
}

export const SITE_WITHOUT_ROUTES = CONNECTION_ROUTES.case({
  matches: ({ site: { prefixes = [], bgp } }: NamedSite) => prefixes.length === 0 && bgp === undefined,
  prop: ({ name }) => `sites.${name}.prefixes`,
  message: ({ name }) => `The connection ${name} has neither prefixes nor BGP: no packet would take it.`,
  remedy: "Write the ranges behind the device in prefixes, or its BGP speaker in bgp.",
});

export const SITE_OUTSIDE_ON_PREMISES = CONNECTION_ROUTES.case({
  matches: (subject: NamedSite) => strange(subject).length > 0,
  prop: ({ name }) => `sites.${name}.prefixes`,
  message: (subject) =>
    `${literals(strange(subject))} behind the connection ${subject.name} is in no range of onPremises, so that spokes have no route back through the firewall.`,
  remedy: "Add the range to onPremises.prefixes, or remove it here.",
});

function strange({ site: { prefixes = [] }, onPremises }: NamedSite): readonly Cidr[] {
  return prefixes.filter((prefix) => !onPremises.some((range) => range.contains(prefix)));
}

/** All connections of a gateway to sites. */
interface Sites {
  readonly sites: readonly SiteConnectionProps[];
  readonly onPremises: readonly Cidr[];
}

export const ON_PREMISES_BEHIND_NO_SITE = CONNECTION_ROUTES.case({
  severity: "warning",
  matches: (subject: Sites) =>
    subject.sites.length > 0 &&
    subject.sites.every(({ bgp }) => bgp === undefined) &&
    unreached(subject).length > 0,
  prop: "onPremises.prefixes",
  message: (subject) =>
    `${literals(unreached(subject))} is routed to the gateway, and behind none of its connections.`,
  remedy: "Add the range to the prefixes of the connection to its site.",
});

function unreached({ sites, onPremises }: Sites): readonly Cidr[] {
  const prefixes = sites.flatMap(({ prefixes: own = [] }) => own);
  return onPremises.filter((range) => !prefixes.some((prefix) => prefix.overlaps(range)));
}

/** A range behind a connection without BGP. */
interface RangeOfSite {
  readonly name: string;
  readonly range: Cidr;
}

/** A range that is also behind another connection, in whole or in part. */
interface SharedRange extends RangeOfSite {
  readonly other: RangeOfSite;
}

export const RANGE_BEHIND_TWO_SITES = CONNECTION_ROUTES.case({
  source:
    "VPN Gateway documentation, highly available connectivity, multiple on-premises VPN devices; VPN Gateway FAQ, overlapping address spaces among on-premises local sites",
  prop: ({ name }) => `sites.${name}.prefixes`,
  message: ({ name, other, range }: SharedRange) =>
    range.equals(other.range)
      ? `${range.literal} is behind the connections ${other.name} and ${name}, and without BGP the gateway cannot choose between two ways.`
      : `${range.literal} behind the connection ${name} overlaps ${other.range.literal} behind ${other.name}, and ranges of two sites must not overlap without BGP.`,
  remedy: "Write the prefixes of each site, or bgp in both for two ways to one range.",
});

const CONNECTION_BGP = defineRule({
  code: "CONNECTION_BGP",
  title: "BGP that Azure does not accept",
  explanation:
    "Azure and IANA reserve autonomous system numbers, and both ends of a tunnel need different ones. 65515 is that of every gateway that has no other.",
  remedy: "Use a number of your own, or a private one of 64512 to 65514 or 65521 to 65534.",
  source: BGP,
  terraform: "structure",
});

/** An autonomous system number, and the gateway's. */
interface Speaker {
  readonly asn: number;
  readonly gateway: number;
  readonly prop: string;
}

/** Source: VPN Gateway FAQ, BGP and routing. */
const RESERVED_ASNS: readonly (readonly [from: number, to: number])[] = [
  [8074, 8075],
  [12_076, 12_076],
  [23_456, 23_456],
  [64_496, 64_511],
  [65_515, 65_515],
  [65_517, 65_520],
  [65_535, 65_551],
  [429_496_729, 429_496_729],
];

function isReserved(asn: number): boolean {
  return RESERVED_ASNS.some(([from, to]) => asn >= from && asn <= to);
}

export const ASN_RESERVED = CONNECTION_BGP.case({
  matches: ({ asn }: Speaker) => isReserved(asn),
  prop: ({ prop }) => prop,
  message: ({ asn }) => `The autonomous system number ${asn} is reserved by Azure or IANA.`,
});

export const ASN_OF_THE_GATEWAY = CONNECTION_BGP.case({
  matches: ({ asn, gateway }: Speaker) => asn === gateway && !isReserved(asn),
  prop: ({ prop }) => prop,
  message: ({ asn }) => `The site and the gateway both have the autonomous system number ${asn}.`,
});

export const BGP_PEER_LINK_LOCAL = CONNECTION_BGP.case({
  matches: ({ address }: { readonly name: string; readonly address: string }) => {
    const known = knownText(address);
    return known !== undefined && isIpv4Address(known) && APIPA.contains(hostRange(known));
  },
  prop: ({ name }) => `sites.${name}.bgp.address`,
  message: ({ address }) =>
    `The BGP speaker ${address} is link-local, for which both ends need addresses of 169.254.21.0 to 169.254.22.255.`,
  remedy: "Give the device a BGP address of its own network; link-local ones are not supported here.",
});

export const CONNECTION_TWICE = defineRule({
  code: "CONNECTION_TWICE",
  title: "Two connections to one device, BGP speaker or circuit",
  explanation:
    "A gateway has one connection to a device, and one to a circuit: Azure refuses the second. It has one route to a BGP speaker, which is the device of one site.",
  remedy: "Keep one of the two, with all ranges.",
  source: "VPN Gateway documentation; ExpressRoute documentation, link a virtual network to circuits",
  terraform: "structure",
}).case({
  message: ({ name, other, target }: SecondConnection) =>
    `The connections ${other} and ${name} have the same ${target}.`,
  prop: ({ prop }) => prop,
});

export type SharedTarget = "device" | "BGP speaker" | "circuit";

interface SecondConnection {
  readonly name: string;
  readonly other: string;
  readonly target: SharedTarget;
  readonly prop: string;
}

/**
 * The most connections by the size of the gateway. Sources: VPN Gateway documentation, gateway SKUs (S2S tunnels); ExpressRoute
 * documentation, gateway SKUs (circuit connections).
 */
const MOST_CONNECTIONS: Readonly<Record<VpnSize | ExpressRouteSize, number>> = {
  VpnGw1AZ: 30,
  VpnGw2AZ: 30,
  VpnGw3AZ: 30,
  VpnGw4AZ: 100,
  VpnGw5AZ: 100,
  ErGw1AZ: 4,
  ErGw2AZ: 8,
  ErGw3AZ: 16,
};

const CONNECTIONS = defineRule({
  code: "TOO_MANY_CONNECTIONS",
  title: "More connections than the gateway's size allows",
  explanation: "The size of a VPN or ExpressRoute gateway limits its connections.",
  remedy: "Choose a larger size.",
  source: "VPN Gateway documentation, gateway SKUs; ExpressRoute documentation, gateway SKUs",
  terraform: "structure",
});

export const TOO_MANY_CONNECTIONS = CONNECTIONS.case({
  matches: ({ size, count }: { readonly size: VpnSize | ExpressRouteSize; readonly count: number }) =>
    count > MOST_CONNECTIONS[size],
  prop: "size",
  message: ({ size, count }) =>
    `The gateway has ${count} connections, and ${size} takes ${MOST_CONNECTIONS[size]}.`,
});

/**
 * The most connections of a gateway in a virtual hub, whatever its scale units. Sources: Virtual WAN FAQ, VPN devices of a hub;
 * about ExpressRoute connections in Virtual WAN, limits.
 */
const MOST_IN_VIRTUAL_HUB = { vpn: 1000, "express-route": 8 } as const;

export const TOO_MANY_CONNECTIONS_OF_VIRTUAL_HUB = CONNECTIONS.case({
  source: "Virtual WAN FAQ; Virtual WAN documentation, about ExpressRoute connections, limits",
  matches: ({ type, count }: { readonly type: keyof typeof MOST_IN_VIRTUAL_HUB; readonly count: number }) =>
    count > MOST_IN_VIRTUAL_HUB[type],
  prop: ({ type }) => (type === "vpn" ? "sites" : "circuits"),
  message: ({ type, count }) =>
    `The gateway has ${count} connections, and one of a virtual hub takes ${MOST_IN_VIRTUAL_HUB[type]}.`,
  remedy: "Connect the others with another virtual hub.",
});

/** A connection to a circuit, by its name, and the subscription of the gateway. */
interface NamedCircuit {
  readonly name: string;
  readonly circuit: CircuitConnectionProps;
  readonly subscriptionId: string | undefined;
}

export const CIRCUIT_NOT_AUTHORIZED = defineRule({
  code: "CIRCUIT_NOT_AUTHORIZED",
  title: "Circuit of another subscription without an authorization",
  explanation:
    "A gateway connects to a circuit of its own subscription. The owner of any other circuit creates an authorization, whose key the connection names.",
  remedy: "Write authorizationKey with the secret that has the key.",
  source: "ExpressRoute documentation, link a virtual network to circuits",
  terraform: "structure",
}).case({
  matches: ({ circuit: { circuitId, authorizationKey }, subscriptionId }: NamedCircuit) => {
    const own = parseArmId(circuitId)?.subscriptionId.toLowerCase();
    if (authorizationKey !== undefined || own === undefined || subscriptionId === undefined) return false;
    return own !== subscriptionId.toLowerCase();
  },
  prop: ({ name }) => `circuits.${name}`,
  message: ({ name }) =>
    `The circuit of the connection ${name} is in another subscription than the gateway, and no authorization is named.`,
});

function literals(ranges: readonly Cidr[]): string {
  return ranges.map(({ literal }) => literal).join(", ");
}

export const CONNECTION_RULES = [
  CONNECTION_ROUTES,
  CONNECTION_BGP,
  CONNECTION_TWICE.rule,
  CONNECTIONS,
  CIRCUIT_NOT_AUTHORIZED.rule,
] as const;
