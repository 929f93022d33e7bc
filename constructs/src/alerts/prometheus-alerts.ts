import { MonitorAlertPrometheusRuleGroup } from "@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group/index.js";
import { Construct } from "constructs";
import type { MetricCollection } from "../aks/monitoring.js";
import { placed } from "../core/placement.js";

interface PrometheusAlert {
  /** Text of the notification: what happened, and what to do. */
  readonly description: string;
  /** In PromQL, of metrics that the managed agent collects without a setting. */
  readonly expression: string;
  /** How long the expression has to have an answer, as ISO 8601. */
  readonly after: string;
  /** 0 (critical) to 4 (verbose). */
  readonly severity: 0 | 1 | 2 | 3 | 4;
}

/** What fails in a cluster without a failed resource. Names as in Azure Monitor's recommended alert rules for Kubernetes. */
const ALERTS: Readonly<Record<string, PrometheusAlert>> = {
  KubePodCrashLooping: {
    description: "A container crashes and is restarted again and again. See kubectl logs --previous.",
    expression: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) >= 1',
    after: "PT15M",
    severity: 3,
  },
  KubeContainerOOMKilledCount: {
    description: "A container was killed for want of memory. Raise its memory limit.",
    expression:
      'sum by (cluster, namespace, pod, container) (kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}) > 0',
    after: "PT5M",
    severity: 3,
  },
  KubeDeploymentReplicasMismatch: {
    description: "A deployment has had fewer ready replicas than it asks for, for a quarter of an hour.",
    expression: "kube_deployment_spec_replicas > kube_deployment_status_replicas_ready",
    after: "PT15M",
    severity: 3,
  },
  KubeNodeUnreachable: {
    description: "The control plane cannot reach a node: its pods are started elsewhere.",
    expression: 'kube_node_spec_taint{key="node.kubernetes.io/unreachable", effect="NoSchedule"} == 1',
    after: "PT15M",
    severity: 2,
  },
  KubePVUsageHigh: {
    description: "A persistent volume is used to more than four fifths. Enlarge its claim.",
    expression: "kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes > 0.8",
    after: "PT5M",
    severity: 2,
  },
};

export interface PrometheusAlertsProps {
  readonly metrics: MetricCollection;
  /** Name of the rule group. */
  readonly name: string;
  /** Ids of the action groups to notify. */
  readonly actionGroupIds: readonly string[];
}

/** Alerts on the Prometheus metrics of one cluster, as one rule group. */
export class PrometheusAlerts extends Construct {
  constructor(scope: Construct, id: string, { metrics, name, actionGroupIds }: PrometheusAlertsProps) {
    super(scope, id);
    const { cluster, placement, workspaceId } = metrics;
    new MonitorAlertPrometheusRuleGroup(this, "~rule_group", {
      name,
      ...placed(placement),
      clusterName: cluster.resource.name,
      // The workspace, and the only cluster in it that the rules are about.
      scopes: [workspaceId, cluster.clusterId],
      interval: "PT1M",
      ruleGroupEnabled: true,
      rule: Object.entries(ALERTS).map(([alert, { description, expression, after, severity }]) => ({
        alert,
        expression,
        for: after,
        severity,
        enabled: true,
        annotations: { description },
        alertResolution: { autoResolved: true, timeToResolve: "PT10M" },
        action: actionGroupIds.map((actionGroupId) => ({ actionGroupId })),
      })),
    });
  }
}
