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
  ["azurerm_virtual_network.shop", "dns_servers", []],
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

const CLIENT = "${azurerm_user_assigned_identity.sync_identity.client_id}";
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
  [APP, "storage_container_type", "blobContainer"],
  [APP, "storage_authentication_type", "UserAssignedIdentity"],
  [APP, "runtime_name", "node"],
  [APP, "maximum_instance_count", 40],
  [APP, "identity.type", "UserAssigned"],
  [APP, "site_config.minimum_tls_version", "1.2"],
  [APP, "site_config.ip_restriction.action", "Allow"],
  [APP, "site_config.ip_restriction.priority", 100],
  [APP, "site_config.scm_use_main_ip_restriction", false],
  [APP, "app_settings.AzureWebJobsStorage", ""],
  [APP, "app_settings.AzureWebJobsStorage__credential", "managedidentity"],
  [APP, "app_settings.RouteSyncStorage__clientId", CLIENT],
  [APP, "app_settings.AzureWebJobsStorage__clientId", CLIENT],
  [APP, "app_settings.ROUTE_SYNC_CLIENT_ID", CLIENT],
  [APP, "app_settings.APPLICATIONINSIGHTS_AUTHENTICATION_STRING", `Authorization=AAD;ClientId=${CLIENT}`],
  [APP, "app_settings.ROUTE_SYNC_QUEUE", "route-sync"],
  [APP, "lifecycle.replace_triggered_by", ["terraform_data.sync_app"]],
  ["azurerm_service_plan.sync_app", "sku_name", "FC1"],
  ["azurerm_storage_account.sync_storage", "min_tls_version", "TLS1_2"],
  ["azurerm_storage_account.sync_storage", "account_replication_type", "ZRS"],
  ["azurerm_storage_account.sync_storage", "shared_access_key_enabled", false],
  ["azurerm_storage_account.sync_storage", "allow_nested_items_to_be_public", false],
  ["azurerm_storage_account.sync_storage", "cross_tenant_replication_enabled", false],
  ["azurerm_application_insights.sync_app", "local_authentication_disabled", true],
  ["azurerm_application_insights.sync_app", "application_type", "web"],
  ["azurerm_log_analytics_workspace.sync_app", "retention_in_days", 30],
  ["azurerm_log_analytics_workspace.sync_app", "sku", "PerGB2018"],
  ["azurerm_monitor_action_group.sync_wake_up", "webhook_receiver", undefined],
  ["azurerm_monitor_action_group.sync_wake_up", "azure_function_receiver.use_common_alert_schema", true],
])("%s: %s is %j unless something else is asked for by the program", (address, path, value) => {
  expect(at(sync.json, address, path)).toEqual(value);
});

const GATEWAY = "azurerm_application_gateway.shop_gateway_edge";

// The least that Azure takes, until AGIC or a site configures the gateway.
test.each<[path: string, value: unknown]>([
  ["zones", undefined],
  ["trusted_root_certificate", undefined],
  ["ssl_certificate", undefined],
  ["identity", undefined],
  ["frontend_port", { name: "http", port: 80 }],
  ["backend_address_pool", { name: "empty" }],
  [
    "backend_http_settings",
    {
      name: "http",
      cookie_based_affinity: "Disabled",
      port: 80,
      protocol: "Http",
      request_timeout: 30,
    },
  ],
  [
    "http_listener",
    {
      name: "http",
      frontend_ip_configuration_name: "public",
      frontend_port_name: "http",
      protocol: "Http",
    },
  ],
  [
    "request_routing_rule",
    {
      name: "empty",
      rule_type: "Basic",
      priority: 20000,
      http_listener_name: "http",
      backend_address_pool_name: "empty",
      backend_http_settings_name: "http",
    },
  ],
])("a gateway without a site has the %s %j", (path, value) => {
  const found = at(platform.json, GATEWAY, path);
  expect(Array.isArray(found) && found.length === 1 ? (found as unknown[])[0] : found).toEqual(value);
});

test("Terraform ignores whatever AGIC writes", () => {
  expect(at(platform.json, GATEWAY, "lifecycle.ignore_changes")).toEqual([
    "tags",
    "backend_address_pool",
    "backend_http_settings",
    "frontend_port",
    "http_listener",
    "probe",
    "redirect_configuration",
    "request_routing_rule",
    "rewrite_rule_set",
    "ssl_certificate",
    "url_path_map",
  ]);
});

/** How often an alarm of the runtime looks, how far back, and what makes it ring. */
test.each([
  ["poison", { every: "PT5M", window: "PT15M", severity: 1, by: undefined }],
  ["held", { every: "PT10M", window: "PT1H", severity: 2, by: "mirror" }],
  ["silent", { every: "PT15M", window: "PT30M", severity: 1, by: undefined }],
  ["stale", { every: "PT15M", window: "PT30M", severity: 1, by: "mirror" }],
  ["full", { every: "PT15M", window: "PT30M", severity: 2, by: "target" }],
])("the alarm %s has %j", (key, { every, window, severity, by }) => {
  const alert = `azurerm_monitor_scheduled_query_rules_alert_v2.sync_alarm_${key}`;
  expect([
    at(sync.json, alert, "evaluation_frequency"),
    at(sync.json, alert, "window_duration"),
    at(sync.json, alert, "severity"),
    by === undefined
      ? at(sync.json, alert, "criteria.dimension")
      : at(sync.json, alert, "criteria.dimension.name"),
  ]).toEqual([every, window, severity, by]);
});

test.each([
  ["gateway-manager", "Tcp", "GatewayManager", "*", "65200-65535"],
  ["load-balancer", "*", "AzureLoadBalancer", "*", "*"],
  ["listeners", "Tcp", "Internet", "10.1.255.0/24", undefined],
])("a gateway's subnet allows %s: %s from %s to %s at %s", (rule, protocol, from, to, port) => {
  const address = `azurerm_network_security_rule.shop_gateway_edge_${rule}`;
  expect(
    [
      "access",
      "protocol",
      "source_address_prefix",
      "destination_address_prefix",
      "destination_port_range",
    ].map((argument) => at(platform.json, address, argument)),
  ).toEqual(["Allow", protocol, from, to, port]);
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
