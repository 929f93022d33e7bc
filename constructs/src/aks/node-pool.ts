import type { ISubnet } from "../network/subnet.js";

/** How many nodes a pool has: a fixed number, or what the cluster autoscaler needs between two. */
export type NodeCount = { readonly count: number } | { readonly min: number; readonly max: number };

export interface NodePoolProps {
  /** Lower-case letters and digits, at most 12 (6 on Windows). */
  readonly name: string;
  /** Virtual machine size, such as `Standard_D4ds_v5`. */
  readonly vmSize: string;
  readonly nodes: NodeCount;
  readonly subnet: ISubnet;
  /** Delegated subnet that the pods take their addresses from. @default none */
  readonly podSubnet?: ISubnet;
  /** Pods a node. @default what the plugin has: 110 kubenet, 250 overlay, 30 on subnets */
  readonly maxPods?: number;
  /** Nodes that an upgrade adds: a number, or a percentage of the pool. @default "33%", which AKS advises for production */
  readonly maxSurge?: string;
  /** Availability zones. @default none: spread by Azure */
  readonly zones?: readonly string[];
}

export const DEFAULT_MAX_SURGE = "33%";

/** The most nodes that a pool may have, surge not counted. */
export function mostNodes(nodes: NodeCount): number {
  return "count" in nodes ? nodes.count : nodes.max;
}

/** The arguments that say how many nodes there are. */
export function countArguments(
  nodes: NodeCount,
): { nodeCount: number } | { autoScalingEnabled: boolean; minCount: number; maxCount: number } {
  return "count" in nodes
    ? { nodeCount: nodes.count }
    : { autoScalingEnabled: true, minCount: nodes.min, maxCount: nodes.max };
}
