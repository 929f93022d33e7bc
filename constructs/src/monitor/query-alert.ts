import {
  MonitorScheduledQueryRulesAlertV2,
  type MonitorScheduledQueryRulesAlertV2Action,
} from "@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2/index.js";
import { Construct } from "constructs";
import { placed, type Placement } from "../core/placement.js";

/** What makes a query's answer an alarm. */
export type QueryThreshold =
  /** Any row. */
  | { readonly type: "rows" }
  /** No row at all. A query that splits by a column never shows this: a value without rows has no dimension. */
  | { readonly type: "noRows" }
  /** A row whose column has at least this value. */
  | { readonly type: "atLeast"; readonly column: string; readonly value: number };

export interface QueryAlertProps {
  readonly placement: Placement;
  /** Ends the name of the alert rule. */
  readonly name: string;
  /** Text of the notification: what happened, and what to do. */
  readonly description: string;
  /** 0 (critical) to 4 (verbose). */
  readonly severity: 0 | 1 | 2 | 3 | 4;
  /** Id of the Application Insights component or workspace that is asked. */
  readonly scopeId: string;
  /** In the Kusto Query Language; `timestamp` is limited to the window from outside. */
  readonly query: string;
  readonly threshold: QueryThreshold;
  /** Column that splits the alarm: each of its values is an alarm of its own. @default one alarm for all */
  readonly per?: string | undefined;
  /** How much of the past a query sees, as ISO 8601: `PT30M`. */
  readonly window: string;
  /** How often it is asked, as ISO 8601. */
  readonly every: string;
  /** Ids of the action groups to notify. @default none: the alarm appears only in Azure Monitor */
  readonly actionGroupIds?: readonly string[] | undefined;
  /**
   * Whether the rule remembers that it has fired. A stateful one acts once, and again only after it has resolved; a
   * stateless one acts at every evaluation that meets the condition, and resolves nothing. Source: Azure Monitor
   * documentation, "Alerts and state".
   * @default "stateful"
   */
  readonly state?: "stateful" | "stateless" | undefined;
  /**
   * Whether the rule may be created before the table that it reads: Log Analytics creates some with their first row, and
   * Azure Monitor refuses a query of a table that does not exist, unless the rule skips validation.
   * @default the table has to exist
   */
  readonly table?: "exists" | "may-be-missing" | undefined;
  /** What the action groups' calls carry besides, by name. @default nothing */
  readonly customProperties?: Readonly<Record<string, string>> | undefined;
}

/** An alarm on what a Kusto query finds. A stateful one resolves itself when the query finds nothing any more. */
export class QueryAlert extends Construct {
  readonly resource: MonitorScheduledQueryRulesAlertV2;

  constructor(scope: Construct, id: string, props: QueryAlertProps) {
    super(scope, id);
    const { threshold, per, actionGroupIds = [], state = "stateful" } = props;
    this.resource = new MonitorScheduledQueryRulesAlertV2(this, "~scheduled_query_rules_alert", {
      name: props.name,
      ...placed(props.placement),
      description: props.description,
      severity: props.severity,
      scopes: [props.scopeId],
      evaluationFrequency: props.every,
      windowDuration: props.window,
      autoMitigationEnabled: state === "stateful",
      ...(props.table === "may-be-missing" ? { skipQueryValidation: true } : {}),
      criteria: [
        {
          query: props.query,
          ...measure(threshold),
          ...(per === undefined ? {} : { dimension: [{ name: per, operator: "Include", values: ["*"] }] }),
          failingPeriods: { numberOfEvaluationPeriods: 1, minimumFailingPeriodsToTriggerAlert: 1 },
        },
      ],
      ...(actionGroupIds.length === 0 ? {} : { action: actionOf(actionGroupIds, props.customProperties) }),
    });
  }
}

function actionOf(
  actionGroupIds: readonly string[],
  customProperties: QueryAlertProps["customProperties"],
): MonitorScheduledQueryRulesAlertV2Action {
  return {
    actionGroups: [...actionGroupIds],
    ...(customProperties === undefined ? {} : { customProperties: { ...customProperties } }),
  };
}

function measure(threshold: QueryThreshold): {
  timeAggregationMethod: string;
  operator: string;
  threshold: number;
  metricMeasureColumn?: string;
} {
  switch (threshold.type) {
    case "rows":
      return { timeAggregationMethod: "Count", operator: "GreaterThan", threshold: 0 };
    case "noRows":
      return { timeAggregationMethod: "Count", operator: "LessThan", threshold: 1 };
    case "atLeast":
      return {
        timeAggregationMethod: "Maximum",
        operator: "GreaterThanOrEqual",
        threshold: threshold.value,
        metricMeasureColumn: threshold.column,
      };
  }
}
