/** What a change of the numbers of pools means for their addresses: the arithmetic of `check`, in the browser. */
import {
  addressesNeeded,
  nodesInPodRange,
  surgeNodes,
  usableAddresses,
} from "@aks-topology/constructs/capacity";

export interface Range {
  readonly prefix: string;
  readonly prefixLength: number;
}

/** A pool, as the platform package describes it. */
export interface Pool {
  readonly cluster: string;
  readonly pool: string;
  readonly nodes: number;
  readonly maxSurge: string;
  readonly maxPods: number;
  readonly nodeSubnet: Range;
  readonly podsOnNodeSubnet: boolean;
  readonly podSubnet?: Range | undefined;
  readonly podRange?: (Range & { readonly block: number }) | undefined;
  readonly mostNodes?: number | undefined;
}

/** Something that pools take a share of. */
export interface Use {
  /** "node subnet 10.1.0.0/24 of shop/main/system". */
  readonly what: string;
  readonly prefix: string;
  readonly unit: "addresses" | "blocks" | "nodes";
  readonly needed: number;
  readonly available: number;
}

/** What the pools take, each subnet and range once. */
export function usesOf(pools: readonly Pool[]): readonly Use[] {
  const uses = new Map<string, Use>();
  const add = (id: string, use: Omit<Use, "needed">, needed: number): void => {
    uses.set(id, { ...use, needed: (uses.get(id)?.needed ?? 0) + needed });
  };
  for (const pool of pools) {
    const { cluster, nodeSubnet, podSubnet, podRange, mostNodes } = pool;
    const nodes = pool.nodes + surgeNodes(pool.nodes, pool.maxSurge);
    const name = `${cluster}/${pool.pool}`;
    add(
      `nodes ${cluster} ${nodeSubnet.prefix}`,
      {
        what: `Node subnet of ${name}`,
        prefix: nodeSubnet.prefix,
        unit: "addresses",
        available: usableAddresses(nodeSubnet.prefixLength),
      },
      addressesNeeded({ ...pool, podsPerNode: pool.podsOnNodeSubnet ? pool.maxPods : 0 }),
    );
    if (podSubnet !== undefined)
      add(
        `pods ${cluster} ${podSubnet.prefix}`,
        {
          what: `Pod subnet of ${name}`,
          prefix: podSubnet.prefix,
          unit: "addresses",
          available: usableAddresses(podSubnet.prefixLength),
        },
        nodes * pool.maxPods,
      );
    if (podRange !== undefined)
      add(
        `range ${cluster}`,
        {
          what: `Pod range of ${cluster}`,
          prefix: podRange.prefix,
          unit: "blocks",
          available: nodesInPodRange(podRange.prefixLength, podRange.block),
        },
        nodes,
      );
    if (mostNodes !== undefined)
      add(
        `most ${cluster}`,
        { what: `Limit of kubenet for ${cluster}`, prefix: "", unit: "nodes", available: mostNodes },
        nodes,
      );
  }
  return [...uses.values()];
}

/** Whether a text is a number of surge nodes, or a percentage. */
export function isSurge(text: string): boolean {
  return /^\d{1,4}%?$/.test(text);
}
