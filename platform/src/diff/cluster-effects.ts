import { changes, type Effects, type Subject } from "./effect.js";

/**
 * Arguments of a node pool whose change replaces its nodes: the provider moves the pods to a temporary pool meanwhile.
 * Source: azurerm 4.55.0 and 5.2.0, `cycleNodePoolProperties` of kubernetes_cluster_node_pool.
 */
const ROTATES = [
  "fips_enabled",
  "host_encryption_enabled",
  "kubelet_config",
  "kubelet_disk_type",
  "linux_os_config",
  "max_pods",
  "node_public_ip_enabled",
  "os_disk_size_gb",
  "os_disk_type",
  "pod_subnet_id",
  "snapshot_id",
  "ultra_ssd_enabled",
  "vm_size",
  "vnet_subnet_id",
  "zones",
];

/** Arguments whose change Azure applies by images of another kind or version. */
const REIMAGES = ["os_sku", "orchestrator_version"];

/** Arguments of a cluster whose change in place re-images all its nodes. Source: AKS, "Update Azure CNI IPAM mode and data plane". */
const REIMAGES_ALL = [
  "network_profile.network_plugin",
  "network_profile.network_plugin_mode",
  "network_profile.network_data_plane",
  "network_profile.network_policy",
];

export const CLUSTER: Effects = {
  replace: ({ name }) => `cluster ${name} is replaced: workloads and their addresses are lost`,
  delete: ({ name }) => `cluster ${name} is deleted: workloads and their addresses are lost`,
  update: (subject) => joined([network(subject), nodes(subject), apiServer(subject), egress(subject)]),
};

export const NODE_POOL: Effects = {
  replace: ({ name }) => `pool ${name} is replaced: its nodes are lost, and its pods start elsewhere or wait`,
  delete: ({ name }) =>
    `pool ${name} is deleted: its nodes are drained, and its pods start elsewhere or wait`,
  update: (subject) =>
    changes(subject, ...ROTATES, ...REIMAGES) ? `nodes of pool ${subject.name} are re-imaged` : undefined,
};

function network(subject: Subject): string | undefined {
  return changes(subject, ...REIMAGES_ALL)
    ? `all nodes of cluster ${subject.name} are re-imaged, and its pods get other addresses`
    : undefined;
}

function nodes(subject: Subject): string | undefined {
  const below = (names: readonly string[]): string[] => names.map((name) => `default_node_pool.${name}`);
  if (changes(subject, ...REIMAGES_ALL)) return undefined;
  if (changes(subject, "kubernetes_version"))
    return `cluster ${subject.name} is upgraded: its nodes are drained one after another`;
  return changes(subject, ...below(ROTATES), ...below(REIMAGES))
    ? `nodes of the system pool of cluster ${subject.name} are re-imaged`
    : undefined;
}

function apiServer(subject: Subject): string | undefined {
  return changes(
    subject,
    "api_server_access_profile.subnet_id",
    "api_server_access_profile.virtual_network_integration_enabled",
  )
    ? `the API server of cluster ${subject.name} restarts and gets another address`
    : undefined;
}

function egress(subject: Subject): string | undefined {
  return changes(subject, "network_profile.outbound_type")
    ? `egress of cluster ${subject.name} changes: its connections break, and its public addresses change`
    : undefined;
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const effects = parts.filter((part) => part !== undefined);
  return effects.length === 0 ? undefined : effects.join("; ");
}
