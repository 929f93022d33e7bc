import { defineRule } from "../../core/rule.js";
import type { Cidr } from "../../net/cidr.js";
import { NOT_IN_NETWORKS, NOT_ON_THE_INTERNET } from "../../net/well-known.js";
import type { EgressAddresses } from "./egress/provider.js";

/** Rules on the callers of an API server. */

const AUTHORIZED_RANGES = "AKS documentation, API server authorized IP address ranges";

/** Maximum ranges of an API server, and of one in the network. Source: AKS documentation, as above. */
const MOST_RANGES = { publicEndpoint: 200, vnetIntegration: 2000 } as const;

/** Stands for "the cluster's load balancer alone". Source: Azure/terraform-azurerm-aks #378. */
export const BALANCER_ALONE = "0.0.0.0/32";

/** The ranges that may call a public API server. */
export interface ApiServerCallers {
  readonly given: readonly Cidr[];
  /** Whether the cluster's public source addresses may call too. */
  readonly includeEgress: boolean;
  readonly egressAddresses: EgressAddresses;
  /** Whether nodes reach the API server inside the network, whatever its public address allows. */
  readonly nodesInside: boolean;
}

export const EGRESS_ADDRESSES_UNKNOWN = defineRule({
  code: "EGRESS_ADDRESSES_UNKNOWN",
  title: "Egress whose public addresses are unknown",
  explanation:
    "includeEgress authorizes the addresses of a firewall or a NAT gateway that the platform creates. Those of an appliance are not managed here, and an id does not say its address: nothing would be added.",
  remedy: "Add the public addresses to authorizedIpRanges, or address: … next to the ids of existing ones.",
  source: AUTHORIZED_RANGES,
  terraform: "structure",
}).case({
  matches: ({ includeEgress, egressAddresses }: ApiServerCallers) =>
    includeEgress && egressAddresses.type === "unknown",
  prop: "apiServer",
  message:
    "includeEgress adds the public addresses of the cluster's egress, which are unknown here: Terraform does not manage them.",
  remedy:
    "Add address: … next to the ids of existing public addresses; for an appliance, remove includeEgress and add its addresses to authorizedIpRanges.",
});

export const NODES_SHUT_OUT = defineRule({
  code: "NODES_SHUT_OUT",
  title: "Nodes that may not call their API server",
  explanation:
    "A public API server with authorized ranges rejects every other caller, nodes included. They call it from the public addresses of the firewall or the NAT gateway; AKS authorizes only its own load balancer.",
  remedy: "Add includeEgress: true.",
  source: AUTHORIZED_RANGES,
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ includeEgress, given, egressAddresses, nodesInside }: ApiServerCallers) =>
    !includeEgress &&
    given.length > 0 &&
    !given.some(({ prefixLength }) => prefixLength === 0) &&
    egressAddresses.type === "known" &&
    !nodesInside,
  prop: "apiServer",
  message:
    "Nodes call the API server from the public addresses of the cluster's egress, which authorizedIpRanges does not include.",
});

export const TOO_MANY_AUTHORIZED_RANGES = defineRule({
  code: "TOO_MANY_AUTHORIZED_RANGES",
  title: "Authorized ranges above the limit of an API server",
  explanation: `An API server accepts ${MOST_RANGES.publicEndpoint} ranges, including those that includeEgress adds; with API Server VNet Integration it accepts ${MOST_RANGES.vnetIntegration.toLocaleString("en")}.`,
  remedy: "Use larger ranges, fewer public addresses, or a private API server.",
  source: AUTHORIZED_RANGES,
  terraform: "structure",
}).case({
  matches: (count: RangeCount) => count.ranges > mostRanges(count),
  prop: "apiServer",
  message: (count) =>
    `An API server accepts ${mostRanges(count)} authorized ranges; there are ${count.ranges} (${count.own} of them are addresses of the egress).`,
  remedy: "Merge ranges, give the egress fewer publicIps, or make the API server private.",
});

/** How many ranges may call an API server, and how many of them are addresses of the egress. */
interface RangeCount {
  readonly ranges: number;
  readonly own: number;
  /** Whether the API server is in a subnet of the network. */
  readonly inNetwork: boolean;
}

function mostRanges({ inNetwork }: RangeCount): number {
  return inNetwork ? MOST_RANGES.vnetIntegration : MOST_RANGES.publicEndpoint;
}

const AUTHORIZED_RANGE_NOT_ALLOWED = defineRule({
  code: "AUTHORIZED_RANGE_NOT_ALLOWED",
  title: "Authorized range that AKS rejects",
  explanation: `Callers of a public address are known by their public addresses, so that AKS rejects private ranges. ${BALANCER_ALONE} means the cluster's own load balancer and nothing else: AKS rejects it next to another range.`,
  remedy: "Specify the public addresses of the callers.",
  source: `${AUTHORIZED_RANGES}; Azure/terraform-azurerm-aks #378`,
});

