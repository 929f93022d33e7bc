import type { ClusterId, ResourceGroupId } from "../domain/ids.js";
import type { Call } from "./route-tables.js";

/** A node pool, as the cluster reports it. */
export interface NodePool {
  readonly name: string;
  /** `System` or `User`, as Azure writes it. */
  readonly mode: string;
  readonly nodes: number;
  /** True when the cluster autoscaler decides on the number of nodes. */
  readonly autoscaled: boolean;
  /** Whether it is a scale set: a pool of single machines has no count that can be set. */
  readonly scaleSet: boolean;
  /** Spot nodes come and go by themselves. */
  readonly spot: boolean;
  readonly running: boolean;
  /** `Succeeded`, `Scaling`, …; as Azure puts it. */
  readonly provisioningState: string;
}

export interface Cluster {
  readonly id: ClusterId;
  /** `kubenet`, `azure`, `none`. */
  readonly networkPlugin: string;
  /** Where AKS keeps nodes and its own route table. */
  readonly nodeGroup: ResourceGroupId;
  /** Ids of the nodes' subnets in lower case; none where AKS manages the network. */
  readonly subnetIds: readonly string[];
  readonly pools: readonly NodePool[];
}

/** AKS clusters. Every method throws `SyncError` and nothing else. */
export interface Clusters {
  read(id: ClusterId, call: Call): Promise<Cluster>;
  /** All clusters of a subscription that this identity may read. */
  list(subscription: string, call: Call): Promise<readonly Cluster[]>;
  /** The cluster that owns a node resource group; null when the group is no cluster's. */
  ownerOf(group: ResourceGroupId, call: Call): Promise<ClusterId | null>;
  pool(cluster: ClusterId, name: string, call: Call): Promise<NodePool>;
  /**
   * Asks AKS for a number of nodes, provided that the pool has `from` of them; everything else of the pool stays.
   * Resolves when AKS has accepted it. @throws SyncError also when the pool has another number of nodes
   */
  scale(cluster: ClusterId, name: string, from: number, to: number, call: Call): Promise<void>;
}
