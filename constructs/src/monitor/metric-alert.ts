import { MonitorMetricAlert } from "@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js";
import { Construct } from "constructs";

/** A platform metric of Azure Monitor, and the value that is alarming. */
export interface MetricThreshold {
  /** Azure Resource Manager type, such as `Microsoft.Network/azureFirewalls`. */
  readonly namespace: string;
  /** Name in the REST API. */
  readonly metric: string;
  readonly aggregation: "Average" | "Total";
  readonly operator: "GreaterThan" | "GreaterThanOrEqual" | "LessThan";
  /** In the unit of the metric. */
  readonly threshold: number;
  /** Values that count, by dimension; `*` alone: each value is an alarm of its own. @default all values together */
  readonly dimensions?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface MetricAlertProps extends MetricThreshold {
  /** Ends the name of the alert rule. */
  readonly name: string;
  /** Text of the notification: what happened, and what to do. */
  readonly description: string;
  /** 0 (critical) to 4 (verbose). */
  readonly severity: 0 | 1 | 2 | 3 | 4;
  /** Id of the resource that has the metric. */
  readonly scopeId: string;
  /** Resource group of the rule, in the subscription of the resource. */
  readonly resourceGroupName: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Ids of the action groups to notify. @default none: the alarm appears only in Azure Monitor */
  readonly actionGroupIds?: readonly string[] | undefined;
}

/** Five minutes: a reading is lost or late now and then, so that one minute alone decides nothing. */
const WINDOW = "PT5M";

/** An alert on a metric that Azure Monitor has without a setting. It resolves itself when the metric is back in its limits. */
export class MetricAlert extends Construct {
  readonly resource: MonitorMetricAlert;

  constructor(scope: Construct, id: string, props: MetricAlertProps) {
    super(scope, id);
    const { dimensions = {}, actionGroupIds = [], tags = {} } = props;
    this.resource = new MonitorMetricAlert(this, "~metric_alert", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
      description: props.description,
      severity: props.severity,
      scopes: [props.scopeId],
      frequency: WINDOW,
      windowSize: WINDOW,
      criteria: [
        {
          metricNamespace: props.namespace,
          metricName: props.metric,
          aggregation: props.aggregation,
          operator: props.operator,
          threshold: props.threshold,
          dimension: Object.entries(dimensions).map(([name, values]) => ({
            name,
            operator: "Include",
            values: [...values],
          })),
        },
      ],
      action: actionGroupIds.map((actionGroupId) => ({ actionGroupId })),
    });
  }
}
