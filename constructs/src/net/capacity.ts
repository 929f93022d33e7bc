import { hostRange, type Cidr } from "./cidr.js";
import { RESERVED_PER_SUBNET } from "./well-known.js";

/**
 * How many nodes an upgrade adds to a pool of `nodes`: a plain number of nodes, or a percentage of the pool
 * rounded up. Source: AKS documentation, "Customize node surge upgrade".
 */
export function surgeNodes(nodes: number, maxSurge: string): number {
  const percent = /^(\d+)%$/.exec(maxSurge) ?? undefined;
  if (percent !== undefined) return Math.ceil((nodes * Number(percent[1])) / 100);
  return Number(maxSurge);
}

/**
 * Addresses that a pool takes from its node subnet, upgrade included.
 *
 * `podsPerNode` is 0 where pods get their addresses elsewhere (kubenet, overlay, pod subnets); with Azure CNI on the
 * node subnet every node also takes an address a pod: (n + s) + (n + s) * maxPods.
 */
export function addressesNeeded(pool: { nodes: number; maxSurge: string; podsPerNode: number }): number {
  const nodes = pool.nodes + surgeNodes(pool.nodes, pool.maxSurge);
  return nodes + nodes * pool.podsPerNode;
}

/** Addresses of a subnet that its tenants may use. */
export function usableAddresses(prefixLength: number): number {
  return Math.max(0, 2 ** (32 - prefixLength) - RESERVED_PER_SUBNET);
}

/** Place in a subnet of the first address that Azure leaves free; it keeps the last one too. */
const FIRST_FREE = 4;

/** The first and the last address of a subnet that its tenants may use. */
export function freeAddresses(subnet: Cidr): { readonly first: string; readonly last: string } {
  return { first: subnet.host(FIRST_FREE), last: subnet.host(Number(subnet.size) - 2) };
}

/** Whether an IPv4 address is one of a subnet that its tenants may use. */
export function isFreeAddress(subnet: Cidr, address: string): boolean {
  const place = hostRange(address).first - subnet.first;
  return place >= BigInt(FIRST_FREE) && place < subnet.size - 1n;
}

/** Nodes that a subnet holds, one kept free for upgrades: 250 for a /24, or 7 with 30 pods per node on the subnet. */
export function nodesHeld(prefixLength: number, podsPerNode: number): number {
  return Math.max(0, Math.floor(usableAddresses(prefixLength) / (podsPerNode + 1)) - 1);
}

/** The longest prefix (smallest subnet) whose usable addresses suffice. */
export function smallestPrefixFor(addresses: number): number {
  let prefixLength = 29;
  while (prefixLength > 1 && usableAddresses(prefixLength) < addresses) prefixLength -= 1;
  return prefixLength;
}

/** Nodes that a pod range serves: each node takes one block of `blockPrefix` (a /24 with kubenet and overlay). */
export function nodesInPodRange(prefixLength: number, blockPrefix = 24): number {
  return prefixLength > blockPrefix ? 0 : 2 ** (blockPrefix - prefixLength);
}
