/** What is logged, measured and alerted on. Sources: Microsoft's REST references of Microsoft.Insights, Microsoft.Monitor and Microsoft.OperationalInsights. */
import { enabled, listOf, not, valuesOf, type Convert, type Form } from "./form.js";

const dimensions: Convert = (value) =>
  listOf(value).map((one) => {
    const { name, operator, values } = valuesOf(one);
    return { name, operator, values };
  });

/** `{ type: true }` of what a condition on one field is, as Azure has the parts of an activity log's condition. */
const conditions: Convert = (value) => {
  const { category, resource_types: types, status, resource_health: health } = valuesOf(listOf(value)[0]);
  const any = (field: string, all: unknown): object => ({
    anyOf: listOf(all).map((one) => ({ field, equals: one })),
  });
  const { current } = valuesOf(listOf(health)[0]);
  return {
    allOf: [
      { field: "category", equals: category },
      ...(isSome(types) ? [any("resourceType", types)] : []),
      ...(isSome(status) ? [{ field: "status", equals: status }] : []),
      ...(isSome(current) ? [any("properties.currentHealthStatus", current)] : []),
    ],
  };
};

function isSome(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && listOf(value).length > 0;
}

const RECEIVER: Form = { name: "name", use_common_alert_schema: "useCommonAlertSchema" };