export const BALANCER_AND_OTHERS = AUTHORIZED_RANGE_NOT_ALLOWED.case({
  matches: ({ given, ranges }: { readonly given: readonly Cidr[]; readonly ranges: number }) =>
    ranges > 1 && given.some(({ literal }) => literal === BALANCER_ALONE),
  prop: "apiServer",
  message: ({ ranges }) =>
    `${BALANCER_ALONE} authorizes the cluster's load balancer alone, and there are ${ranges} ranges, those of includeEgress included.`,
  remedy: `Remove ${BALANCER_ALONE}, or all others.`,
});

export const PRIVATE_CALLERS = AUTHORIZED_RANGE_NOT_ALLOWED.case({
  matches: (given: readonly Cidr[]) => privateOf(given).length > 0,
  prop: "apiServer",
  message: (given) =>
    `authorizedIpRanges has private ranges, from which no request reaches a public address: ${literals(privateOf(given))}.`,
  remedy: "Specify the public addresses behind which the callers are, or make the API server private.",
});

/** Ranges without hosts on the Internet: private, shared, loopback, link-local and multicast ones. */
const NO_CALLERS = [...NOT_ON_THE_INTERNET, ...NOT_IN_NETWORKS];

function privateOf(ranges: readonly Cidr[]): readonly Cidr[] {
  return ranges.filter((range) => NO_CALLERS.some((known) => known.contains(range)));
}

/** Prefix lengths below this one authorize more than a whole /8. */
const RESTRICTING_LENGTH = 8;

export const AUTHORIZED_RANGE_OPEN = defineRule({
  code: "AUTHORIZED_RANGE_OPEN",
  title: "Authorized range that restricts nothing",
  explanation: `AKS accepts 0.0.0.0/0, with which every address of the Internet may call the API server, as without authorized ranges. Ranges larger than a /${RESTRICTING_LENGTH} belong to no one caller either.`,
  remedy: "Specify the public addresses of the callers, or make the API server private.",
  source: `${AUTHORIZED_RANGES}; MicrosoftDocs/azure-docs #41400`,
}).case({
  severity: "warning",
  matches: (given: readonly Cidr[]) => openRanges(given).length > 0,
  prop: "apiServer",
  message: (given) =>
    `authorizedIpRanges has ranges of more than ${(2 ** (32 - RESTRICTING_LENGTH)).toLocaleString("en")} addresses: ${literals(openRanges(given))}.`,
});

export const AUTHORIZED_RANGE_TWICE = defineRule({
  code: "AUTHORIZED_RANGE_TWICE",
  title: "Authorized range inside another one",
  explanation:
    "A range that another one contains authorizes no further caller, and counts towards the limit of the API server.",
  remedy: "Remove the smaller one of the two.",
  source: AUTHORIZED_RANGES,
}).case({
  severity: "warning",
  matches: (given: readonly Cidr[]) => repeatedOf(given).length > 0,
  prop: "apiServer",
  message: (given) => `Other entries of authorizedIpRanges contain ${literals(repeatedOf(given))}.`,
});

function openRanges(ranges: readonly Cidr[]): readonly Cidr[] {
  return ranges.filter(({ prefixLength }) => prefixLength < RESTRICTING_LENGTH);
}

/** Ranges that an earlier range equals, or that a larger one contains. */
function repeatedOf(ranges: readonly Cidr[]): readonly Cidr[] {
  return ranges.filter((range, i) =>
    ranges.some(
      (other, j) => i !== j && other.contains(range) && (j < i || other.prefixLength < range.prefixLength),
    ),
  );
}

function literals(ranges: readonly Cidr[]): string {
  return ranges.map(({ literal }) => literal).join(", ");
}

export const ON_PREMISES_API_SERVER = defineRule({
  code: "ON_PREMISES_API_SERVER",
  title: "Private API server unreachable from on-premises",
  explanation:
    "Traffic from on-premises is routed to the hub's firewall, and responses would have to return through it. A private endpoint has a route of its own in the hub and the spoke, which bypasses the firewall in both directions. With API Server VNet Integration the API server is located in a subnet instead, for which AKS documents no route table: its responses would bypass the firewall, which drops connections that it sees one half of.",
  remedy:
    "Use apiServer: { type: private } for on-premises clients, or connect from a machine in the hub. AKS also describes a private link service in front of such an API server.",
  source:
    "Azure Private Link documentation, manage network policies for private endpoints; AKS documentation, API Server VNet Integration",
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ firewall, gateway }: { readonly firewall?: unknown; readonly gateway?: unknown }) =>
    firewall !== undefined && gateway !== undefined,
  prop: "apiServer",
  message: "On-premises clients cannot reach this API server: its subnet is behind the hub's firewall.",
  remedy: "Use apiServer: { type: private }, or connect from a machine in the hub.",
});

export const API_SERVER_RULES = [
  EGRESS_ADDRESSES_UNKNOWN.rule,
  NODES_SHUT_OUT.rule,
  TOO_MANY_AUTHORIZED_RANGES.rule,
  AUTHORIZED_RANGE_NOT_ALLOWED,
  AUTHORIZED_RANGE_OPEN.rule,
  AUTHORIZED_RANGE_TWICE.rule,
  ON_PREMISES_API_SERVER.rule,
] as const;
