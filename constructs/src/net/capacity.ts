/**
 * How many addresses and nodes fit. Numbers in, numbers out: the page of a report computes with it in the browser.
 */

/** Addresses that Azure keeps in every subnet: the first four and the last one. */
export const RESERVED_PER_SUBNET = 5;

/**
 * How many nodes an upgrade adds to a pool of `nodes`: a plain number of nodes, or a percentage of the pool
 * rounded up. Source: AKS documentation, "Customize node surge upgrade".
 */
export function surgeNodes(nodes: number, maxSurge: string): number {
  const surge = Number.parseInt(maxSurge, 10);
  return maxSurge.endsWith("%") ? Math.ceil((nodes * surge) / 100) : surge;
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
