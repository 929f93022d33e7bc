/** Keys about sign-in, upgrades and nodes that only pass through, as in `pass-through-rows.ts`. */
import { readFileSync } from "node:fs";
import type { Row } from "./pass-through-rows.js";

const MAIN = "spokes.shop.clusters.main";
const SYSTEM = `${MAIN}.nodePools.system`;
const WORK = `${MAIN}.nodePools.work`;
const CLUSTER = "azurerm_kubernetes_cluster.shop_main";
const POOL = "azurerm_kubernetes_cluster_node_pool.shop_main_work";
const GROUP = "aaaaaaaa-1111-4111-8111-111111111111";
const TENANT = "cccccccc-3333-4333-8333-333333333333";
/** The first certificate of the example for operations, in PEM. */
const CERTIFICATE = dedent(
  /- \|\n([^]*?END CERTIFICATE-----\n)/.exec(
    readFileSync(new URL("../../../examples/operations.yaml", import.meta.url), "utf8"),
  )?.[1] ?? "",
);

const ENCODED = Buffer.from(CERTIFICATE.trim()).toString("base64");

function dedent(text: string): string {
  return text.replace(/^ +/gm, "");
}
const WINDOW = { day: "Friday", start: "23:30", hours: 5, utcOffset: "-03:30" };

