/** Alerts on metrics, activity logs and queries, and whom they notify. */
import type { FoundResource } from "../found.js";
import type { Values } from "../values.js";
import { at, defined, found, listAt, picked, textAt, without, type ArmResource } from "./arm-resource.js";

export function metricAlertOfArm(alert: ArmResource): readonly FoundResource[] {
  const { values } = alert;
  const all = listAt(values, "criteria.allOf");
  const isDynamic = (one: unknown): boolean => textAt(one, "criterionType") === "DynamicThresholdCriterion";
  return [
    withoutLocation(
      found("azurerm_monitor_metric_alert", alert, {
        ...picked(values, {
          description: "description",
          severity: "severity",
          enabled: "enabled",
          scopes: "scopes",
          frequency: "evaluationFrequency",
          window_size: "windowSize",
          auto_mitigate: "autoMitigate",
          target_resource_type: "targetResourceType",
          target_resource_location: "targetResourceRegion",
        }),
        criteria: all.filter((one) => !isDynamic(one)).map(criterionOf),
        dynamic_criteria: all.filter(isDynamic).map((one) => ({
          ...criterionOf(one),
          ...picked(one, {
            alert_sensitivity: "alertSensitivity",
            evaluation_total_count: "failingPeriods.numberOfEvaluationPeriods",
            evaluation_failure_count: "failingPeriods.minFailingPeriodsToAlert",
          }),
        })),
        action: listAt(values, "actions").map(actionOf),
      }),
    ),
  ];
}

function criterionOf(criterion: unknown): Values {
  return {
    ...picked(criterion, {
      metric_namespace: "metricNamespace",
      metric_name: "metricName",
      aggregation: "timeAggregation",
      operator: "operator",
      threshold: "threshold",
      skip_metric_validation: "skipMetricValidation",
    }),
    dimension: listAt(criterion, "dimensions").map(dimensionOf),
  };
}

function dimensionOf(dimension: unknown): Values {
  return picked(dimension, { name: "name", operator: "operator", values: "values" });
}

function actionOf(action: unknown): Values {
  return picked(action, { action_group_id: "actionGroupId", webhook_properties: "webHookProperties" });
}

/** Fields of a condition that azurerm has as an argument of one value, and as one of several. */
const FIELDS: Readonly<Record<string, readonly [one: string, several?: string]>> = {
  category: ["category"],
  caller: ["caller"],
  level: ["level", "levels"],
  operationname: ["operation_name"],
  resourcegroup: ["resource_group", "resource_groups"],
  resourceid: ["resource_id", "resource_ids"],
  resourceprovider: ["resource_provider", "resource_providers"],
  resourcetype: ["resource_type", "resource_types"],
  status: ["status", "statuses"],
  substatus: ["sub_status", "sub_statuses"],
};

/** Fields of the blocks of a condition on the health of resources or of Azure itself. */
const HEALTH: Readonly<Record<string, readonly [block: string, argument: string]>> = {
  "properties.cause": ["resource_health", "reason"],
  "properties.currenthealthstatus": ["resource_health", "current"],
  "properties.previoushealthstatus": ["resource_health", "previous"],
  "properties.incidenttype": ["service_health", "events"],
};

export function activityLogAlertOfArm(alert: ArmResource): readonly FoundResource[] {
  const { values } = alert;
  return [
    found("azurerm_monitor_activity_log_alert", alert, {
      ...picked(values, { description: "description", enabled: "enabled", scopes: "scopes" }),
      criteria: [conditionOf(listAt(values, "condition.allOf"))],
      action: listAt(values, "actions.actionGroups").map(actionOf),
    }),
  ];
}

function conditionOf(conditions: readonly unknown[]): Values {
  const result: Record<string, unknown> = {};
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const condition of conditions) {
    const any = listAt(condition, "anyOf");
    const field = textAt(any[0] ?? condition, "field")?.toLowerCase() ?? "";
    const texts = [condition, ...any].flatMap((one) => textAt(one, "equals") ?? []);
    const [one, several] = FIELDS[field] ?? [];
    const [block, argument] = HEALTH[field] ?? [];
    if (one !== undefined) {
      if (several !== undefined && any.length > 0) result[several] = texts;
      else result[one] = texts[0];
    } else if (block !== undefined && argument !== undefined)
      blocks[block] = { ...blocks[block], [argument]: texts };
  }
  return {
    ...result,
    ...Object.fromEntries(Object.entries(blocks).map(([name, values]) => [name, [values]])),
  };
}

