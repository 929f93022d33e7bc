import { avoidsReserved, exclude, isWrongEntry, type Claim } from "../../net/claims.js";
import { Cidr } from "../../net/cidr.js";
import { RESERVED_PER_SUBNET } from "../../net/capacity.js";
import {
  NOT_IN_NETWORKS,
  NOT_ON_THE_INTERNET,
  RESERVED_BY_AKS,
  SERVICE_PREFIX_LONGER_THAN,
} from "../../net/well-known.js";
import { isDisjointFrom } from "../condition.js";
import { defineRule } from "../rule.js";

const RESERVED = RESERVED_BY_AKS.map(({ literal }) => literal);

const RESERVED_RANGES = listed(RESERVED_BY_AKS);

function listed(ranges: readonly Cidr[]): string {
  return listOf(ranges.map(({ literal }) => literal));
}

/** "A, B and C". */
function listOf(texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}

/** A claim, and the prop that holds its range. */
interface Claimed {
  readonly claim: Claim<unknown>;
  readonly prop: string | undefined;
}

export const ADDRESS_RESERVED = defineRule({
  code: "ADDRESS_RESERVED",
  title: "Range reserved by AKS",
  explanation: `${RESERVED_RANGES} are used inside every cluster. AKS rejects a cluster with a range that overlaps one of them.`,
  remedy: "Choose a range outside of them, such as 10.0.0.0/8.",
  source: "AKS documentation, networking concepts",
  terraform: "validation",
}).case({
  requires: ({ claim }: Claimed) =>
    // All reserved ranges are IPv4. A range that no network can have is refused as such.
    avoidsReserved(claim) && claim.range.family === 4 && !isNoNetwork(claim) && !isTooLargeForServices(claim)
      ? [
          {
            on: claim.range,
            condition: isDisjointFrom(claim.range, RESERVED_BY_AKS),
            message: `The range of ${claim.owner} overlaps a range that AKS reserves: ${RESERVED.join(", ")}.`,
          },
        ]
      : [],
  prop: ({ prop }) => prop,
  message: ({ claim: { range, owner } }) => {
    const reserved = RESERVED_BY_AKS.find((each) => each.overlaps(range));
    return `${range.literal} (${owner}) overlaps ${reserved?.literal ?? ""}, which AKS reserves.`;
  },
  remedy: `Choose a range outside ${RESERVED_RANGES}.`,
});

const AZURES_RANGES = listed(NOT_IN_NETWORKS);

/** Prefix length of the smallest IPv4 subnet. Source: Virtual Network documentation, frequently asked questions. */
const SMALLEST_SUBNET = 29;

function isNoNetwork({ use, range }: Claim<unknown>): boolean {
  return use === "network" && NOT_IN_NETWORKS.some((each) => each.overlaps(range));
}

/** Whether AKS refuses a service range for its size, which is a problem of its own. */
export function isTooLargeForServices({ use, range }: Claim<unknown>): boolean {
  return use === "services" && range.prefixLength <= SERVICE_PREFIX_LONGER_THAN[range.family];
}

/** Neither pods nor services have such addresses. Those that AKS reserves are refused as such. */
function isNoClusterRange(claim: Claim<unknown>): boolean {
  const { use, range } = claim;
  return (
    (use === "pods" || use === "services") &&
    !isTooLargeForServices(claim) &&
    NOT_IN_NETWORKS.some((each) => each.overlaps(range)) &&
    !RESERVED_BY_AKS.some((each) => each.overlaps(range))
  );
}

const NETWORK_RANGE_NOT_ALLOWED = defineRule({
  code: "NETWORK_RANGE_NOT_ALLOWED",
  title: "Range that a virtual network cannot have",
  explanation: `Azure rejects a network whose address space overlaps ${AZURES_RANGES}: multicast, broadcast, loopback and link-local ranges, and the address of its own DNS and health probes. Its smallest subnet is a /${SMALLEST_SUBNET}, so that a smaller range holds none.`,
  remedy: "Choose a range outside of them, such as 10.0.0.0/8.",
  source: "Virtual Network documentation, frequently asked questions",
  terraform: "validation",
});

export const NETWORK_TOO_SMALL = NETWORK_RANGE_NOT_ALLOWED.case({
  matches: ({ claim: { range, use } }: Claimed) =>
    use === "network" && range.family === 4 && range.prefixLength > SMALLEST_SUBNET,
  prop: ({ prop }) => prop,
  message: ({ claim: { range, owner } }) =>
    `${range.literal} (${owner}) has ${range.size} ${range.size === 1n ? "address" : "addresses"}, and the smallest subnet is a /${SMALLEST_SUBNET}.`,
  remedy: `Use a range of /${SMALLEST_SUBNET} or larger.`,
});