export const OPERATION_ROWS: readonly Row[] = [
  [[[`${MAIN}.authentication`, { type: "entra-id" }]], CLUSTER, "local_account_disabled", true],
  [
    [
      [
        `${MAIN}.authentication`,
        { type: "entra-id", authorization: "kubernetes-rbac", localAccounts: "enabled" },
      ],
    ],
    CLUSTER,
    "azure_active_directory_role_based_access_control",
    { azure_rbac_enabled: false },
  ],
  [
    [[`${MAIN}.authentication`, { type: "entra-id", adminGroups: [GROUP], tenantId: TENANT }]],
    CLUSTER,
    "azure_active_directory_role_based_access_control",
    { azure_rbac_enabled: true, admin_group_object_ids: [GROUP], tenant_id: TENANT },
  ],
  [[[`${MAIN}.upgrades`, { kubernetes: "stable" }]], CLUSTER, "automatic_upgrade_channel", "stable"],
  ...[
    ["none", "None"],
    ["unmanaged", "Unmanaged"],
    ["security-patch", "SecurityPatch"],
    ["node-image", "NodeImage"],
  ].map(([nodeOs, channel]): Row => [
    [[`${MAIN}.upgrades`, { nodeOs }]],
    CLUSTER,
    "node_os_upgrade_channel",
    channel,
  ]),
  [
    [[`${MAIN}.upgrades`, { nodeOs: "unmanaged", window: WINDOW }]],
    CLUSTER,
    "maintenance_window_node_os",
    undefined,
  ],
  [
    [[`${MAIN}.upgrades`, { nodeOs: "none", window: WINDOW }]],
    CLUSTER,
    "maintenance_window_node_os",
    undefined,
  ],
  [
    [[`${MAIN}.upgrades`, { kubernetes: "none", window: WINDOW }]],
    CLUSTER,
    "maintenance_window_auto_upgrade",
    undefined,
  ],
  ...["maintenance_window_auto_upgrade", "maintenance_window_node_os"].map((path): Row => [
    [[`${MAIN}.upgrades`, { kubernetes: "patch", window: WINDOW }]],
    CLUSTER,
    path,
    {
      frequency: "Weekly",
      interval: 1,
      day_of_week: "Friday",
      start_time: "23:30",
      duration: 5,
      utc_offset: "-03:30",
    },
  ]),
  [[[`${MAIN}.imageCleanerHours`, 72]], CLUSTER, "image_cleaner_interval_hours"],
  [[[`${MAIN}.imageCleanerHours`, 72]], CLUSTER, "image_cleaner_enabled", true],
  [[[`${MAIN}.runCommand`, "disabled"]], CLUSTER, "run_command_enabled", false],
  [[[`${MAIN}.runCommand`, "enabled"]], CLUSTER, "run_command_enabled", true],
  [[[`${MAIN}.systemPools`, "dedicated"]], CLUSTER, "default_node_pool.only_critical_addons_enabled", true],
  [[[`${MAIN}.systemPools`, "shared"]], CLUSTER, "default_node_pool.only_critical_addons_enabled", undefined],
  [[[`${MAIN}.costAnalysis`, true]], CLUSTER, "cost_analysis_enabled"],
  [[[`${MAIN}.keda`, true]], CLUSTER, "workload_autoscaler_profile.keda_enabled"],
  [
    [[`${MAIN}.verticalPodAutoscaler`, true]],
    CLUSTER,
    "workload_autoscaler_profile.vertical_pod_autoscaler_enabled",
  ],
  [[[`${MAIN}.autoscaler.expander`, "most-pods"]], CLUSTER, "auto_scaler_profile.expander"],
  [
    [[`${MAIN}.autoscaler.balanceSimilarPools`, true]],
    CLUSTER,
    "auto_scaler_profile.balance_similar_node_groups",
  ],
  [[[`${MAIN}.autoscaler.scaleDownUnneeded`, "7m"]], CLUSTER, "auto_scaler_profile.scale_down_unneeded"],
  [
    [[`${MAIN}.autoscaler.scaleDownAfterAdd`, "8m"]],
    CLUSTER,
    "auto_scaler_profile.scale_down_delay_after_add",
  ],
  [
    [[`${MAIN}.autoscaler.scaleDownUtilization`, 0.7]],
    CLUSTER,
    "auto_scaler_profile.scale_down_utilization_threshold",
    "0.7",
  ],
  [[[`${MAIN}.httpProxy.http`, "http://a.contoso.com:1"]], CLUSTER, "http_proxy_config.http_proxy"],
  [[[`${MAIN}.httpProxy.https`, "http://b.contoso.com:2"]], CLUSTER, "http_proxy_config.https_proxy"],
  [[[`${MAIN}.httpProxy.noProxy`, ["10.0.0.0/8"]]], CLUSTER, "http_proxy_config.no_proxy"],
  [[[`${MAIN}.httpProxy.trustedCa`, ENCODED]], CLUSTER, "http_proxy_config.trusted_ca"],
  [
    [[`${MAIN}.trustedCertificates`, [CERTIFICATE]]],
    CLUSTER,
    "custom_ca_trust_certificates_base64",
    [ENCODED],
  ],
  ...([{ security: true }, { observability: true }] as const).map((networkServices): Row => [
    [[`${MAIN}.network`, { plugin: "cilium", networkServices }]],
    CLUSTER,
    "network_profile.advanced_networking",
    {
      observability_enabled: "observability" in networkServices,
      security_enabled: "security" in networkServices,
    },
  ]),
  [
    [[`${MAIN}.network`, { plugin: "cilium", networkServices: {} }]],
    CLUSTER,
    "network_profile.advanced_networking",
    undefined,
  ],
  [[[`${SYSTEM}.osSku`, "AzureLinux"]], CLUSTER, "default_node_pool.os_sku"],
  [[[`${WORK}.osSku`, "Ubuntu2204"]], POOL, "os_sku"],
  [[[`${WORK}.osDisk`, { type: "ephemeral", sizeGb: 99 }]], POOL, "os_disk_type", "Ephemeral"],
  [[[`${WORK}.osDisk`, { type: "managed", sizeGb: 99 }]], POOL, "os_disk_size_gb", 99],
  [[[`${WORK}.hostEncryption`, true]], POOL, "host_encryption_enabled"],
  [[[`${WORK}.fips`, true]], POOL, "fips_enabled"],
  [[[`${WORK}.gpuDriver`, "install"]], POOL, "gpu_driver", "Install"],
  [[[`${WORK}.gpuDriver`, "none"]], POOL, "gpu_driver", "None"],
  [[[`${SYSTEM}.gpuDriver`, "none"]], CLUSTER, "default_node_pool.gpu_driver", "None"],
  ...["MIG1g", "MIG2g", "MIG3g", "MIG4g", "MIG7g"].map((share): Row => [
    [
      [`${WORK}.vmSize`, "Standard_ND96asr_v4"],
      [`${WORK}.gpuInstance`, share],
    ],
    POOL,
    "gpu_instance",
    share,
  ]),
  [[[`${WORK}.spot`, {}]], POOL, "priority", "Spot"],
  [[[`${WORK}.spot`, {}]], POOL, "eviction_policy", "Delete"],
  [[[`${WORK}.spot`, {}]], POOL, "upgrade_settings", undefined],
  [[[`${WORK}.spot`, {}]], POOL, "node_taints", ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]],
  [[[`${WORK}.spot`, { maxPrice: 0.5 }]], POOL, "spot_max_price", 0.5],
  [
    [
      [`${WORK}.mode`, "System"],
      [`${MAIN}.nodePools.third`, { vmSize: "Standard_D4ds_v5", nodes: 1 }],
      [`${MAIN}.systemPools`, "dedicated"],
    ],
    POOL,
    "node_taints",
    ["CriticalAddonsOnly=true:NoSchedule"],
  ],
];