export const MONITOR_FORMS: Readonly<Record<string, Form>> = {
  azurerm_log_analytics_workspace: {
    sku: ["properties.sku.name", (name) => String(name).toLowerCase()],
    retention_in_days: "properties.retentionInDays",
    daily_quota_gb: "properties.workspaceCapping.dailyQuotaGb",
    local_authentication_disabled: "properties.features.disableLocalAuth",
    local_authentication_enabled: ["properties.features.disableLocalAuth", not],
    allow_resource_only_permissions: "properties.features.enableLogAccessUsingOnlyResourcePermissions",
    internet_ingestion_enabled: ["properties.publicNetworkAccessForIngestion", enabled],
    internet_query_enabled: ["properties.publicNetworkAccessForQuery", enabled],
    workspace_id: "properties.customerId",
  },
  azurerm_monitor_diagnostic_setting: {
    target_resource_id: null,
    log_analytics_workspace_id: "properties.workspaceId",
    log_analytics_destination_type: "properties.logAnalyticsDestinationType",
    enabled_log: [
      "properties.logs",
      (value) =>
        listOf(value).map((log) => {
          const { category, category_group: group } = valuesOf(log);
          return { category: category === "" ? null : category, categoryGroup: group ?? null, enabled: true };
        }),
    ],
  },
  azurerm_monitor_action_group: {
    short_name: "properties.groupShortName",
    enabled: "properties.enabled",
    email_receiver: {
      path: "properties.emailReceivers",
      each: { ...RECEIVER, email_address: "emailAddress" },
    },
    azure_function_receiver: {
      path: "properties.azureFunctionReceivers",
      each: {
        ...RECEIVER,
        function_app_resource_id: "functionAppResourceId",
        function_name: "functionName",
        http_trigger_url: "httpTriggerUrl",
      },
    },
    webhook_receiver: [
      "properties.webhookReceivers",
      (value) =>
        listOf(value).map((one) => {
          const { name, service_uri: serviceUri, aad_auth: auths } = valuesOf(one);
          const auth = valuesOf(listOf(auths)[0]);
          return {
            name,
            serviceUri,
            useCommonAlertSchema: true,
            useAadAuth: auth["object_id"] !== undefined,
            objectId: auth["object_id"],
            identifierUri: auth["identifier_uri"],
            tenantId: auth["tenant_id"],
          };
        }),
    ],
  },
  azurerm_monitor_metric_alert: {
    description: "properties.description",
    severity: "properties.severity",
    enabled: "properties.enabled",
    scopes: "properties.scopes",
    frequency: "properties.evaluationFrequency",
    window_size: "properties.windowSize",
    auto_mitigate: "properties.autoMitigate",
    criteria: {
      path: "properties.criteria.allOf",
      each: {
        metric_namespace: "metricNamespace",
        metric_name: "metricName",
        aggregation: "timeAggregation",
        operator: "operator",
        threshold: "threshold",
        skip_metric_validation: "skipMetricValidation",
        dimension: ["dimensions", dimensions],
      },
    },
    action: {
      path: "properties.actions",
      each: { action_group_id: "actionGroupId" },
    },
  },
  azurerm_monitor_activity_log_alert: {
    description: "properties.description",
    enabled: "properties.enabled",
    scopes: "properties.scopes",
    criteria: ["properties.condition", conditions],
    action: {
      path: "properties.actions.actionGroups",
      each: { action_group_id: "actionGroupId" },
    },
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    description: "properties.description",
    severity: "properties.severity",
    enabled: "properties.enabled",
    scopes: "properties.scopes",
    evaluation_frequency: "properties.evaluationFrequency",
    window_duration: "properties.windowSize",
    auto_mitigation_enabled: "properties.autoMitigate",
    skip_query_validation: "properties.skipQueryValidation",
    workspace_alerts_storage_enabled: "properties.checkWorkspaceAlertsStorageConfigured",
    criteria: {
      path: "properties.criteria.allOf",
      each: {
        query: "query",
        operator: "operator",
        threshold: "threshold",
        time_aggregation_method: "timeAggregation",
        metric_measure_column: "metricMeasureColumn",
        dimension: ["dimensions", dimensions],
        failing_periods: {
          path: "failingPeriods",
          one: {
            minimum_failing_periods_to_trigger_alert: "minFailingPeriodsToAlert",
            number_of_evaluation_periods: "numberOfEvaluationPeriods",
          },
        },
      },
    },
    action: {
      path: "properties.actions",
      one: { action_groups: "actionGroups", custom_properties: "customProperties" },
    },
  },
  azurerm_monitor_alert_prometheus_rule_group: {
    cluster_name: "properties.clusterName",
    interval: "properties.interval",
    rule_group_enabled: "properties.enabled",
    scopes: "properties.scopes",
    rule: {
      path: "properties.rules",
      each: {
        alert: "alert",
        annotations: "annotations",
        labels: "labels",
        enabled: "enabled",
        expression: "expression",
        for: "for",
        severity: "severity",
        action: { path: "actions", each: { action_group_id: "actionGroupId" } },
        alert_resolution: {
          path: "resolveConfiguration",
          one: { auto_resolved: "autoResolved", time_to_resolve: "timeToResolve" },
        },
      },
    },
  },
  azurerm_monitor_workspace: { public_network_access_enabled: ["properties.publicNetworkAccess", enabled] },
  azurerm_monitor_data_collection_endpoint: {
    kind: "kind",
    public_network_access_enabled: ["properties.networkAcls.publicNetworkAccess", enabled],
  },
  azurerm_monitor_data_collection_rule: {
    kind: "kind",
    data_collection_endpoint_id: "properties.dataCollectionEndpointId",
    data_flow: {
      path: "properties.dataFlows",
      each: { streams: "streams", destinations: "destinations" },
    },
    data_sources: {
      path: "properties.dataSources",
      one: {
        extension: {
          path: "extensions",
          each: {
            name: "name",
            extension_name: "extensionName",
            streams: "streams",
            extension_json: "extensionSettings",
          },
        },
        prometheus_forwarder: { path: "prometheusForwarder", each: { name: "name", streams: "streams" } },
      },
    },
    destinations: {
      path: "properties.destinations",
      one: {
        log_analytics: {
          path: "logAnalytics",
          each: { name: "name", workspace_resource_id: "workspaceResourceId" },
        },
        monitor_account: {
          path: "monitoringAccounts",
          each: { name: "name", monitor_account_id: "accountResourceId" },
        },
      },
    },
  },
  azurerm_monitor_data_collection_rule_association: {
    target_resource_id: null,
    data_collection_rule_id: "properties.dataCollectionRuleId",
    data_collection_endpoint_id: "properties.dataCollectionEndpointId",
  },
  azurerm_network_watcher_flow_log: {
    network_watcher_name: null,
    target_resource_id: "properties.targetResourceId",
    network_security_group_id: null,
    storage_account_id: "properties.storageId",
    enabled: "properties.enabled",
    version: ["properties.format", (version) => ({ type: "JSON", version })],
    retention_policy: { path: "properties.retentionPolicy", one: { enabled: "enabled", days: "days" } },
    traffic_analytics: {
      path: "properties.flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration",
      one: {
        enabled: "enabled",
        workspace_id: "workspaceId",
        workspace_region: "workspaceRegion",
        workspace_resource_id: "workspaceResourceId",
        interval_in_minutes: "trafficAnalyticsInterval",
      },
    },
  },
};
