import { adoptInventory, Inventory, resourcesOfState } from "@aks-topology/platform";
import { describe, expect, test } from "vitest";
import { FILE, stacksOf, stateOfExample } from "../../../test/support/adopted.js";
import { stateDocument } from "../../../test/support/terraform/state.js";
import { AKS_BASELINE } from "./layouts/aks-baseline.js";
import { stateOf } from "./layouts/layout.js";
import { VERIFIED_MODULES } from "./layouts/verified-modules.js";
import { VIRTUAL_WAN } from "./layouts/virtual-wan.js";

/** Resources of each layout that the file takes over, by the ends of their addresses in the state. */
const LAYOUTS = [
  {
    name: "Azure Verified Modules",
    resources: VERIFIED_MODULES,
    managed: [
      'module.aks_production["shop"].azurerm_kubernetes_cluster.this',
      'module.aks_production["shop"].azurerm_kubernetes_cluster_node_pool.this["workload"]',
      'module.aks_production["shop"].azurerm_user_assigned_identity.aks',
      'module.resource_group["shop"].azurerm_resource_group.this',
      'module.spoke_network["shop"].module.peering["to_hub"].azurerm_virtual_network_peering.forward',
    ],
    differences: [
      "default_node_pool.temporary_name_for_rotation",
      'tags["environment"]',
      "temporary_name_for_rotation",
    ],
    created: [
      "azurerm_monitor_data_collection_rule",
      "azurerm_monitor_data_collection_rule_association",
      "azurerm_private_dns_zone_virtual_network_link",
      "azurerm_role_assignment",
      "azurerm_role_assignment",
      "azurerm_role_assignment",
    ],
  },
  {
    name: "the AKS baseline",
    resources: AKS_BASELINE,
    managed: [
      "azurerm_kubernetes_cluster.main",
      "azurerm_kubernetes_cluster_node_pool.user",
      "azurerm_log_analytics_workspace.logs",
      "azurerm_resource_group.workload",
      "azurerm_user_assigned_identity.cluster",
      "azurerm_virtual_network_peering.hub",
      "azurerm_virtual_network_peering.spoke",
    ],
    differences: ["default_node_pool.temporary_name_for_rotation", "temporary_name_for_rotation"],
    created: [
      "azurerm_monitor_data_collection_rule",
      "azurerm_monitor_data_collection_rule_association",
      "azurerm_role_assignment",
    ],
  },
  {
    name: "a Virtual WAN of Azure Verified Modules with Azure's AKS module",
    resources: VIRTUAL_WAN,
    managed: [
      "azurerm_resource_group.main[0]",
      'module.aks["shop"].azurerm_kubernetes_cluster.main',
      'module.aks["shop"].azurerm_kubernetes_cluster_node_pool.node_pool_create_before_destroy["work"]',
      'module.aks["shop"].azurerm_log_analytics_workspace.main[0]',
      'module.hub_networking[0].module.firewall_policy["primary"].azurerm_firewall_policy.this',
      'module.hub_networking[0].module.virtual_wan.azurerm_virtual_hub_routing_intent.routing_intent["all_traffic"]',
      "module.hub_networking[0].module.virtual_wan.azurerm_virtual_wan.virtual_wan",
      'module.hub_networking[0].module.virtual_wan.module.firewalls.azurerm_firewall.fw["primary"]',
      'module.hub_networking[0].module.virtual_wan.module.virtual_hubs.azurerm_virtual_hub.virtual_hub["primary"]',
      'module.hub_networking[0].module.virtual_wan.module.virtual_network_connections.azurerm_virtual_hub_connection.hub_connection["shop"]',
      'module.resource_groups["primary"].azurerm_resource_group.this',
    ],
    differences: [
      "default_node_pool.temporary_name_for_rotation",
      "default_node_pool.upgrade_settings",
      "identity.identity_ids",
      "identity.type",
      "oms_agent.msi_auth_for_monitoring_enabled",
      'tags["created_by"]',
      'tags["created_by"]',
      "temporary_name_for_rotation",
      "upgrade_settings",
    ],
    created: [
      "azurerm_firewall_policy_rule_collection_group",
      "azurerm_monitor_data_collection_rule",
      "azurerm_monitor_data_collection_rule_association",
      "azurerm_role_assignment",
      "azurerm_role_assignment",
      "azurerm_user_assigned_identity",
    ],
  },
];

describe.each(LAYOUTS)("hub and spoke in the manner of $name", (layout) => {
  const inventory = new Inventory(resourcesOfState(stateDocument(stateOf(layout.resources))));
  const adopted = adoptInventory(inventory, FILE, 4);

  test("becomes a file that is accepted, with its lock", () => {
    expect(adopted.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(stacksOf(adopted)).toHaveLength(1);
  });

  test("keeps the cluster with its pools and identity, whatever modules they are in", () => {
    const managed = adopted.pairs.map(({ found }) => found.address).sort();
    expect(managed).toEqual(layout.managed);
  });

  test("plans no replacement, and lists what it changes and creates", () => {
    expect(adopted.differences.map(({ attribute }) => attribute).sort()).toEqual(layout.differences);
    expect(adopted.differences.filter(({ replaces }) => replaces)).toEqual([]);
    expect(adopted.created.map(({ address }) => address.split(".")[0]).sort()).toEqual(layout.created);
  });

  test("names networks, subnets and the hub by their ids", () => {
    for (const type of ["azurerm_virtual_network", "azurerm_route_table"])
      for (const { id } of inventory.of(type)) expect(adopted.text).toContain(`id: ${id}\n`);
  });
});

test("keeps new subnets away from subnets of others, written inline in the network", () => {
  const other = { name: "snet-others", address_prefixes: ["10.21.64.0/24"] };
  const state = stateOfExample("overlay-system-zone").map((each) =>
    each.type === "azurerm_virtual_network" && JSON.stringify(each.values).includes("10.21.0.0/16")
      ? { ...each, values: { ...each.values, subnet: [other] } }
      : each,
  );
  const adopted = adoptInventory(new Inventory(resourcesOfState(stateDocument(state))), FILE, 4);
  expect(adopted.outside.map(({ found }) => found.values["name"])).toEqual(["snet-others"]);
  expect(adopted.lock).toMatch(/^released:\n {2}azurerm_subnet\.\S+_snet-others: 10\.21\.64\.0\/24$/m);
});
