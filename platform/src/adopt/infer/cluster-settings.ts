/** Sign-in, upgrades and operation of a cluster. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text, texts, type Values } from "../values.js";

/** What azurerm or AKS does where a cluster says nothing. Source: azurerm_kubernetes_cluster; AKS documentation. */
const UNSET = {
  nodeOs: "node-image",
  autoscaler: {
    expander: "random",
    balanceSimilarPools: false,
    scaleDownUnneeded: "10m",
    scaleDownAfterAdd: "10m",
    scaleDownUtilization: 0.5,
  },
};

/** The keys of a cluster that concern sign-in, upgrades and operation. */
export function clusterSettingsSpec(inventory: Inventory, cluster: Values): Spec {
  const workloads = block(cluster, "workload_autoscaler_profile");
  const certificates = texts(cluster, "custom_ca_trust_certificates_base64").map((pem) =>
    Buffer.from(pem, "base64").toString("utf8"),
  );
  const on = (values: Values, name: string): true | undefined => (flag(values, name) ? true : undefined);
  return {
    supportPlan: text(cluster, "support_plan") === "AKSLongTermSupport" ? "AKSLongTermSupport" : undefined,
    authentication: authenticationSpec(inventory, cluster),
    upgrades: upgradesSpec(cluster),
    imageCleanerHours: flag(cluster, "image_cleaner_enabled")
      ? number(cluster, "image_cleaner_interval_hours") || undefined
      : undefined,
    runCommand: cluster["run_command_enabled"] === false ? "disabled" : undefined,
    systemPools: hasDedicatedPools(cluster) ? "dedicated" : undefined,
    costAnalysis: on(cluster, "cost_analysis_enabled"),
    keda: on(workloads, "keda_enabled"),
    verticalPodAutoscaler: on(workloads, "vertical_pod_autoscaler_enabled"),
    autoscaler: autoscalerSpec(cluster),
    httpProxy: proxySpec(cluster),
    serviceMesh: meshSpec(cluster),
    trustedCertificates: certificates.length === 0 ? undefined : certificates,
  };
}

/** Whether the system pools of a cluster refuse pods of workloads. */
export function hasDedicatedPools(cluster: Values): boolean {
  return flag(block(cluster, "default_node_pool"), "only_critical_addons_enabled");
}

function meshSpec(cluster: Values): Spec | undefined {
  const [mesh] = blocks(cluster, "service_mesh_profile");
  return mesh && { revisions: texts(mesh, "revisions") };
}

function authenticationSpec(inventory: Inventory, cluster: Values): Spec | undefined {
  const [entra] = blocks(cluster, "azure_active_directory_role_based_access_control");
  if (entra === undefined) return undefined;
  const groups = texts(entra, "admin_group_object_ids");
  const tenant = text(entra, "tenant_id");
  return compact(
    {
      type: "entra-id",
      authorization: flag(entra, "azure_rbac_enabled") ? "azure-rbac" : "kubernetes-rbac",
      adminGroups: groups.length === 0 ? undefined : groups,
      tenantId: tenant === tenantOf(inventory) ? undefined : tenant,
      localAccounts: flag(cluster, "local_account_disabled") ? "disabled" : "enabled",
    },
    DEFAULTS.authentication,
  );
}

/** The tenant of the subscription, as its identities show it. */
function tenantOf(inventory: Inventory): string | undefined {
  return inventory
    .of("azurerm_user_assigned_identity")
    .map(({ values }) => text(values, "tenant_id"))
    .find((tenant) => tenant !== undefined);
}

const NODE_OS: Readonly<Record<string, string>> = {
  None: "none",
  Unmanaged: "unmanaged",
  SecurityPatch: "security-patch",
  NodeImage: "node-image",
};

function upgradesSpec(cluster: Values): Spec | undefined {
  const kubernetes = text(cluster, "automatic_upgrade_channel");
  const windows = ["maintenance_window_auto_upgrade", "maintenance_window_node_os"].flatMap((name) =>
    blocks(cluster, name),
  );
  const spec = compact({
    kubernetes: kubernetes === "none" ? undefined : kubernetes,
    nodeOs: NODE_OS[text(cluster, "node_os_upgrade_channel") ?? ""],
    window: windows.map(windowSpec).find((window) => window !== undefined),
  });
  return Object.keys(compact(spec, UNSET)).length === 0 ? undefined : spec;
}

/** A weekly window; undefined for another one, which the file cannot describe. */
function windowSpec(window: Values): Spec | undefined {
  const [day, start] = [text(window, "day_of_week"), text(window, "start_time")];
  const isWeekly = text(window, "frequency") === "Weekly" && number(window, "interval") === 1;
  if (!isWeekly || day === undefined || start === undefined) return undefined;
  return compact(
    { day, start, hours: number(window, "duration"), utcOffset: text(window, "utc_offset") },
    DEFAULTS.upgrades.window,
  );
}

function autoscalerSpec(cluster: Values): Spec | undefined {
  const profile = block(cluster, "auto_scaler_profile");
  const utilization = Number(text(profile, "scale_down_utilization_threshold"));
  return unlessEmpty(
    compact(
      {
        expander: text(profile, "expander"),
        balanceSimilarPools: profile["balance_similar_node_groups"] ?? undefined,
        scaleDownUnneeded: text(profile, "scale_down_unneeded"),
        scaleDownAfterAdd: text(profile, "scale_down_delay_after_add"),
        scaleDownUtilization: Number.isNaN(utilization) ? undefined : utilization,
      },
      UNSET.autoscaler,
    ),
  );
}

function proxySpec(cluster: Values): Spec | undefined {
  const [proxy] = blocks(cluster, "http_proxy_config");
  if (proxy === undefined) return undefined;
  const noProxy = texts(proxy, "no_proxy");
  return unlessEmpty(
    compact({
      http: text(proxy, "http_proxy"),
      https: text(proxy, "https_proxy"),
      noProxy: noProxy.length === 0 ? undefined : noProxy,
      trustedCa: text(proxy, "trusted_ca"),
    }),
  );
}
