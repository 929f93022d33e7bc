import { describe, expect, test } from "vitest";
import type { AzurermMajor } from "../src/index.js";
import { behavioursOf } from "../src/diff/force-new.js";
import { pathsWithValueRule } from "../src/diff/value-rules.js";
import { change, CLUSTER, network } from "./changes.js";

/** A change of one argument, and the words that `diff` has for it. */
type Row = readonly [type: string, before: object, after: object, version: string, expected: string];

function release(json: string, immutable: boolean): object {
  return { key_type: "RSA-HSM", release_policy: { json, immutable } };
}

function windows(gmsa: object): object {
  return { windows_profile: { admin_username: "a", ...gmsa } };
}

function parameters(...names: string[]): object {
  return { parameters: JSON.stringify(Object.fromEntries(names.map((name) => [name, { type: "String" }]))) };
}

function expressRoute(sku: string): object {
  return { type: "ExpressRoute", sku };
}

const ROWS: readonly Row[] = [
  [
    "azurerm_kubernetes_automatic_cluster",
    { api_server_access: { subnet_id: "/a" }, identity: { type: "UserAssigned" } },
    { api_server_access: { subnet_id: "/b" }, identity: { type: "UserAssigned" } },
    "5.2.0",
    "update api_server_access.subnet_id",
  ],
  [
    "azurerm_kubernetes_automatic_cluster",
    {
      api_server_access: { subnet_id: "/a", authorized_ip_ranges: ["10.0.0.0/8"] },
      identity: { type: "UserAssigned" },
    },
    { api_server_access: { authorized_ip_ranges: ["10.0.0.0/8"] }, identity: { type: "SystemAssigned" } },
    "5.2.0",
    "replace api_server_access.subnet_id! identity.type!",
  ],
  ["azurerm_bastion_host", { sku: "Basic" }, { sku: "Premium" }, "4.55.0", "update sku"],
  ["azurerm_bastion_host", { sku: "Premium" }, { sku: "Standard" }, "5.2.0", "replace sku!"],
  [
    "azurerm_container_registry_cache_rule",
    { credential_set_id: "/a" },
    { credential_set_id: "/b" },
    "4.55.0",
    "update credential_set_id",
  ],
  [
    "azurerm_container_registry_cache_rule",
    { credential_set_id: "/a" },
    {},
    "5.2.0",
    "replace credential_set_id!",
  ],
  [
    "azurerm_data_protection_backup_vault",
    { immutability: "Unlocked", soft_delete: "On" },
    { immutability: "Locked", soft_delete: "AlwaysOn" },
    "4.55.0",
    "update immutability soft_delete",
  ],
  [
    "azurerm_data_protection_backup_vault",
    { cross_region_restore_enabled: true, immutability: "Locked", soft_delete: "AlwaysOn" },
    { immutability: "Unlocked", soft_delete: "On" },
    "5.2.0",
    "replace cross_region_restore_enabled! immutability! soft_delete!",
  ],
  [
    "azurerm_disk_encryption_set",
    { identity: { type: "SystemAssigned" } },
    { identity: { type: "SystemAssigned, UserAssigned" } },
    "4.55.0",
    "update identity.type",
  ],
  [
    "azurerm_disk_encryption_set",
    { identity: { type: "SystemAssigned, UserAssigned" } },
    { identity: { type: "SystemAssigned" } },
    "5.2.0",
    "replace identity.type!",
  ],
  [
    "azurerm_express_route_circuit",
    { bandwidth_in_mbps: 50 },
    { bandwidth_in_mbps: 100 },
    "4.55.0",
    "update bandwidth_in_mbps",
  ],
  [
    "azurerm_express_route_circuit",
    { bandwidth_in_mbps: 100 },
    { bandwidth_in_mbps: 50 },
    "5.2.0",
    "replace bandwidth_in_mbps!",
  ],
  [
    "azurerm_key_vault_key",
    { expiration_date: "2027-01-01T00:00:00Z" },
    { expiration_date: "2028-01-01T00:00:00Z" },
    "4.55.0",
    "update expiration_date",
  ],
  [
    "azurerm_key_vault_key",
    { expiration_date: "2027-01-01T00:00:00Z" },
    {},
    "5.2.0",
    "replace expiration_date!",
  ],
  [
    "azurerm_key_vault_key",
    release('{"a":1}', true),
    release('{ "a": 1 }', true),
    "5.2.0",
    "update release_policy.json",
  ],
  [
    "azurerm_key_vault_key",
    release('{"a":1}', false),
    release('{"a":2}', false),
    "5.2.0",
    "update release_policy.json",
  ],
  [
    "azurerm_key_vault_key",
    release('{"a":1}', true),
    release('{"a":2}', true),
    "5.2.0",
    "replace release_policy.json!",
  ],
  [
    "azurerm_key_vault_key",
    release("{}", true),
    release("{}", false),
    "5.2.0",
    "replace release_policy.immutable!",
  ],
  [CLUSTER, { oidc_issuer_enabled: true }, {}, "4.67.0", "update oidc_issuer_enabled"],
  [CLUSTER, { oidc_issuer_enabled: true }, {}, "4.68.0", "replace oidc_issuer_enabled!"],
  [
    CLUSTER,
    windows({ gmsa: { dns_server: "10.0.0.4", root_domain: "a.example" } }),
    windows({}),
    "4.55.0",
    "replace windows_profile.gmsa!",
  ],
  [
    CLUSTER,
    windows({ gmsa: { dns_server: "10.0.0.4", root_domain: "a.example" } }),
    windows({ gmsa: { dns_server: "10.0.0.5", root_domain: "" } }),
    "5.2.0",
    "replace windows_profile.gmsa.dns_server windows_profile.gmsa.root_domain!",
  ],
  [
    "azurerm_log_analytics_workspace",
    { sku: "PerGB2018" },
    { sku: "CapacityReservation" },
    "4.55.0",
    "update sku",
  ],
  ["azurerm_log_analytics_workspace", { sku: "LACluster" }, { sku: "PerGB2018" }, "4.55.0", "update sku"],
  ["azurerm_log_analytics_workspace", { sku: "PerGB2018" }, { sku: "PerNode" }, "5.2.0", "replace sku!"],
  ["azurerm_monitor_data_collection_rule", {}, { kind: "Linux" }, "4.55.0", "update kind"],
  ["azurerm_monitor_data_collection_rule", { kind: "Linux" }, {}, "5.2.0", "replace kind!"],
  ["azurerm_policy_definition", parameters("a"), parameters("a", "b"), "4.55.0", "update parameters"],
  ["azurerm_policy_definition", parameters("a", "b"), parameters("a"), "5.2.0", "replace parameters!"],
  ["azurerm_policy_set_definition", parameters("a"), parameters("b"), "4.55.0", "update parameters"],
  ["azurerm_policy_set_definition", parameters("a"), {}, "5.2.0", "replace parameters!"],
  [
    "azurerm_public_ip",
    {},
    { domain_name_label_scope: "TenantReuse" },
    "4.55.0",
    "update domain_name_label_scope",
  ],
  [
    "azurerm_public_ip",
    { domain_name_label_scope: "TenantReuse" },
    {},
    "5.2.0",
    "replace domain_name_label_scope!",
  ],
  [
    "azurerm_service_plan",
    { worker_count: 2 },
    { worker_count: 2, zone_balancing_enabled: true },
    "4.55.0",
    "update zone_balancing_enabled",
  ],
  ["azurerm_service_plan", {}, { zone_balancing_enabled: true }, "5.2.0", "replace zone_balancing_enabled!"],
  ["azurerm_storage_account", { account_kind: "Storage" }, {}, "4.55.0", "update account_kind"],
  ["azurerm_storage_account", {}, { account_kind: "BlobStorage" }, "5.2.0", "replace account_kind!"],
  [
    "azurerm_storage_account",
    { large_file_share_enabled: true },
    { large_file_share_enabled: false },
    "4.55.0",
    "replace large_file_share_enabled!",
  ],
  [
    "azurerm_storage_container",
    { storage_account_name: "a" },
    { storage_account_id: "/a" },
    "4.55.0",
    "update storage_account_id storage_account_name",
  ],
  [
    "azurerm_storage_queue",
    { storage_account_name: "a" },
    { storage_account_name: "b" },
    "4.55.0",
    "replace storage_account_name!",
  ],
  [
    "azurerm_storage_queue",
    { storage_account_id: "/a" },
    { storage_account_id: "/b" },
    "4.55.0",
    "replace storage_account_id!",
  ],
  [
    "azurerm_virtual_network_gateway",
    expressRoute("Standard"),
    expressRoute("ErGw1AZ"),
    "4.78.0",
    "update sku",
  ],
  [
    "azurerm_virtual_network_gateway",
    expressRoute("Standard"),
    expressRoute("ErGw1AZ"),
    "4.79.0",
    "replace sku!",
  ],
  [
    "azurerm_virtual_network_gateway",
    expressRoute("ErGw3AZ"),
    expressRoute("ErGwScale"),
    "5.2.0",
    "update sku",
  ],
  [
    "azurerm_virtual_network_gateway",
    { type: "Vpn", sku: "VpnGw1" },
    { type: "Vpn", sku: "VpnGw2AZ" },
    "5.2.0",
    "update sku",
  ],
];

