import { SpokeCluster, type ICluster } from "@aks-topology/constructs";
import { isProvisioned, type PoolNetwork, type ProvisionedPool } from "@aks-topology/constructs/internal";

/** A pool of which AKS creates the nodes, with its subnet. */
export interface PoolCreatedByAks {
  readonly network: PoolNetwork;
  readonly pool: ProvisionedPool;
}

export function provisionedPoolsOf(cluster: ICluster): readonly PoolCreatedByAks[] {
  if (!(cluster instanceof SpokeCluster)) return [];
  return cluster.pools.flatMap((network) => {
    const { pool } = network;
    return isProvisioned(pool) ? [{ network, pool }] : [];
  });
}

/** The output of a pool's subnet, after the cluster's prefix. */
export function subnetOutput(pool: string): string {
  return `${pool}_subnet_id`;
}
