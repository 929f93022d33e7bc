import type { NodePoolSpec, NodeProvisioning } from "./node-pool.js";
import { sizeOf } from "./vm-sizes.js";

/** A pool of which AKS creates the nodes. */
export type ProvisionedPool<T extends NodePoolSpec = NodePoolSpec> = T & {
  readonly provisioning: NodeProvisioning;
};

/** Cores of the smallest machines that run pods. Source: AKS documentation, quotas, sizes and regions. */
const FEWEST_CORES = 2;

/**
 * A pool as its smallest size, and as many nodes of it as the limits allow: addresses, SNAT ports and routes are planned
 * for that many.
 */
export function provisionedPool<T extends Omit<NodePoolSpec, "vmSize" | "nodes">>(
  pool: T,
  provisioning: NodeProvisioning,
): T & Pick<NodePoolSpec, "vmSize" | "nodes"> & { readonly provisioning: NodeProvisioning } {
  const [first, ...others] = provisioning.vmSizes;
  const vmSize = others.reduce((least, size) => (coresOf(size) < coresOf(least) ? size : least), first);
  const max = Math.max(1, Math.ceil(provisioning.limits.cpu / coresOf(vmSize)));
  return { ...pool, vmSize, nodes: { min: 0, max }, provisioning };
}

/** Whether AKS creates the nodes of a pool. */
export function isProvisioned<T extends NodePoolSpec>(pool: T): pool is ProvisionedPool<T> {
  return pool.provisioning !== undefined;
}

/** The sizes that nodes of a pool may have. */
export function vmSizesOf({ vmSize, provisioning }: NodePoolSpec): readonly string[] {
  return provisioning?.vmSizes ?? [vmSize];
}

function coresOf(vmSize: string): number {
  return sizeOf(vmSize)?.cores ?? FEWEST_CORES;
}
