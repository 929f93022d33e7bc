import { Op, Token } from "cdktf";
import { knownNumber, knownText } from "../core/known.js";
import type { Cluster } from "../aks/cluster.js";
import type { ManagedFirewall } from "../firewall/managed-firewall.js";
import type { FirewallTier } from "../firewall/firewall.js";
import type { ApplicationGateway } from "../gateway/application-gateway.js";
import type { MetricAlertProps } from "../monitor/metric-alert.js";

/** An alert on a metric, as far as its kind of resource decides it. */
export type MetricAlertKind = Omit<
  MetricAlertProps,
  "name" | "resourceGroupName" | "tags" | "actionGroupIds" | "scopeId"
> & {
  /** @default the resource itself */
  readonly scopeId?: string;
};

/** Alerts by the last part of their names and addresses. */
export type MetricAlertKinds = Readonly<Record<string, MetricAlertKind>>;

/** Percent of SNAT ports in use; at 95 the firewall's health is degraded. Source: Azure Firewall metrics and alerts. */
const SNAT_PERCENT = 80;

/** Percent of health: a firewall with problems has 50 or less. */
const HEALTH_PERCENT = 90;

/** Bits per second of a firewall that has scaled out. Source: Azure Firewall documentation, performance by tier. */
const THROUGHPUT: Readonly<Record<FirewallTier, number>> = {
  Basic: 250e6,
  Standard: 30e9,
  Premium: 100e9,
};

/** Capacity units that an instance can handle. Source: Application Gateway documentation, scaling and zone redundancy. */
const CAPACITY_UNITS_PER_INSTANCE = 10;

/** Share of the largest capacity. Source: Application Gateway documentation, high-traffic support. */
const CAPACITY_SHARE = 0.75;

/** Share of the largest throughput: nine tenths, as in Azure Monitor Baseline Alerts. */
const THROUGHPUT_SHARE = 0.9;

const FIREWALL = "Microsoft.Network/azureFirewalls";
const GATEWAY = "Microsoft.Network/applicationGateways";
const FOR_CONTAINERS = "Microsoft.ServiceNetworking/trafficControllers";
const NAT_GATEWAY = "Microsoft.Network/natGateways";
const LOAD_BALANCER = "Microsoft.Network/loadBalancers";
const CLUSTER = "Microsoft.ContainerService/managedClusters";

/* Names, units, aggregations and dimensions. Source: Azure Monitor documentation, supported metrics. */

const SNAT_PORTS: MetricAlertKind = {
  description: `More than ${SNAT_PERCENT} % of the firewall's SNAT ports are in use; without any, connections to the Internet fail. Give hub.firewall more publicIps.`,
  severity: 1,
  namespace: FIREWALL,
  metric: "SNATPortUtilization",
  aggregation: "Average",
  operator: "GreaterThan",
  threshold: SNAT_PERCENT,
};

/** A firewall that runs out of ports or of throughput, or is not well. */
export function firewallAlerts({ tier, publicIpCount }: ManagedFirewall): MetricAlertKinds {
  const throughput = THROUGHPUT_SHARE * (throughputOf(tier) ?? THROUGHPUT.Standard);
  return {
    // Without public addresses it translates to none.
    ...(publicIpCount === 0 ? {} : { "snat-ports": SNAT_PORTS }),
    health: {
      description:
        "The firewall is degraded: see the dimension Reason of its health, and Resource Health. Nothing leaves without it.",
      severity: 0,
      namespace: FIREWALL,
      metric: "FirewallHealth",
      aggregation: "Average",
      operator: "LessThan",
      threshold: HEALTH_PERCENT,
    },
    throughput: {
      description:
        "The firewall handles nine tenths of what its tier can: beyond it packets are lost. Take a larger tier, or split the traffic.",
      severity: 2,
      namespace: FIREWALL,
      metric: "Throughput",
      aggregation: "Average",
      operator: "GreaterThan",
      threshold: throughput,
    },
  };
}

function throughputOf(tier: FirewallTier): number | undefined {
  const known = knownText(tier);
  return Object.entries(THROUGHPUT).find(([name]) => name === known)?.[1];
}

