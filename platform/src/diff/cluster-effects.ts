import { KNOWN_AFTER_APPLY } from "@aks-topology/terraform";
import { changedTo, changes, loses, type Effects, type Subject } from "./effect.js";

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

/** Arguments of a cluster's own pool that do the same. */
const ROTATES_OWN = [...ROTATES, "only_critical_addons_enabled"];

/** Arguments of a cluster whose change in place re-images all its nodes. Source: AKS, "Update Azure CNI IPAM mode and data plane". */
const REIMAGES_ALL = [
  "network_profile.network_plugin",
  "network_profile.network_plugin_mode",
  "network_profile.network_data_plane",
  "network_profile.network_policy",
];

/** Arguments of a cluster whose change in place replaces its nodes, with their addresses. Source: AKS, "Custom certificate authority". */
const ROTATES_ALL = ["custom_ca_trust_certificates_base64"];

export const CLUSTER: Effects = {
  replace: ({ name }) => `cluster ${name} is replaced: workloads and their addresses are lost`,
  delete: ({ name }) => `cluster ${name} is deleted: workloads and their addresses are lost`,
  update: (subject) =>
    joined([
      network(subject),
      nodes(subject),
      apiServer(subject),
      egress(subject),
      provisioning(subject),
      ingressController(subject),
      signIn(subject),
      operation(subject),
    ]),
};

/** AKS Automatic, of which little can change in place. */
export const AUTOMATIC_CLUSTER: Effects = {
  replace: CLUSTER.replace,
  delete: CLUSTER.delete,
  update: (subject) =>
    changes(subject, "api_server_access.authorized_ip_ranges")
      ? `the API server of cluster ${subject.name} has other callers`
      : undefined,
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
  if (changes(subject, ...ROTATES_ALL))
    return `all nodes of cluster ${subject.name} are replaced, one after another`;
  if (changes(subject, "kubernetes_version")) return upgrade(subject);
  if (!changes(subject, ...below(ROTATES_OWN), ...below(REIMAGES))) return undefined;
  const refuses = changedTo(subject, "default_node_pool.only_critical_addons_enabled") === true;
  return `nodes of the system pool of cluster ${subject.name} are re-imaged${refuses ? ", and pods of workloads start on other pools or wait" : ""}`;
}

/** Source: AKS documentation, "Upgrade an AKS cluster". */
function upgrade(subject: Subject): string {
  const [from, to] = [subject.before["kubernetes_version"], changedTo(subject, "kubernetes_version")];
  const isLower =
    typeof from === "string" && typeof to === "string" && to.localeCompare(from, "en", { numeric: true }) < 0;
  return isLower
    ? `cluster ${subject.name} would go back to Kubernetes ${to}: AKS refuses lower versions`
    : `cluster ${subject.name} is upgraded: its nodes are drained one after another`;
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
  const { name, change } = subject;
  if (changes(subject, "network_profile.outbound_type"))
    return `egress of cluster ${name} changes: its connections break, and its public addresses change`;
  const count = change.attributes.find(
    ({ path }) => path === "network_profile.load_balancer_profile.managed_outbound_ip_count",
  );
  // AKS itself creates one.
  const [before = 1, after = 1] = [count?.before ?? 1, count?.after ?? 1].map(Number);
  return after < before
    ? `cluster ${name} loses ${before - after} of its outbound addresses: connections through them break, and allowlists have to follow`
    : undefined;
}

/** Source: AKS documentation, "Disable node auto-provisioning". */
function provisioning(subject: Subject): string | undefined {
  return changedTo(subject, "node_provisioning_profile.mode") === "Manual"
    ? `node auto-provisioning of cluster ${subject.name} is switched off: AKS refuses this while nodes that it created are left`
    : undefined;
}

function ingressController(subject: Subject): string | undefined {
  if (loses(subject, "ingress_application_gateway"))
    return `AGIC of cluster ${subject.name} is removed: its gateway does not follow the pods any more`;
  if (loses(subject, "service_mesh_profile"))
    return `the mesh of cluster ${subject.name} is removed, with its gateways`;
  for (const type of ["internal", "external"])
    if (changedTo(subject, `service_mesh_profile.${type}_ingress_gateway_enabled`) === false)
      return `the ${type} gateway of the mesh of cluster ${subject.name} is removed: requests do not arrive there any more`;
  return changes(subject, "ingress_application_gateway") && !keepsGateway(subject)
    ? `AGIC of cluster ${subject.name} takes over its gateway: listeners and rules of others there are replaced`
    : undefined;
}

/** Whether its gateway is the one that it had, replaced under the same name. */
function keepsGateway(subject: Subject): boolean {
  const { change, others } = subject;
  const id = change.attributes.find(({ path }) => path === "ingress_application_gateway.gateway_id");
  const gateway = /azurerm_application_gateway\.[\w-]+/.exec(String(id?.before))?.[0] ?? "";
  return id?.after === KNOWN_AFTER_APPLY && others.get(gateway)?.action === "replace";
}

/** Source: AKS documentation, "Enable Microsoft Entra ID" and "Manage local accounts". */
function signIn(subject: Subject): string | undefined {
  const { name } = subject;
  return joined([
    changes(subject, "azure_active_directory_role_based_access_control")
      ? `sign-in to cluster ${name} changes: users that Microsoft Entra ID gives no role have no access`
      : undefined,
    changedTo(subject, "local_account_disabled") === true
      ? `local accounts of cluster ${name} are disabled: kubeconfig files with their certificates are refused`
      : undefined,
  ]);
}

function operation(subject: Subject): string | undefined {
  const { name } = subject;
  const channel = changedTo(subject, "automatic_upgrade_channel");
  return joined([
    typeof channel === "string" && channel !== "none"
      ? `cluster ${name} is upgraded automatically from now on: its nodes are drained in its maintenance windows`
      : undefined,
    changedTo(subject, "sku_tier") === "Free"
      ? `the API server of cluster ${name} has no uptime SLA any more`
      : undefined,
  ]);
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const effects = parts.filter((part) => part !== undefined);
  return effects.length === 0 ? undefined : effects.join("; ");
}