test.each(ROWS)("%s: from %j to %j with %s: %s", (type, before, after, version, expected) => {
  expect(change(type, before, after, version)).toEqual([expected]);
});

test.each([
  ["azure", "4.57.0", "replace network_policy!"],
  ["azure", "4.58.0", "update network_policy"],
  ["calico", "4.58.0", "replace network_policy!"],
  ["calico", "4.59.0", "update network_policy"],
])("the policy engine %s becomes Cilium with %s: %s", (engine, version, expected) => {
  expect(network({ network_policy: engine }, { network_policy: "cilium" }, version)).toEqual([expected]);
});

test.each([
  ["4.57.0", "replace network_data_plane!"],
  ["4.58.0", "update network_data_plane"],
])("the data plane becomes Cilium with %s: %s", (version, expected) => {
  expect(network({ network_data_plane: "azure" }, { network_data_plane: "cilium" }, version)).toEqual([
    expected,
  ]);
});

/** Types whose `CustomizeDiff` only refuses values or fills them in. Source: azurerm 4.55.0 and 5.2.0. */
const NEVER_FORCE = [
  "azurerm_application_gateway",
  "azurerm_cdn_frontdoor_custom_domain",
  "azurerm_cdn_frontdoor_firewall_policy",
  "azurerm_cdn_frontdoor_profile",
  "azurerm_container_registry",
  "azurerm_dashboard_grafana",
  "azurerm_eventgrid_event_subscription",
  "azurerm_monitor_activity_log_alert",
  "azurerm_monitor_alert_prometheus_rule_group",
  "azurerm_nat_gateway",
  "azurerm_network_security_perimeter_access_rule",
  "azurerm_network_watcher_flow_log",
  "azurerm_private_endpoint",
  "azurerm_private_link_service",
  "azurerm_public_ip_prefix",
  "azurerm_storage_blob",
  "azurerm_subnet",
];

describe("types of which the provider decides more than its lists say", () => {
  const deciding = (major: AzurermMajor): readonly string[] =>
    Object.entries(behavioursOf(major)).flatMap(([type, { decidesMore }]) =>
      decidesMore === true ? [type] : [],
    );

  test("have a rule, or never replace", () => {
    const types = [...new Set([...deciding(4), ...deciding(5)])];
    const withRule = types.filter((type) => pathsWithValueRule(type).length > 0);
    expect([...withRule, ...NEVER_FORCE].sort()).toEqual(types.sort());
  });

  test("have a row above for each of their rules but those of clusters, pools and accounts", () => {
    const tested = new Set(["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"]);
    const missing = Object.keys(behavioursOf(5))
      .filter((type) => !tested.has(type))
      .flatMap((type) => pathsWithValueRule(type).map((path) => [type, path] as const))
      .filter(([type, path]) => !ROWS.some((row) => row[0] === type && row[4].includes(path)));
    expect(missing).toEqual([
      ["azurerm_storage_account", "account_replication_type"],
      ["azurerm_storage_account", "immutability_policy.state"],
    ]);
  });
});
