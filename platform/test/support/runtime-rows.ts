/** Keys of route sync, of logs and of policies that only pass through, as in `pass-through-rows.ts`. */
import type { Row, Setting } from "./pass-through-rows.js";

const MAIN = "spokes.shop.clusters.main";
const MIRRORED: readonly Setting[] = [
  [`${MAIN}.network.plugin`, "kubenet"],
  [`${MAIN}.ingress`, { type: "agic-addon", gateway: "edge" }],
];
const APP = "azurerm_function_app_flex_consumption.route_sync_app";
const RULE = "azurerm_monitor_scheduled_query_rules_alert_v2";
const RG = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ops/providers";
const WORKSPACE = `${RG}/Microsoft.OperationalInsights/workspaces/log-own`;
const ACTION_GROUP = `${RG}/Microsoft.Insights/actionGroups/ag-own`;
const STORAGE = `${RG}/Microsoft.Storage/storageAccounts/stown`;
const DEFINITION =
  "/providers/Microsoft.Authorization/policyDefinitions/11111111-1111-1111-1111-111111111111";
const [APPLICATION, OBJECT, TENANT] = ["a", "b", "c"].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`,
);
const ENTRA = {
  auth: "entra",
  applicationId: APPLICATION,
  objectId: OBJECT,
  identifierUri: "api://alerts",
  tenantId: TENANT,
};
const FLOW_LOGS = { retentionDays: 55, trafficAnalytics: "10m" };
const FLOW = "azurerm_network_watcher_flow_log.shop_flow_log";

/** A mirror of a cluster and a gateway that exist already. */
const OTHER = {
  cluster: { id: `${RG}/Microsoft.ContainerService/managedClusters/aks-own` },
  gateway: { id: `${RG}/Microsoft.Network/applicationGateways/agw-own` },
  routeTable: { id: `${RG}/Microsoft.Network/routeTables/rt-nodes` },
  target: { id: `${RG}/Microsoft.Network/routeTables/rt-gateway` },
  podCidr: "10.77.0.0/16",
  policy: "retire",
};

/** The setting with one mirror, from a table to a table. */
function configured(
  [source, target]: readonly [string, string],
  name: string,
  pods: string,
  policy: string,
): string {
  const ids = `"source" = {"id" = ${source}}, "target" = {"id" = ${target}}`;
  return `\${jsonencode([{"name" = "${name}", ${ids}, "podCidrs" = ["${pods}"], "policy" = "${policy}"}])}`;
}

export const RUNTIME_ROWS: readonly Row[] = [
  [[...MIRRORED, ["routeSync.memory", "4096MB"]], APP, "instance_memory_in_mb", 4096],
  [[...MIRRORED, ["routeSync.alert", ENTRA]], APP, "app_settings.ROUTE_SYNC_ALERT_AUDIENCE", "api://alerts"],
  [[...MIRRORED, ["routeSync.alert", ENTRA]], APP, "app_settings.ROUTE_SYNC_ALERT_TENANT", TENANT],
  [
    [...MIRRORED, ["routeSync.alert", ENTRA]],
    "azurerm_monitor_action_group.route_sync_wake_up",
    "webhook_receiver.0.aad_auth",
    { object_id: OBJECT, identifier_uri: "api://alerts", tenant_id: TENANT },
  ],
  [
    [...MIRRORED, ["routeSync.notify", { actionGroups: [{ id: ACTION_GROUP }] }]],
    `${RULE}.route_sync_alarm_stale`,
    "action.action_groups",
    [ACTION_GROUP],
  ],
  [
    [...MIRRORED, [`${MAIN}.mirror`, { policy: "upsert-only" }]],
    APP,
    "app_settings.ROUTE_SYNC_MIRRORS",
    configured(
      ["azurerm_route_table.shop_main.id", "azurerm_route_table.shop_gateway_edge.id"],
      "shop-main",
      "10.244.0.0/16",
      "upsert-only",
    ),
  ],
  [
    [["mirrors.other", OTHER]],
    APP,
    "app_settings.ROUTE_SYNC_MIRRORS",
    configured([`"${OTHER.routeTable.id}"`, `"${OTHER.target.id}"`], "other", OTHER.podCidr, "retire"),
  ],
  [
    [["diagnostics", { workspace: { id: WORKSPACE } }]],
    "azurerm_monitor_diagnostic_setting.hub_firewall_firewall",
    "log_analytics_workspace_id",
    WORKSPACE,
  ],
  [
    [
      [
        "diagnostics",
        { workspace: { retentionDays: 99 }, flowLogs: { ...FLOW_LOGS, storage: { id: STORAGE } } },
      ],
    ],
    FLOW,
    "storage_account_id",
    STORAGE,
  ],
  [
    [["diagnostics", { workspace: { retentionDays: 99 }, flowLogs: FLOW_LOGS }]],
    FLOW,
    "traffic_analytics.interval_in_minutes",
    10,
  ],
  [
    [["diagnostics", { workspace: { retentionDays: 99 }, flowLogs: FLOW_LOGS }]],
    FLOW,
    "retention_policy",
    { enabled: true, days: 55 },
  ],
  [
    [
      [
        "governance.policies.own",
        {
          type: "definition",
          id: DEFINITION,
          changes: true,
          roles: ["Tag Contributor"],
          scope: { type: "resource-group", spoke: "shop" },
        },
      ],
    ],
    "azurerm_resource_group_policy_assignment.shop_policy_own",
    "identity.type",
    "SystemAssigned",
  ],
];
