import { cloudOf } from "../../core/clouds.js";
import { knownText } from "../../core/known.js";
import { regionOf } from "../../core/regions.js";
import { defineRule } from "../../core/rule.js";
import type { Cidr } from "../../net/cidr.js";

/** Rules on a spoke and its hub. */

interface SpokeRegion {
  readonly key: string;
  readonly location: string;
  readonly hub: { readonly location: string };
}

export const SPOKE_IN_ANOTHER_REGION = defineRule({
  code: "SPOKE_IN_ANOTHER_REGION",
  title: "Spoke in another region than its hub",
  explanation:
    "Global peering carries the traffic, and all egress through the hub's firewall crosses regions twice: it is billed per gigabyte in both directions, takes longer, and ends with an outage of either region.",
  remedy: "Give the spoke the region of its hub, or a hub in its own region.",
  source: "Virtual network pricing, global virtual network peering; virtual network peering, overview",
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ location, hub }: SpokeRegion) => {
    const [own, hubs] = [knownText(location), knownText(hub.location)];
    // A region that the table lacks may be misspelled, which is a warning of its own.
    if (own === undefined || regionOf(own) === undefined) return false;
    // Regions of two clouds are not connected at all, which is reported in their place.
    const connected = cloudOf(location) === cloudOf(hub.location);
    return hubs !== undefined && own !== hubs && connected;
  },
  prop: "location",
  message: ({ key, location, hub }) =>
    `Spoke ${key} is in ${location}, its hub in ${hub.location}: traffic between them crosses regions.`,
  remedy: ({ key, hub }) =>
    `Set location: ${hub.location} of spoke ${key}, or name a hub in the spoke's region; keep it if the cost of global peering is accepted.`,
});

/** Ranges of a spoke, and what its hub announces. */
interface AnnouncedRanges {
  readonly key: string;
  readonly ranges: readonly Cidr[];
  readonly announced: readonly Cidr[];
}

const NOT_ROUTED_BY_INTENT = defineRule({
  code: "RANGE_OUTSIDE_ROUTING_INTENT",
  title: "Range that a virtual hub does not treat as private",
  explanation:
    "The policy for private traffic of a routing intent covers 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16. Traffic to other ranges follows the policy for the Internet: the firewall replaces its source by a public address.",
  remedy: "Give the spoke ranges within these three.",
  source: "Virtual WAN documentation, how to configure routing policies, private traffic prefixes",
  terraform: "structure",
});

export const RANGE_OUTSIDE_ROUTING_INTENT = NOT_ROUTED_BY_INTENT.case({
  matches: (spoke: AnnouncedRanges) => spoke.announced.length > 0 && outsideOf(spoke).length > 0,
  prop: "addressSpace",
  message: (spoke) =>
    `Spoke ${spoke.key} has ${outsideOf(spoke).join(", ")}, which the routing intent of its virtual hub does not route as private traffic.`,
});

export const ON_PREMISES_OUTSIDE_ROUTING_INTENT = NOT_ROUTED_BY_INTENT.case({
  matches: (hub: Omit<AnnouncedRanges, "key">) => outsideOf(hub).length > 0,
  prop: "onPremises.prefixes",
  message: (hub) =>
    `${outsideOf(hub).join(", ")} is on-premises, and the routing intent of the virtual hub does not route it as private traffic.`,
  remedy: "Name ranges within 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.",
});

function outsideOf({ ranges, announced }: Omit<AnnouncedRanges, "key">): readonly string[] {
  const isCovered = (range: Cidr): boolean =>
    announced.some((known) => known.prefixLength > 0 && known.contains(range));
  return ranges.filter((range) => !isCovered(range)).map(({ literal }) => literal);
}

/** Subnets that are allocated in a network that exists already. */
interface AllocatedSubnets {
  readonly key: string;
  /** Ranges of subnets of others, as far as they are given. */
  readonly taken: readonly Cidr[] | undefined;
  /** Name and range of each subnet that the address plan has placed. */
  readonly subnets: readonly { readonly name: string; readonly range: Cidr }[];
}

export const TAKEN_UNKNOWN = defineRule({
  code: "TAKEN_UNKNOWN",
  title: "Existing network without its taken ranges",
  explanation:
    "Which ranges of a network are free cannot be known offline. Subnets without a prefix are allocated in what is left of the address space, and Azure refuses one that overlaps another team's, during the apply.",
  remedy:
    "List the ranges of the subnets that others have there, which `az network vnet subnet list` shows, or write an empty list if there are none.",
  source: "Azure documentation, virtual network subnets: ranges do not overlap",
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ taken, subnets }: AllocatedSubnets) => taken === undefined && subnets.length > 0,
  prop: "network",
  message: ({ key, subnets }) =>
    `The network of spoke ${key} exists already, and nothing says which of its ranges are taken: ${subnets.map(({ name, range }) => `${name} (${range.literal})`).join(", ")} may overlap subnets of others.`,
  remedy:
    "Add taken with the ranges of the subnets that others have there (az network vnet subnet list --query '[].addressPrefix'), or taken: [] if there are none.",
});

export const SPOKE_RULES = [SPOKE_IN_ANOTHER_REGION.rule, NOT_ROUTED_BY_INTENT, TAKEN_UNKNOWN.rule] as const;
