import { expect, test } from "vitest";
import { Cidr, Hub } from "../src/index.js";
import { NatGateway, PublishedServices, type AzureFirewall } from "../src/internal.js";
import { block, synth, type Block } from "./support/synth.js";
import { cluster, KUBENET, LOCATION } from "./support/builders.js";
import { one, runtime } from "./support/route-sync.js";

// The platform file fills in its own defaults, so that no example shows those of the constructs.

/** A platform that leaves out whatever may be left out. */
const platform = synth((stack) => {
  const hub = new Hub(stack, "hub", {
    location: "northeurope",
    addressSpace: [Cidr.of("10.0.0.0/22")],
    firewall: {},
  });
  const spoke = hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] });
  const gateway = spoke.addGateway("edge", {});
  const main = cluster(spoke, {
    network: KUBENET,
    nodePools: [
      { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } },
      { name: "work", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } },
    ],
  });
  gateway.addAgicAddon(main);
  new NatGateway(spoke, "nat", { placement: spoke.resourceGroup.placement, nameParts: ["shop"] });
  new PublishedServices(hub, "publish", {
    firewall: hub.firewall as AzureFirewall,
    services: [{ name: "api", port: 443, target: "10.1.254.10" }],
    nameParts: ["hub"],
  });
});

const sync = runtime(one);

test.each([
  ["azurerm_web_application_firewall_policy.shop_gateway_edge", "policy_settings.mode", "Prevention"],
  ["azurerm_web_application_firewall_policy.shop_gateway_edge", "policy_settings.enabled", true],
  ["azurerm_application_gateway.shop_gateway_edge", "sku.tier", "WAF_v2"],
  ["azurerm_application_gateway.shop_gateway_edge", "ssl_policy.policy_name", "AppGwSslPolicy20220101"],
  ["azurerm_firewall.hub_firewall", "sku_tier", "Standard"],
  ["azurerm_firewall_policy.hub_firewall", "sku", "Standard"],
  ["azurerm_firewall_policy.hub_firewall", "dns", undefined],
  ["azurerm_firewall.hub_firewall", "zones", undefined],
  ["azurerm_kubernetes_cluster.shop_main", "sku_tier", "Standard"],
  ["azurerm_kubernetes_cluster.shop_main", "kubernetes_version", undefined],
  ["azurerm_kubernetes_cluster.shop_main", "default_node_pool.upgrade_settings.max_surge", "33%"],
  ["azurerm_kubernetes_cluster.shop_main", "default_node_pool.zones", undefined],
  ["azurerm_kubernetes_cluster.shop_main", "network_profile.dns_service_ip", "172.16.0.10"],
  ["azurerm_kubernetes_cluster.shop_main", "network_profile.network_policy", undefined],
  ["azurerm_kubernetes_cluster_node_pool.shop_main_work", "mode", "User"],
  ["azurerm_kubernetes_cluster_node_pool.shop_main_work", "os_type", "Linux"],
  ["azurerm_nat_gateway.shop_nat", "idle_timeout_in_minutes", 4],
  ["azurerm_nat_gateway.shop_nat", "sku_name", "Standard"],
  ["azurerm_nat_gateway.shop_nat", "zones", undefined],
  ["azurerm_subnet.shop_main_system", "default_outbound_access_enabled", false],
  ["azurerm_subnet.hub_AzureFirewallSubnet", "default_outbound_access_enabled", false],
  ["azurerm_route_table.shop_main", "bgp_route_propagation_enabled", false],
  ["azurerm_resource_group.shop", "location", "northeurope"],
  ["azurerm_virtual_network.shop", "dns_servers", undefined],
  ["azurerm_virtual_network_peering.shop_peering_from_hub", "allow_gateway_transit", false],
  ["azurerm_virtual_network_peering.shop_peering_to_hub", "use_remote_gateways", false],
])("%s: %s is %j unless something else is asked for", (address, path, value) => {
  expect(at(platform.json, address, path)).toEqual(value);
});

test("a firewall has one public address, and so does a NAT gateway", () => {
  expect(platform.addresses("azurerm_public_ip")).toEqual(
    ["hub_firewall_1", "shop_gateway_edge", "shop_nat_nat_1"].map((name) => `azurerm_public_ip.${name}`),
  );
});

test("a published service keeps its port, over TCP, at the first address, for any source", () => {
  const group = platform.resource("azurerm_firewall_policy_rule_collection_group", "hub_publish");
  expect(block(block(group["nat_rule_collection"])["rule"])).toEqual({
    name: "api",
    protocols: ["TCP"],
    source_addresses: ["*"],
    destination_address: "${azurerm_public_ip.hub_firewall_1.ip_address}",
    destination_ports: ["443"],
    translated_address: "10.1.254.10",
    translated_port: 443,
  });
});

const APP = "azurerm_function_app_flex_consumption.sync_app";

test.each([
  [APP, "site_config.ip_restriction_default_action", "Deny"],
  [APP, "site_config.ip_restriction.service_tag", "ActionGroup"],
  [APP, "site_config.scm_ip_restriction_default_action", "Deny"],
  [APP, "site_config.scm_ip_restriction", undefined],
  [APP, "instance_memory_in_mb", 512],
  [APP, "runtime_version", "22"],
  [APP, "virtual_network_subnet_id", undefined],
  [APP, "app_settings.ROUTE_SYNC_SWEEP", "0 */5 * * * *"],
  ["azurerm_monitor_action_group.sync_wake_up", "webhook_receiver", undefined],
  ["azurerm_monitor_action_group.sync_wake_up", "azure_function_receiver.use_common_alert_schema", true],
])("%s: %s is %j unless something else is asked for by the program", (address, path, value) => {
  expect(at(sync.json, address, path)).toEqual(value);
});

test("the location of a hub is its own", () => {
  const { json } = synth((stack) => {
    new Hub(stack, "hub", { location: LOCATION, addressSpace: [Cidr.of("10.0.0.0/22")] });
  });
  expect(at(json, "azurerm_resource_group.hub", "location")).toBe(LOCATION);
});

/** The value at a path of names below a resource. */
function at(json: Block, address: string, path: string): unknown {
  const [type = "", name = ""] = address.split(".");
  const body = block(block(block(json["resource"])[type])[name]);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  return steps.reduce((current, step) => block(current[step]), body)[last];
}
