import { MonitorDataCollectionEndpoint } from "@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint/index.js";
import { MonitorDataCollectionRule } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule/index.js";
import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association/index.js";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import type { Cluster } from "./cluster.js";

interface MonitoringProps {
  readonly cluster: Cluster;
  readonly placement: Placement;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

const INSIGHTS_STREAM = "Microsoft-ContainerInsights-Group-Default";

/**
 * What the agent collects, and where it goes. With its managed identity the agent sends nothing until a rule is
 * associated with the cluster. Source: Azure Monitor documentation, enable Container insights, Terraform.
 */
export class LogCollection extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps & { readonly workspaceId: string }) {
    super(scope, id);
    const { cluster, placement, nameParts, workspaceId } = props;
    const rule = new MonitorDataCollectionRule(this, "~rule", {
      name: Naming.of(this).name(this, "dataCollectionRule", ...nameParts, "logs"),
      ...placed(placement),
      kind: "Linux",
      dataSources: {
        extension: [
          {
            name: "container-insights",
            extensionName: "ContainerInsights",
            streams: [INSIGHTS_STREAM],
          },
        ],
      },
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: workspaceId }] },
      dataFlow: [{ streams: [INSIGHTS_STREAM], destinations: ["workspace"] }],
    });
    new MonitorDataCollectionRuleAssociation(this, "~association", {
      // The agent looks for this name.
      name: "ContainerInsightsExtension",
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
  }
}

const METRICS_STREAM = "Microsoft-PrometheusMetrics";

/** Prometheus metrics of one cluster, into a workspace that is made or given. */
export class MetricCollection extends Construct {
  readonly cluster: Cluster;
  readonly placement: Placement;
  /** Id of the Azure Monitor workspace. */
  readonly workspaceId: string;

  constructor(
    scope: Construct,
    id: string,
    props: MonitoringProps & { readonly workspaceId?: string | undefined },
  ) {
    super(scope, id);
    const { cluster, placement, nameParts } = props;
    const naming = Naming.of(this);
    this.cluster = cluster;
    this.placement = placement;
    this.workspaceId =
      props.workspaceId ??
      new MonitorWorkspace(this, "~workspace", {
        name: naming.name(this, "monitorWorkspace", ...nameParts),
        ...placed(placement),
      }).id;
    const endpoint = new MonitorDataCollectionEndpoint(this, "~endpoint", {
      name: naming.name(this, "dataCollectionEndpoint", ...nameParts),
      ...placed(placement),
      kind: "Linux",
    });
    const rule = new MonitorDataCollectionRule(this, "~rule", {
      name: naming.name(this, "dataCollectionRule", ...nameParts, "metrics"),
      ...placed(placement),
      kind: "Linux",
      dataCollectionEndpointId: endpoint.id,
      dataSources: { prometheusForwarder: [{ name: "prometheus", streams: [METRICS_STREAM] }] },
      destinations: { monitorAccount: [{ name: "workspace", monitorAccountId: this.workspaceId }] },
      dataFlow: [{ streams: [METRICS_STREAM], destinations: ["workspace"] }],
    });
    new MonitorDataCollectionRuleAssociation(this, "~association", {
      name: "prometheus",
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
  }
}
