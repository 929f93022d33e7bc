import type { Cidr } from "./cidr.js";

/**
 * What a range is used for.
 *
 * `network`, `peer`, `on-premises`, `site` and `vpn-clients` ranges are routed between each other; those of a site are parts of
 * what is on-premises. `pods` and `services` are private to one cluster. `subnet` ranges are inside a network.
 */
export type RangeUse =
  "network" | "peer" | "on-premises" | "site" | "vpn-clients" | "subnet" | "pods" | "services";

/** One use of one range. `P` is the place of the claim. */
export interface Claim<P> {
  readonly range: Cidr;
  readonly use: RangeUse;
  /** Readable text: "spoke shop", "pods of cluster main". */
  readonly owner: string;
  /** The network that a subnet belongs to, or the cluster that a pod or service range belongs to. */
  readonly group: string;
  /**
   * Where pod ranges meet: the names of what several clusters share (a gateway, a mirrored table). Pod ranges of
   * clusters without a common meeting place may repeat.
   * @default none
   */
  readonly routingDomains?: readonly string[] | undefined;
  /** Whether no one can choose the range: what overlaps it has to change. @default false */
  readonly isFixed?: boolean | undefined;
  /** The group of networks that route the range to each other. @default with every other claim */
  readonly networks?: object | undefined;
  readonly place: P;
}

/** Two claims of which only one can hold. */
export interface Overlap<P> {
  readonly first: Claim<P>;
  readonly second: Claim<P>;
}

/**
 * Every pair of claims that exclude each other and overlap, in the order in which the later one was made. Symmetric: the
 * order of the claims changes which one is called the first, never whether a pair is reported.
 */
export function overlaps<P>(claims: readonly Claim<P>[]): Overlap<P>[] {
  return claims.flatMap((second, i) =>
    claims
      .slice(0, i)
      .filter((first) => exclude(first, second) && first.range.overlaps(second.range))
      .map((first) => ({ first, second })),
  );
}

/** Longest prefix of a range that hardly anything has: as large as the middle block of RFC 1918. */
const TOO_WIDE = 12;

/** A claim that is at fault, and the claims that exclude it. */
export interface Fault<P> {
  readonly claim: Claim<P>;
  readonly others: readonly Claim<P>[];
}

/**
 * Which claim to change, of each overlap. Usually the later one, once for each other; but a very wide one that contains
 * several others is at fault once. A peer or a site with the very range of a network is a wrong entry in its list.
 */
export function faultsOf<P>(found: readonly Overlap<P>[]): Fault<P>[] {
  const contained = new Map<Claim<P>, Set<Claim<P>>>();
  const contain = (wide: Claim<P>, narrow: Claim<P>): void => {
    if (wide.range.prefixLength < narrow.range.prefixLength)
      contained.set(wide, (contained.get(wide) ?? new Set()).add(narrow));
  };
  for (const { first, second } of found) {
    contain(first, second);
    contain(second, first);
  }
  const tooWide = [...contained]
    .filter(([{ range }, others]) => range.family === 4 && range.prefixLength <= TOO_WIDE && others.size > 1)
    .map(([claim]) => claim);
  const explains = (wide: Claim<P>, narrow: Claim<P>): boolean =>
    tooWide.includes(wide) && contained.get(wide)?.has(narrow) === true;
  const explained = ({ first, second }: Overlap<P>): boolean =>
    explains(first, second) || explains(second, first);
  return [
    ...tooWide.map((claim) => ({ claim, others: [...(contained.get(claim) ?? [])] })),
    ...found
      .filter((overlap) => !explained(overlap))
      .map(({ first, second }) =>
        isWrongEntry(first, second) ? { claim: first, others: [second] } : { claim: second, others: [first] },
      ),
  ];
}

/** Whether a peer or a site has the very range of a network. */
export function isWrongEntry(entry: Claim<unknown>, network: Claim<unknown>): boolean {
  return (
    (entry.use === "peer" || entry.use === "on-premises") &&
    network.use === "network" &&
    entry.range.literal === network.range.literal
  );
}

/** Whether a claim's range must be outside those that AKS keeps for itself: not those that others chose. */
export function avoidsReserved({ use }: Claim<unknown>): boolean {
  return use !== "subnet" && use !== "on-premises" && use !== "site" && use !== "peer";
}

const ROUTED: readonly RangeUse[] = ["network", "peer", "on-premises", "site", "vpn-clients"];

/**
 * Whether a site announces more than the range of a network: the longer prefix of the network wins there. Exactly the same
 * range does not. Source: VPN Gateway documentation, BGP with VPN Gateway.
 */
function isSummary(site: Claim<unknown>, network: Claim<unknown>): boolean {
  return (
    isOnPremises(site) &&
    !isOnPremises(network) &&
    site.range.prefixLength < network.range.prefixLength &&
    site.range.contains(network.range)
  );
}

/** Whether two ranges are of a list that others chose, such as on-premises ones of two sites, or a network that two hubs are peered with. */
function mayShare(a: Claim<unknown>, b: Claim<unknown>): boolean {
  return (a.use === "peer" && b.use === "peer") || (isOnPremises(a) && isOnPremises(b));
}

function isOnPremises({ use }: Claim<unknown>): boolean {
  return use === "on-premises" || use === "site";
}

/** Whether a range is routed to the VPN or ExpressRoute gateway of a hub. */
export function isBehindGateway(use: RangeUse): boolean {
  return use === "on-premises" || use === "site" || use === "vpn-clients";
}

/** Whether two claims contradict each other once their ranges overlap. */
export function exclude(a: Claim<unknown>, b: Claim<unknown>): boolean {
  if (a.networks !== undefined && b.networks !== undefined && a.networks !== b.networks) return false;
  if (a.use === "subnet" || b.use === "subnet") return a.use === b.use && a.group === b.group;
  const aRouted = ROUTED.includes(a.use);
  const bRouted = ROUTED.includes(b.use);
  if (aRouted && bRouted) return !mayShare(a, b) && !isSummary(a, b) && !isSummary(b, a);
  // The whole of what is on-premises is compared, too.
  if (aRouted || bRouted) return a.use !== "site" && b.use !== "site";
  if (a.group === b.group) return true;
  return (
    a.use === "pods" &&
    b.use === "pods" &&
    (a.routingDomains ?? []).some((place) => b.routingDomains?.includes(place))
  );
}
