import {
  MonitorActivityLogAlert,
  type MonitorActivityLogAlertCriteria,
} from "@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js";
import { Construct } from "constructs";

/** An event of the activity log that is an alarm. */
export interface ActivityAlertKind {
  /** Text of the notification: what happened, and what to do. */
  readonly description: string;
  readonly criteria: MonitorActivityLogAlertCriteria;
}

/** A cluster or a pool of it that could not be created, upgraded or scaled, and a control plane that does not answer. */
export const CLUSTER_ACTIVITY: Readonly<Record<string, ActivityAlertKind>> = {
  "failed-operations": {
    description:
      "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list.",
    criteria: {
      category: "Administrative",
      resourceTypes: [
        "Microsoft.ContainerService/managedClusters",
        "Microsoft.ContainerService/managedClusters/agentPools",
      ],
      status: "Failed",
    },
  },
  availability: {
    description: "Azure reports the cluster as degraded or unavailable: see its Resource Health.",
    criteria: { category: "ResourceHealth", resourceHealth: { current: ["Degraded", "Unavailable"] } },
  },
};

export interface ActivityAlertProps extends ActivityAlertKind {
  /** Name of the alert rule. */
  readonly name: string;
  /** Id of the resource; events of its children count. */
  readonly scopeId: string;
  /** Resource group of the rule, in the subscription of the resource. */
  readonly resourceGroupName: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Ids of the action groups to notify. */
  readonly actionGroupIds: readonly string[];
}

/** An alert on the activity log, which is not charged. A subscription has 100 of them at most. */
export class ActivityAlert extends Construct {
  constructor(scope: Construct, id: string, props: ActivityAlertProps) {
    super(scope, id);
    const { tags = {} } = props;
    new MonitorActivityLogAlert(this, "~activity_log_alert", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: "global",
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
      description: props.description,
      scopes: [props.scopeId],
      criteria: props.criteria,
      action: props.actionGroupIds.map((actionGroupId) => ({ actionGroupId })),
    });
  }
}
