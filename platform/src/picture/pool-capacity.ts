import {
  DEFAULTS,
  KUBENET_NODES,
  knownNumber,
  maxPodsOf,
  needsPodSubnet,
  podRange,
  podsOnNodeSubnet,
  POD_BLOCK,
  type IExtensibleSubnet,
  type Spoke,
  type CreatedCluster,
} from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";

/** What decides how many nodes a pool may have. */
export interface PoolCapacity {
  /** `shop/main`. */
  readonly cluster: string;
  readonly pool: string;
  /** Nodes at the largest scale, without upgrades. */
  readonly nodes: number;
  /** Nodes that an upgrade adds: a number, or a percentage such as `33%`. */
  readonly maxSurge: string;
  /** Pods per node. */
  readonly maxPods: number;
  readonly nodeSubnet: CapacityRange;
  /** Whether pods take addresses of the node subnet. */
  readonly podsOnNodeSubnet: boolean;
  /** Where pods have a subnet of their own. */
  readonly podSubnet: CapacityRange | undefined;
  /** Where each node takes a block of the cluster's pod range. */
  readonly podRange: (CapacityRange & { readonly block: number }) | undefined;
  /** Most nodes of the cluster, upgrades included; undefined where addresses alone decide. */
  readonly mostNodes: number | undefined;
}

export interface CapacityRange {
  readonly prefix: string;
  readonly prefixLength: number;
}

/** The pools of the clusters that are created. */
export function poolCapacities(spokes: readonly Spoke[]): readonly PoolCapacity[] {
  return spokes.flatMap((spoke) =>
    spoke.clusters.flatMap((cluster) => poolsOf(cluster, `${fileKeyOf(spoke)}/${fileKeyOf(cluster)}`)),
  );
}

function poolsOf({ network, pools }: CreatedCluster, cluster: string): readonly PoolCapacity[] {
  const range = podRange(network);
  return pools.map(({ pool, subnet, podSubnet }): PoolCapacity => {
    const maxPods = maxPodsOf(network, pool.maxPods);
    return {
      cluster,
      pool: pool.name,
      nodes: knownNumber(pool.nodes.count ?? pool.nodes.max) ?? 0,
      maxSurge: pool.maxSurge ?? DEFAULTS.nodePool.maxSurge,
      maxPods,
      nodeSubnet: rangeOf(subnet),
      podsOnNodeSubnet: podsOnNodeSubnet(network, maxPods) > 0,
      podSubnet: needsPodSubnet(network) && podSubnet !== undefined ? rangeOf(podSubnet) : undefined,
      podRange:
        range === undefined
          ? undefined
          : { prefix: range.literal, prefixLength: range.prefixLength, block: POD_BLOCK[4] },
      mostNodes: network.type === "kubenet" ? KUBENET_NODES : undefined,
    };
  });
}

function rangeOf({ prefix }: IExtensibleSubnet): CapacityRange {
  return { prefix: prefix.literal, prefixLength: prefix.prefixLength };
}
