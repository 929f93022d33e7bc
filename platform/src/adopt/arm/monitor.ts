/** What is logged and measured: workspaces, diagnostic settings, flow logs and data collection. */
import type { FoundResource } from "../found.js";
import type { Values } from "../values.js";
import {
  at,
  defined,
  enabledAt,
  found,
  foundBelow,
  listAt,
  picked,
  targetOf,
  textAt,
  type ArmResource,
} from "./arm-resource.js";

export function workspaceOfArm(workspace: ArmResource): readonly FoundResource[] {
  const { values } = workspace;
  const withoutKeys = at(values, "features.disableLocalAuth");
  return [
    found("azurerm_log_analytics_workspace", workspace, {
      sku: skuOf(textAt(values, "sku.name")),
      retention_in_days: at(values, "retentionInDays"),
      local_authentication_enabled: typeof withoutKeys === "boolean" ? !withoutKeys : undefined,
    }),
  ];
}

/** Azure answers in another case than azurerm configures. */
function skuOf(name: string | undefined): string | undefined {
  return ["PerGB2018", "CapacityReservation", "Free", "LACluster"].find(
    (known) => known.toLowerCase() === name?.toLowerCase(),
  );
}

export function diagnosticSettingOfArm(setting: ArmResource): readonly FoundResource[] {
  const { name, values } = setting;
  const target = targetOf(setting);
  const id = `${target}|${name}`;
  const enabled = (path: string): readonly unknown[] =>
    listAt(values, path).filter((one) => at(one, "enabled") === true);
  return [
    {
      type: "azurerm_monitor_diagnostic_setting",
      id,
      address: undefined,
      mode: "managed",
      values: defined({
        id,
        name,
        target_resource_id: target,
        ...picked(values, {
          log_analytics_workspace_id: "workspaceId",
          log_analytics_destination_type: "logAnalyticsDestinationType",
          storage_account_id: "storageAccountId",
          eventhub_authorization_rule_id: "eventHubAuthorizationRuleId",
          eventhub_name: "eventHubName",
        }),
        enabled_log: enabled("logs").map((log) =>
          picked(log, { category: "category", category_group: "categoryGroup" }),
        ),
        enabled_metric: enabled("metrics").map((metric) => picked(metric, { category: "category" })),
      }),
    },
  ];
}

export function flowLogOfArm(log: ArmResource): readonly FoundResource[] {
  const { id, values } = log;
  const analytics = picked(
    at(values, "flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration"),
    {
      enabled: "enabled",
      workspace_id: "workspaceId",
      workspace_region: "workspaceRegion",
      workspace_resource_id: "workspaceResourceId",
      interval_in_minutes: "trafficAnalyticsInterval",
    },
  );
  return [
    found("azurerm_network_watcher_flow_log", log, {
      network_watcher_name: id.split("/").at(-3),
      ...picked(values, {
        target_resource_id: "targetResourceId",
        storage_account_id: "storageId",
        enabled: "enabled",
        version: "format.version",
      }),
      retention_policy: [picked(at(values, "retentionPolicy"), { enabled: "enabled", days: "days" })],
      traffic_analytics: analytics["enabled"] === true ? [analytics] : [],
    }),
  ];
}

export function monitorWorkspaceOfArm(workspace: ArmResource): readonly FoundResource[] {
  return [
    found("azurerm_monitor_workspace", workspace, {
      public_network_access_enabled: enabledAt(workspace.values, "publicNetworkAccess"),
    }),
  ];
}

export function collectionEndpointOfArm(endpoint: ArmResource): readonly FoundResource[] {
  const { values } = endpoint;
  return [
    found("azurerm_monitor_data_collection_endpoint", endpoint, {
      ...picked(values, { kind: "kind", description: "description" }),
      public_network_access_enabled: enabledAt(values, "networkAcls.publicNetworkAccess"),
    }),
  ];
}

export function collectionRuleOfArm(rule: ArmResource): readonly FoundResource[] {
  const { values } = rule;
  return [
    found("azurerm_monitor_data_collection_rule", rule, {
      ...picked(values, {
        kind: "kind",
        description: "description",
        data_collection_endpoint_id: "dataCollectionEndpointId",
      }),
      data_flow: listAt(values, "dataFlows").map((flow) =>
        picked(flow, { streams: "streams", destinations: "destinations" }),
      ),
      data_sources: [dataSourcesOf(at(values, "dataSources"))],
      destinations: [destinationsOf(at(values, "destinations"))],
    }),
  ];
}

function dataSourcesOf(sources: unknown): Values {
  return {
    extension: listAt(sources, "extensions").map((extension) => {
      const settings = at(extension, "extensionSettings") ?? undefined;
      return defined({
        ...picked(extension, { name: "name", extension_name: "extensionName", streams: "streams" }),
        extension_json: settings === undefined ? undefined : JSON.stringify(settings),
      });
    }),
    prometheus_forwarder: listAt(sources, "prometheusForwarder").map((forwarder) =>
      picked(forwarder, { name: "name", streams: "streams" }),
    ),
  };
}

function destinationsOf(destinations: unknown): Values {
  return {
    log_analytics: listAt(destinations, "logAnalytics").map((one) =>
      picked(one, { name: "name", workspace_resource_id: "workspaceResourceId" }),
    ),
    monitor_account: listAt(destinations, "monitoringAccounts").map((one) =>
      picked(one, { name: "name", monitor_account_id: "accountResourceId" }),
    ),
  };
}

export function collectionAssociationOfArm(association: ArmResource): readonly FoundResource[] {
  return [
    foundBelow("azurerm_monitor_data_collection_rule_association", association, {
      target_resource_id: targetOf(association),
      ...picked(association.values, {
        description: "description",
        data_collection_rule_id: "dataCollectionRuleId",
        data_collection_endpoint_id: "dataCollectionEndpointId",
      }),
    }),
  ];
}
