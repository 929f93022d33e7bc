import { expect, test } from "vitest";
import { OperatorAlerts, type SpokeClusterProps } from "../../src/index.js";
import type { FirewallTier } from "../../src/internal.js";
import { cluster, hub, spoke } from "../support/builders.js";
import { block, synth, type Synthesized } from "../support/synth.js";

const METRIC = "azurerm_monitor_metric_alert";
const GROUP = "an-action-group";

/** A platform of one cluster and one gateway, with alerts. */
function watched(
  props: Partial<SpokeClusterProps> = {},
  { tier = "Standard", emails = [] }: { tier?: FirewallTier; emails?: string[] } = {},
): Synthesized {
  return synth((stack) => {
    const shop = spoke(hub(stack, { firewall: { publicIps: 20, tier } }));
    shop.addGateway("edge", { instances: { min: 2, max: 8 } });
    cluster(shop, props);
    const alerts = new OperatorAlerts(stack, "operators", {
      location: "westeurope",
      emails,
      actionGroupIds: [GROUP],
    });
    alerts.watch(stack, { hasLogs: false });
  });
}

function thresholdOf(json: Synthesized, name: string): unknown {
  return block(json.resource(METRIC, name)["criteria"])["threshold"];
}

test("a firewall, a gateway and a cluster have their alerts next to them", () => {
  expect(watched().addresses(METRIC)).toEqual(
    [
      "hub_firewall_alert_health",
      "hub_firewall_alert_snat_ports",
      "hub_firewall_alert_throughput",
      "shop_gateway_edge_alert_capacity_units",
      "shop_gateway_edge_alert_unhealthy_hosts",
      "shop_main_alert_nodes",
    ].map((name) => `${METRIC}.${name}`),
  );
});

test("alerts notify the existing action groups, and a new one with the mail addresses", () => {
  const only = watched().resource(METRIC, "hub_firewall_alert_health");
  expect(only["action"]).toEqual([{ action_group_id: GROUP }]);
  const json = watched({}, { emails: ["on-call@contoso.example"] });
  expect(json.resource(METRIC, "hub_firewall_alert_health")["action"]).toEqual([
    { action_group_id: "${azurerm_monitor_action_group.operators.id}" },
    { action_group_id: GROUP },
  ]);
  expect(watched().addresses("azurerm_monitor_action_group")).toEqual([]);
});

test.each([
  ["Basic", 225e6],
  ["Standard", 27e9],
  ["Premium", 90e9],
] as const)("a firewall of tier %s is full at nine tenths of what it can", (tier, threshold) => {
  const publicIps = tier === "Basic" ? { egress: { type: "load-balancer" } as const } : {};
  expect(thresholdOf(watched(publicIps, { tier }), "hub_firewall_alert_throughput")).toBe(threshold);
});

test("a gateway is full at three quarters of ten capacity units per instance", () => {
  expect(thresholdOf(watched(), "shop_gateway_edge_alert_capacity_units")).toBe(60);
});

test("ports of a load balancer are counted where the file says how many a node has, and failures otherwise", () => {
  const counted = watched({ egress: { type: "load-balancer", outboundPorts: 1000 } });
  expect(thresholdOf(counted, "shop_main_alert_snat_ports")).toBe(800);
  const failures = watched({ egress: { type: "load-balancer" } }).resource(
    METRIC,
    "shop_main_alert_snat_failures",
  );
  expect(block(failures["criteria"])["dimension"]).toEqual([
    { name: "ConnectionState", operator: "Include", values: ["Failed"] },
  ]);
  expect(failures["scopes"]).toEqual([
    "${azurerm_kubernetes_cluster.shop_main.node_resource_group_id}/providers/Microsoft.Network/loadBalancers/kubernetes",
  ]);
});

test("Prometheus rules are about one cluster, and each notifies", () => {
  const json = watched({ addOns: { metrics: {} } });
  const group = json.resource(
    "azurerm_monitor_alert_prometheus_rule_group",
    "shop_main_metrics_alert_prometheus",
  );
  expect(group["scopes"]).toEqual([
    "${azurerm_monitor_workspace.shop_main_metrics.id}",
    "${azurerm_kubernetes_cluster.shop_main.id}",
  ]);
  expect(block(group["rule"])).toMatchObject({ enabled: true, action: [{ action_group_id: GROUP }] });
});
