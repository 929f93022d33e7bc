import type { Spoke } from "@aks-topology/constructs";

/** The key of a cluster, and where it is built. */
export interface ClusterPlace {
  readonly spoke: Spoke;
  readonly key: string;
  readonly path: readonly string[];
}