export const NOT_A_CLUSTER_RANGE = NETWORK_RANGE_NOT_ALLOWED.case({
  matches: ({ claim }: Claimed) => isNoClusterRange(claim),
  prop: ({ prop }) => prop,
  message: ({ claim: { range, owner } }) => {
    const taken = NOT_IN_NETWORKS.find((each) => each.overlaps(range));
    return `${range.literal} (${owner}) overlaps ${taken?.literal ?? ""}, whose addresses no pod or service can have.`;
  },
  remedy: `Choose a range outside ${AZURES_RANGES}.`,
});

export const NOT_A_NETWORK_RANGE = NETWORK_RANGE_NOT_ALLOWED.case({
  requires: ({ claim }: Claimed) =>
    claim.use === "network" && claim.range.family === 4
      ? [
          {
            on: claim.range,
            condition: isDisjointFrom(claim.range, NOT_IN_NETWORKS),
            message: `A virtual network cannot use ${AZURES_RANGES}.`,
          },
        ]
      : [],
  prop: ({ prop }) => prop,
  message: ({ claim: { range, owner } }) => {
    const taken = NOT_IN_NETWORKS.find((each) => each.overlaps(range));
    return `${range.literal} (${owner}) overlaps ${taken?.literal ?? ""}, which a virtual network cannot use.`;
  },
  remedy: `Choose a range outside ${AZURES_RANGES}.`,
});

export const PUBLIC_RANGE = defineRule({
  code: "PUBLIC_RANGE",
  title: "Range of the Internet in a private network",
  explanation:
    "Addresses outside RFC 1918 and RFC 6598 belong to others on the Internet, who are then not reachable from the network. Azure Firewall replaces the source of connections to them with its own address, unless its policy lists the range as private.",
  remedy:
    "Choose a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10; keep it if it is yours.",
  source:
    "Azure Firewall documentation, SNAT private IP address ranges; Virtual Network documentation, frequently asked questions; MicrosoftDocs/architecture-center #4315",
}).case({
  severity: "warning",
  // Ranges that are refused are no warning as well.
  matches: ({ claim: { range, use } }: Claimed) =>
    (use === "network" || use === "pods") &&
    range.family === 4 &&
    !NOT_ON_THE_INTERNET.some((each) => each.contains(range)) &&
    ![...NOT_IN_NETWORKS, ...RESERVED_BY_AKS].some((each) => each.overlaps(range)),
  prop: ({ prop }) => prop,
  message: ({ claim: { range, owner } }) =>
    isOfNoOne(range)
      ? `${range.literal} (${owner}) is no range for hosts: Windows rejects its addresses, and so does other software.`
      : `${range.literal} (${owner}) is a range of the Internet, whose hosts are not reachable from here.`,
});

/** "This network" and class E. Sources: RFC 6890; MicrosoftDocs/architecture-center #4315, which advises against class E. */
const OF_NO_ONE = ["0.0.0.0/8", "240.0.0.0/4"].map((text) => Cidr.of(text));

function isOfNoOne(range: Cidr): boolean {
  return OF_NO_ONE.some((each) => each.overlaps(range));
}

const ADDRESS_OVERLAP = defineRule({
  code: "ADDRESS_OVERLAP",
  title: "Overlapping address ranges",
  explanation:
    "Networks that are peered or connected cannot share addresses: Azure rejects the peering. Pod and service ranges are private to a cluster, but a packet to an address that also exists in the network would never leave the node.",
  remedy: "Give one of the two ranges an address space of its own.",
  source: "Virtual network peering constraints; AKS documentation, plan IP addressing",
  terraform: "validation",
});

/** A claim, and those that exclude it and overlap it. */
interface OverlappingClaim extends Claimed {
  readonly others: readonly Claim<unknown>[];
}

/** Claims that exclude each other and overlap. */
export const OVERLAPPING_CLAIMS = ADDRESS_OVERLAP.case({
  prop: ({ prop }: OverlappingClaim) => prop,
  message: ({ claim: { range, owner }, others }) =>
    `${range.literal} (${owner}) overlaps ${listOf(others.map((other) => `${other.range.literal} (${other.owner})`))}.`,
  remedy: ({ claim, others }) => {
    if (claim.isFixed === true)
      return `AKS fixes this range. Give ${listOf(others.map(({ owner }) => owner))} another one.`;
    return others.some((other) => isWrongEntry(claim, other))
      ? "Remove it: the list is of networks that the file does not have otherwise."
      : `Choose a range outside ${listOf(others.map(({ range }) => range.literal))}.`;
  },
});

/** What a module checks for a claim: it overlaps no variable that was claimed before, and no literal at all. */
export const DISJOINT_CLAIM = ADDRESS_OVERLAP.case({
  matches: () => false,
  inModule: (
    { claim, claims }: { readonly claim: Claim<unknown>; readonly claims: readonly Claim<unknown>[] },
    render,
  ) => {
    const place = claims.indexOf(claim);
    const others = claims.filter(
      (other, i) =>
        other !== claim &&
        exclude(other, claim) &&
        (i < place || !render.isVariable(other.range)) &&
        other.range.family === claim.range.family,
    );
    if (others.length === 0) return [];
    const owners = [...new Set(others.map(({ owner }) => owner))];
    return [
      {
        on: claim.range,
        condition: isDisjointFrom(
          claim.range,
          others.map(({ range }) => range),
        ),
        message: `The range of ${claim.owner} overlaps that of ${owners.join(", ")}.`,
      },
    ];
  },
  message: "",
});

