export { AUTOMATIC_NETWORK, AutomaticCluster, type AutomaticClusterProps } from "./automatic-cluster.js";
export { AUTOMATIC_NOT_SUPPORTED } from "./rules/automatic.js";
export { CertManager } from "./cert-manager.js";
export {
  ClusterAddOns,
  type AddOns,
  type ClusterAddOnsProps,
  type GitRepository,
  type PrivateRegistry,
} from "./add-ons.js";
export { privateDnsOf, type ApiServer, type PrivateDns } from "./api-server.js";
export { Cluster, type ClusterProps } from "./cluster.js";
export { ClusterIdentity, type ClusterIdentityProps, type GrantedRole } from "./cluster-identity.js";
export { KubeletIdentity, type KubeletIdentityProps } from "./kubelet-identity.js";
export {
  maxPodsOf,
  needsPodSubnet,
  ownPodRanges,
  podRange,
  podsOnNodeSubnet,
  PLUGIN_TRAITS,
  routesPerNode,
  serviceRanges,
  type NetworkPlugin,
  type NetworkPolicy,
  type PluginKind,
  type PluginTraits,
} from "./network-plugin.js";
export {
  GPU_INSTANCES,
  NodePool,
  type NodeCount,
  type NodePoolProps,
  type NodePoolSpec,
} from "./node-pool.js";
export { isProvisioned, type ProvisionedPool } from "./node-provisioning.js";
export { NODE_PROVISIONING_NOT_SUPPORTED } from "./rules/provisioning.js";
export type { OutboundType } from "./outbound.js";
export type { ClusterChoices } from "./cluster-choices.js";
export { COMBINATIONS } from "./rules/combinations.js";