/** A gateway whose backends fail their probes, or that nears its largest size. */
export function gatewayAlerts({ maxInstances }: ApplicationGateway): MetricAlertKinds {
  return {
    "unhealthy-hosts": {
      description:
        "Backends of a pool have failed their probes for five minutes. See the gateway's backend health, and its route table.",
      severity: 1,
      namespace: GATEWAY,
      metric: "UnhealthyHostCount",
      aggregation: "Average",
      // One host during the whole window: one that is replaced fails for a minute only.
      operator: "GreaterThanOrEqual",
      threshold: 1,
      dimensions: { BackendSettingsPool: ["*"] },
    },
    "capacity-units": {
      description:
        "The gateway uses three quarters of the capacity units of all its instances. Raise the number of instances.",
      severity: 2,
      namespace: GATEWAY,
      metric: "CapacityUnits",
      aggregation: "Average",
      operator: "GreaterThan",
      threshold: multiple(CAPACITY_SHARE * CAPACITY_UNITS_PER_INSTANCE, maxInstances),
    },
  };
}

/** An Application Gateway for Containers of which a service has no healthy pod. Azure scales it by itself. */
export function forContainersAlerts(): MetricAlertKinds {
  return {
    "healthy-targets": {
      description:
        "No pod of a service has passed its probes for five minutes. See the HealthCheckPolicy, and the security group of the nodes.",
      severity: 1,
      namespace: FOR_CONTAINERS,
      metric: "BackendHealthyTargets",
      aggregation: "Average",
      operator: "LessThan",
      threshold: 1,
      dimensions: { BackendService: ["*"] },
    },
  };
}

/** A NAT gateway that refuses connections. It has no metric of the ports in use: it reuses them per destination. */
export function natGatewayAlerts(): MetricAlertKinds {
  return {
    "snat-failures": {
      description:
        "Connections failed for want of SNAT ports. Give the NAT gateway more publicIps, or a publicIpPrefix.",
      severity: 1,
      namespace: NAT_GATEWAY,
      metric: "SNATConnectionCount",
      aggregation: "Total",
      operator: "GreaterThan",
      threshold: 0,
      dimensions: { ConnectionState: ["Failed"] },
    },
  };
}

/** Nodes that are not ready, of clusters of either kind. */
export function nodeAlerts(): MetricAlertKinds {
  return {
    nodes: {
      description: "A node of the cluster is not ready. See its events: kubectl describe node.",
      severity: 3,
      namespace: CLUSTER,
      metric: "kube_node_status_condition",
      aggregation: "Average",
      operator: "GreaterThan",
      threshold: 0,
      dimensions: { condition: ["Ready"], status2: ["NotReady", "Unknown"], node: ["*"] },
    },
  };
}

/** Nodes that are not ready, and the SNAT ports of the load balancer that AKS creates. */
export function clusterAlerts({ resource, outbound }: Cluster): MetricAlertKinds {
  const nodes = nodeAlerts();
  if (outbound.type !== "load-balancer") return nodes;
  // The name that AKS gives it. Source: AKS documentation, use a public standard load balancer.
  const scopeId = `${resource.nodeResourceGroupId}/providers/Microsoft.Network/loadBalancers/kubernetes`;
  return { ...nodes, ...loadBalancerAlerts(scopeId, outbound.outboundPorts) };
}

/** By the ports that each node has. Where AKS decides, their number follows from the nodes, so that failures count. */
function loadBalancerAlerts(scopeId: string, ports: number | undefined): MetricAlertKinds {
  const common = { severity: 1, scopeId, namespace: LOAD_BALANCER, operator: "GreaterThan" } as const;
  if (ports === undefined || knownNumber(ports) === 0)
    return {
      "snat-failures": {
        ...common,
        description:
          "Connections of nodes failed for want of SNAT ports. Give the cluster's egress more publicIps, or outboundPorts.",
        metric: "SnatConnectionCount",
        aggregation: "Total",
        threshold: 0,
        dimensions: { ConnectionState: ["Failed"] },
      },
    };
  return {
    "snat-ports": {
      ...common,
      description: `A node uses more than ${SNAT_PERCENT} % of its SNAT ports. Raise the outboundPorts of the cluster's egress.`,
      metric: "UsedSnatPorts",
      aggregation: "Average",
      threshold: multiple(SNAT_PERCENT / 100, ports),
      dimensions: { BackendIPAddress: ["*"] },
    },
  };
}

/** A multiple of a number that may be a variable of a module. */
function multiple(factor: number, number: number): number {
  return Token.isUnresolved(number) ? Token.asNumber(Op.mul(factor, number)) : factor * number;
}