export const SUBNET_OUTSIDE_NETWORK = defineRule({
  code: "SUBNET_OUTSIDE_NETWORK",
  title: "Subnet outside its virtual network",
  explanation: "Azure creates a subnet only inside the address space of its virtual network.",
  remedy: "Choose a prefix inside the address space, or widen the address space.",
  source: "Virtual network documentation, subnets",
  terraform: "structure",
});

/** The prop that holds the prefix of a subnet: its own for one that is created, that of the subnet for one that exists already. */
export function propOfPrefix({ isExisting = false }: { readonly isExisting?: boolean | undefined }): string {
  return isExisting ? "subnet.prefix" : "subnetPrefix";
}

export const SUBNET_TOO_SMALL = defineRule({
  code: "SUBNET_TOO_SMALL",
  title: "Subnet too small",
  explanation: `Nodes, upgrade surge, pods, gateway instances and frontends take addresses; Azure reserves ${RESERVED_PER_SUBNET} in every subnet. When they run out, scaling and upgrades stop half-way.`,
  remedy: "Give the subnet a shorter prefix, or lower counts, surge or pods per node.",
  source: "AKS documentation, plan IP addressing",
  terraform: "validation",
});

/** A subnet below the smallest size that Azure accepts for what it holds. */
export const SUBNET_BELOW_MINIMUM = SUBNET_TOO_SMALL.case({
  matches: ({ prefix, smallest }: SizedSubnet) => prefix.prefixLength > smallest,
  prop: ({ prop }) => prop,
  message: ({ prefix, smallest, holder }) =>
    `${prefix.literal} is too small for ${holder}, which requires a /${smallest} or larger.`,
  remedy: ({ smallest }) => `Use a /${smallest} or larger.`,
});

interface SizedSubnet {
  readonly prefix: Cidr;
  /** Longest prefix that Azure accepts. */
  readonly smallest: number;
  /** What the subnet is for: "the API server". */
  readonly holder: string;
  readonly prop: string;
}

const NO_ROOM_FOR_SUBNET = defineRule({
  code: "NO_ROOM_FOR_SUBNET",
  title: "No room left for a subnet",
  explanation:
    "The planner found no free aligned range in the address space of the hub or spoke that is large enough.",
  remedy: "Widen the address space, or give the subnet a prefix of its own.",
  source: "aks-topology, address plan",
  terraform: "validation",
});

/** An address space in which the plan finds no place for a subnet. */
export const NO_ROOM = NO_ROOM_FOR_SUBNET.case({
  prop: ({ prop }: UnplacedSubnet) => prop,
  message: ({ space, what }) => `${space} has no room for ${what}.`,
  remedy: ({ remedy }) => remedy,
});

export interface UnplacedSubnet {
  /** The space: "10.1.0.0/24", "The spoke's IPv6 range". */
  readonly space: string;
  /** The subnet, and how large it is to be. */
  readonly what: string;
  readonly remedy: string;
  readonly prop?: string | undefined;
}

/** A subnet that an earlier run placed elsewhere. */
export const LOCKED_RANGE_MOVES = defineRule({
  code: "LOCKED_RANGE_MOVES",
  title: "Range of an existing subnet changed",
  explanation:
    "Azure cannot move a subnet that anything uses: the apply would stop half-way with InUsePrefixCannotBeDeleted or InUseSubnetCannotBeUpdated.",
  remedy: "Keep the range, or remove its entry from the address book once the subnet is gone.",
  source: "Virtual network documentation, subnets; Azure Resource Manager error codes",
}).case({
  prop: "prefix",
  message: ({ key, held, range }: MovedRange) =>
    `${key} has ${held.literal} according to the address book, and would move to ${range.literal}.`,
  remedy: ({ key, held }) =>
    `Keep ${held.literal}; or drop the entry once the subnet is gone (aks-topology lock FILE --forget ${key}).`,
});

export interface MovedRange {
  /** Path of the subnet in the address book. */
  readonly key: string;
  readonly held: Cidr;
  readonly range: Cidr;
}

export const ADDRESS_RULES = [
  ADDRESS_RESERVED.rule,
  ADDRESS_OVERLAP,
  LOCKED_RANGE_MOVES.rule,
  NETWORK_RANGE_NOT_ALLOWED,
  PUBLIC_RANGE.rule,
  NO_ROOM_FOR_SUBNET,
  SUBNET_OUTSIDE_NETWORK,
  SUBNET_TOO_SMALL,
] as const;

/** "… must be a free address of the subnet": of addresses in modules, where the subnet's range may be a variable. */
export function freeAddressMessage(subnet: Cidr, owner: string): string {
  return `It must be an address of the subnet of ${owner} (${subnet.literal} in the platform file), and none of its first four or its last one, which Azure reserves.`;
}