export function queryAlertOfArm(alert: ArmResource): readonly FoundResource[] {
  const { values } = alert;
  const action = picked(at(values, "actions"), {
    action_groups: "actionGroups",
    custom_properties: "customProperties",
  });
  return [
    found("azurerm_monitor_scheduled_query_rules_alert_v2", alert, {
      ...picked(values, {
        display_name: "displayName",
        description: "description",
        severity: "severity",
        enabled: "enabled",
        scopes: "scopes",
        evaluation_frequency: "evaluationFrequency",
        window_duration: "windowSize",
        query_time_range_override: "overrideQueryTimeRange",
        mute_actions_after_alert_duration: "muteActionsDuration",
        auto_mitigation_enabled: "autoMitigate",
        skip_query_validation: "skipQueryValidation",
        workspace_alerts_storage_enabled: "checkWorkspaceAlertsStorageConfigured",
        target_resource_types: "targetResourceTypes",
      }),
      criteria: listAt(values, "criteria.allOf").map(queryCriterionOf),
      action: Object.keys(action).length === 0 ? [] : [action],
    }),
  ];
}

function queryCriterionOf(criterion: unknown): Values {
  const failing = picked(at(criterion, "failingPeriods"), {
    minimum_failing_periods_to_trigger_alert: "minFailingPeriodsToAlert",
    number_of_evaluation_periods: "numberOfEvaluationPeriods",
  });
  return {
    ...picked(criterion, {
      query: "query",
      operator: "operator",
      threshold: "threshold",
      time_aggregation_method: "timeAggregation",
      metric_measure_column: "metricMeasureColumn",
      resource_id_column: "resourceIdColumn",
    }),
    dimension: listAt(criterion, "dimensions").map(dimensionOf),
    failing_periods: Object.keys(failing).length === 0 ? [] : [failing],
  };
}

export function prometheusRulesOfArm(group: ArmResource): readonly FoundResource[] {
  const { values } = group;
  return [
    found("azurerm_monitor_alert_prometheus_rule_group", group, {
      ...picked(values, {
        cluster_name: "clusterName",
        description: "description",
        interval: "interval",
        rule_group_enabled: "enabled",
        scopes: "scopes",
      }),
      rule: listAt(values, "rules").map(prometheusRuleOf),
    }),
  ];
}

function prometheusRuleOf(rule: unknown): Values {
  const resolution = picked(at(rule, "resolveConfiguration"), {
    auto_resolved: "autoResolved",
    time_to_resolve: "timeToResolve",
  });
  return {
    ...picked(rule, {
      alert: "alert",
      record: "record",
      enabled: "enabled",
      expression: "expression",
      for: "for",
      severity: "severity",
      annotations: "annotations",
      labels: "labels",
    }),
    action: listAt(rule, "actions").map((action) =>
      picked(action, { action_group_id: "actionGroupId", action_properties: "actionProperties" }),
    ),
    alert_resolution: Object.keys(resolution).length === 0 ? [] : [resolution],
  };
}

const COMMON_RECEIVER = { name: "name", use_common_alert_schema: "useCommonAlertSchema" };

export function actionGroupOfArm(group: ArmResource): readonly FoundResource[] {
  const { values } = group;
  const location = textAt(values, "location")?.toLowerCase();
  return [
    found("azurerm_monitor_action_group", group, {
      ...picked(values, { short_name: "groupShortName", enabled: "enabled" }),
      location: location === "global" ? undefined : location,
      email_receiver: listAt(values, "emailReceivers").map((one) =>
        picked(one, { ...COMMON_RECEIVER, email_address: "emailAddress" }),
      ),
      azure_function_receiver: listAt(values, "azureFunctionReceivers").map((one) =>
        picked(one, {
          ...COMMON_RECEIVER,
          function_app_resource_id: "functionAppResourceId",
          function_name: "functionName",
          http_trigger_url: "httpTriggerUrl",
        }),
      ),
      webhook_receiver: listAt(values, "webhookReceivers").map(webhookOf),
      arm_role_receiver: listAt(values, "armRoleReceivers").map((one) =>
        picked(one, { ...COMMON_RECEIVER, role_id: "roleId" }),
      ),
      sms_receiver: listAt(values, "smsReceivers").map((one) =>
        picked(one, { name: "name", country_code: "countryCode", phone_number: "phoneNumber" }),
      ),
    }),
  ];
}

function webhookOf(receiver: unknown): Values {
  const auth = picked(receiver, {
    object_id: "objectId",
    identifier_uri: "identifierUri",
    tenant_id: "tenantId",
  });
  return defined({
    ...picked(receiver, { ...COMMON_RECEIVER, service_uri: "serviceUri" }),
    aad_auth: at(receiver, "useAadAuth") === true ? [auth] : [],
  });
}

/** Alerts on metrics are global: azurerm has no location of them. */
function withoutLocation(resource: FoundResource): FoundResource {
  return { ...resource, values: without(resource.values, "location") };
}
