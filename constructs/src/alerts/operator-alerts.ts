import type { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import { Construct, type IConstruct } from "constructs";
import { AutomaticCluster } from "../aks/automatic-cluster.js";
import { Cluster } from "../aks/cluster.js";
import { MetricCollection } from "../aks/monitoring.js";
import { Naming } from "../core/naming.js";
import { setPath } from "../core/places.js";
import { report } from "../core/problem.js";
import { ManagedFirewall } from "../firewall/managed-firewall.js";
import { ApplicationGateway } from "../gateway/application-gateway.js";
import { GatewayTls } from "../gateway/gateway-tls.js";
import { GatewayForContainers } from "../ingress/gateway-for-containers.js";
import { MetricAlert } from "../monitor/metric-alert.js";
import { Recipients } from "../monitor/recipients.js";
import { NatGateway } from "../network/nat-gateway.js";
import { ResourceGroup } from "../network/resource-group.js";
import { ActivityAlert, CLUSTER_ACTIVITY } from "./activity-alerts.js";
import { CertificateAlert } from "./certificate-alert.js";
import {
  clusterAlerts,
  firewallAlerts,
  forContainersAlerts,
  gatewayAlerts,
  natGatewayAlerts,
  nodeAlerts,
  type MetricAlertKinds,
} from "./metric-alerts.js";
import { PrometheusAlerts } from "./prometheus-alerts.js";
import { ALERTS_WITHOUT_LOGS } from "./rules.js";

export interface OperatorAlertsProps {
  /** Addresses that get a mail. @default none */
  readonly emails?: readonly string[] | undefined;
  /** Ids of action groups that exist already. @default none: without mails, alerts appear only in Azure Monitor */
  readonly actionGroupIds?: readonly string[] | undefined;
  /** Azure region of the resource group of a new action group, such as `westeurope`. */
  readonly location: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** What an alert rule of a resource needs to know of it. */
interface Watched {
  readonly id: string;
  readonly resourceGroupName: string;
}

/** Alerts on everything that fails without a failed deployment, and whom they notify. */
export class OperatorAlerts extends Construct {
  /** Ids of every action group, the new one among them. */
  readonly actionGroupIds: readonly string[];
  readonly #tags: Readonly<Record<string, string>> | undefined;

  constructor(scope: Construct, id: string, props: OperatorAlertsProps) {
    super(scope, id);
    setPath(this, "alerts");
    this.#tags = props.tags;
    this.actionGroupIds = [...this.#actionGroup(props), ...(props.actionGroupIds ?? [])];
  }

  /**
   * Adds the alerts of all firewalls, gateways of both kinds, NAT gateways and clusters that are created below `root`, next to each, in its
   * resource group and subscription. Call it when the tree is finished.
   *
   * @param options whether the logs of vaults are sent anywhere: alerts on certificates read them
   */
  watch(root: IConstruct, options: { readonly hasLogs: boolean }): void {
    const vaults: string[] = [];
    for (const construct of root.node.findAll()) {
      if (construct instanceof ManagedFirewall)
        this.#onMetrics(construct, construct.resource, firewallAlerts(construct));
      else if (construct instanceof ApplicationGateway)
        this.#onMetrics(construct, construct.resource, gatewayAlerts(construct));
      else if (construct instanceof GatewayForContainers)
        this.#onMetrics(construct, construct.resource, forContainersAlerts());
      else if (construct instanceof NatGateway)
        this.#onMetrics(construct, construct.resource, natGatewayAlerts());
      else if (construct instanceof Cluster) {
        this.#onMetrics(construct, construct.resource, clusterAlerts(construct));
        this.#onActivity(construct, construct.resource);
      } else if (construct instanceof AutomaticCluster) {
        this.#onMetrics(construct, construct.resource, nodeAlerts());
        this.#onActivity(construct, construct.resource);
      } else if (construct instanceof MetricCollection) this.#onPrometheus(construct);
      else if (construct instanceof GatewayTls && construct.vault !== undefined) {
        vaults.push(construct.vaultName ?? construct.node.path);
        if (options.hasLogs) this.#onCertificates(construct, construct.vault);
      }
    }
    report(this, ALERTS_WITHOUT_LOGS.judge({ vaults, ...options }));
  }

  #actionGroup({ location, tags, emails = [] }: OperatorAlertsProps): readonly string[] {
    if (emails.length === 0) return [];
    const { placement } = new ResourceGroup(this, "~group", { location, tags, nameParts: ["alerts"] });
    return new Recipients(this, "~recipients", {
      placement,
      name: Naming.of(this).name(this, "actionGroup", "alerts"),
      shortName: "alerts",
      emails,
    }).actionGroupIds;
  }

  #onMetrics(scope: Construct, { id: scopeId, resourceGroupName }: Watched, kinds: MetricAlertKinds): void {
    for (const [key, kind] of Object.entries(kinds))
      new MetricAlert(scope, idOf(key), {
        scopeId,
        ...kind,
        ...this.#common(scope, key),
        resourceGroupName,
      });
  }

  #onActivity(scope: Construct, { id: scopeId, resourceGroupName }: Watched): void {
    for (const [key, kind] of Object.entries(CLUSTER_ACTIVITY))
      new ActivityAlert(scope, idOf(key), {
        scopeId,
        ...kind,
        ...this.#common(scope, key),
        resourceGroupName,
      });
  }

  #onPrometheus(metrics: MetricCollection): void {
    const { name, actionGroupIds } = this.#common(metrics, "prometheus");
    new PrometheusAlerts(metrics, idOf("prometheus"), { metrics, name, actionGroupIds });
  }

  #onCertificates(tls: GatewayTls, vault: KeyVault): void {
    const { name, actionGroupIds } = this.#common(tls, "certificates");
    const { placement } = tls;
    new CertificateAlert(tls, idOf("certificates"), { vault, placement, name, actionGroupIds });
  }

  #common(
    scope: Construct,
    key: string,
  ): {
    name: string;
    tags: Readonly<Record<string, string>> | undefined;
    actionGroupIds: readonly string[];
  } {
    return {
      name: Naming.of(scope).name(scope, "alert", ...partsOf(scope), key),
      tags: this.#tags,
      actionGroupIds: this.actionGroupIds,
    };
  }
}

/** Id of an alert below its resource. */
function idOf(key: string): string {
  return `alert_${key.replaceAll("-", "_")}`;
}

/** The keys of a resource, as its address has them: hub, firewall. */
function partsOf({ node }: Construct): readonly string[] {
  return node.scopes
    .slice(2)
    .map((scope) => scope.node.id)
    .filter((id) => !id.startsWith("~"))
    .map((id) => id.replaceAll("_", "-"));
}
