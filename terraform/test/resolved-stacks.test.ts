import { describe, expect, test } from "vitest";
import { isKnown, ResolvedStacks, Term, type ResolvedStacksOptions } from "../src/index.js";

const CREDENTIALS = "00000000-0000-0000-0000-000000000000";
const HUB = "00000000-0000-0000-0000-000000000001";

const NETWORK_STACK = {
  provider: { azurerm: [{ features: {} }, { alias: "hub", features: {}, subscription_id: HUB }] },
  resource: {
    azurerm_resource_group: { hub: { name: "rg-hub", location: "westeurope", provider: "azurerm.hub" } },
    azurerm_virtual_network: {
      hub: {
        name: "vnet",
        resource_group_name: "${azurerm_resource_group.hub.name}",
        provider: "azurerm.hub",
      },
    },
    azurerm_subnet: {
      nodes: {
        name: "nodes",
        resource_group_name: "${azurerm_resource_group.hub.name}",
        virtual_network_name: "${azurerm_virtual_network.hub.name}",
        address_prefixes: ["10.0.0.0/24"],
        provider: "azurerm.hub",
      },
    },
    azurerm_user_assigned_identity: { cluster: { name: "id-cluster", resource_group_name: "rg" } },
  },
  data: { azurerm_subscription: { current: {} } },
  output: { subnet: { value: "${azurerm_subnet.nodes.id}" } },
};

const CLUSTER_STACK = {
  resource: {
    azurerm_kubernetes_cluster: {
      shop: {
        name: "aks-shop",
        resource_group_name: "rg-shop",
        default_node_pool: {
          vnet_subnet_id: "${data.terraform_remote_state.cross-stack-reference-input-network.outputs.subnet}",
        },
      },
    },
    azurerm_kubernetes_cluster_node_pool: {
      batch: { name: "batch", kubernetes_cluster_id: "${azurerm_kubernetes_cluster.shop.id}" },
    },
    azurerm_role_assignment: {
      cluster: {
        scope: "${azurerm_kubernetes_cluster.shop.id}",
        principal_id: "${azurerm_kubernetes_cluster.shop.identity[0].principal_id}",
        description: "for ${azurerm_kubernetes_cluster.shop.default_node_pool[0].vnet_subnet_id}",
      },
    },
  },
};

function stacks(options: Partial<ResolvedStacksOptions> = {}): ResolvedStacks {
  return new ResolvedStacks(
    [
      { name: "network", json: NETWORK_STACK },
      { name: "cluster", json: CLUSTER_STACK },
    ],
    { subscription: CREDENTIALS, ...options },
  );
}

function attribute(type: string, name: string, options: Partial<ResolvedStacksOptions> = {}): unknown {
  return stacks(options).elements(type)[0]?.attribute(name);
}

const SUBNET = `/subscriptions/${HUB}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`;
const CLUSTER = `/subscriptions/${CREDENTIALS}/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop`;

describe("the attributes of synthesized resources", () => {
  test("are what is configured, with references resolved", () => {
    expect(attribute("azurerm_subnet", "virtual_network_name")).toBe("vnet");
    expect(attribute("azurerm_subnet", "address_prefixes")).toEqual(["10.0.0.0/24"]);
    expect(attribute("azurerm_subnet", "delegation")).toBeUndefined();
  });

  test("include the id, below the parent and in the subscription of the provider", () => {
    expect(attribute("azurerm_subnet", "id")).toBe(SUBNET);
    expect(attribute("azurerm_kubernetes_cluster_node_pool", "id")).toBe(`${CLUSTER}/agentPools/batch`);
    expect(attribute("azurerm_resource_group", "id")).toBe(`/subscriptions/${HUB}/resourceGroups/rg-hub`);
  });

  test("follow references into other stacks and through a block that occurs once", () => {
    expect(attribute("azurerm_role_assignment", "description")).toBe(`for ${SUBNET}`);
  });

  test("stay terms where only Azure knows them", () => {
    const principal = attribute("azurerm_role_assignment", "principal_id");
    expect(principal).toBeInstanceOf(Term);
    expect(attribute("azurerm_role_assignment", "id")).toBeUndefined();
    expect(isKnown(attribute("azurerm_role_assignment", "scope"))).toBe(true);
  });

  test("are what the caller computes or substitutes", () => {
    const unknown: ResolvedStacksOptions["unknown"] = ({ address }, name) => `${name} of ${address}`;
    expect(attribute("azurerm_role_assignment", "principal_id", { unknown })).toBe(
      "identity of azurerm_kubernetes_cluster.shop",
    );
    const computed: ResolvedStacksOptions["computed"] = ({ type }, name, configured) =>
      type === "azurerm_kubernetes_cluster" && name === "identity" ? { principal_id: "p" } : configured;
    expect(attribute("azurerm_role_assignment", "principal_id", { computed })).toBe("p");
  });
});

test("data sources have addresses of their own", () => {
  expect(stacks().elements("azurerm_subscription")).toEqual([
    expect.objectContaining({ address: "data.azurerm_subscription.current", stack: "network", mode: "data" }),
  ]);
  expect(attribute("azurerm_subscription", "id")).toBe(`/subscriptions/${CREDENTIALS}`);
});
