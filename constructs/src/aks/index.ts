export {
  ClusterAddOns,
  type AddOns,
  type ClusterAddOnsProps,
  type GitRepository,
  type PrivateRegistry,
} from "./add-ons.js";
export type { LogWorkspaceRef } from "./monitoring.js";
export type { ApiServer, PrivateDns } from "./api-server.js";
export { Cluster, type ClusterProps } from "./cluster.js";
export { ClusterIdentity, type ClusterIdentityProps, type GrantedRole } from "./cluster-identity.js";
export {
  maxPodsOf,
  needsPodSubnet,
  podRange,
  podsOnNodeSubnet,
  PLUGIN_TRAITS,
  type NetworkPlugin,
  type NetworkPolicy,
  type PluginKind,
  type PluginTraits,
} from "./network-plugin.js";
export { NodePool, type NodeCount, type NodePoolProps, type NodePoolSpec } from "./node-pool.js";
export type { OutboundType } from "./outbound.js";
export { COMBINATIONS, contradictions, type ClusterChoices, type Combination } from "./combinations.js";
