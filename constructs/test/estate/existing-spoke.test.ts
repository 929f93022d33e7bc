// Parts of a spoke that exist already: nothing of them is created or changed, and what they need is listed.
import { describe, expect, test } from "vitest";
import {
  Cidr,
  RequestedSecurityRule,
  RequestedSubnetSetting,
  RequestedTableRoute,
  type SpokeClusterProps,
  type SpokeProps,
  type SubnetAttributes,
} from "../../src/internal.js";
import { cluster, hub, KUBENET, overlay, spoke, synthCluster } from "../support/builders.js";
import { synth, type Synthesized } from "../support/synth.js";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-network";
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;
const GROUP_ID = `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg-aks`;
const TABLE = `${GROUP}/providers/Microsoft.Network/routeTables/rt-aks`;

const EXISTING: Partial<SpokeProps> = { network: { virtualNetworkId: NETWORK } };

function subnet(name: string, prefix: string, more: Partial<SubnetAttributes> = {}): SubnetAttributes {
  return { subnetId: `${NETWORK}/subnets/${name}`, prefix: Cidr.of(prefix), ...more };
}

type Pool = SpokeClusterProps["nodePools"][0];

function pool(name: string, more: Partial<Pool> = {}): Pool {
  return { name, vmSize: "Standard_D4ds_v5", nodes: { count: 3 }, ...more };
}

const ASSOCIATIONS = [
  "azurerm_subnet_route_table_association",
  "azurerm_subnet_network_security_group_association",
  "azurerm_subnet_nat_gateway_association",
];

function associations(output: Synthesized): string[] {
  return ASSOCIATIONS.flatMap((type) => output.addresses(type));
}

describe("a network that exists already", () => {
  test("gets subnets in what is left of its range, and the peering", () => {
    const output = synthCluster(
      {},
      { network: { virtualNetworkId: NETWORK, taken: [Cidr.of("10.1.0.0/20")] } },
    );
    expect(output.errors).toEqual([]);
    expect(output.addresses("azurerm_virtual_network")).toEqual(["azurerm_virtual_network.hub"]);
    const { address_prefixes, ...created } = output.resource("azurerm_subnet", "shop_main_system");
    expect(created).toMatchObject({ resource_group_name: "rg-network", virtual_network_name: "vnet-shop" });
    expect(address_prefixes).toEqual(["10.1.16.0/24"]);
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_from_hub")).toMatchObject({
      remote_virtual_network_id: NETWORK,
    });
  });

  test("keeps the peering that it has", () => {
    const output = synthCluster({}, { network: { virtualNetworkId: NETWORK, peered: true } });
    expect(output.errors).toEqual([]);
    expect(output.addresses("azurerm_virtual_network_peering")).toEqual([]);
  });

  test("refuses a subnet in a range that is taken", () => {
    const output = synthCluster(
      { nodePools: [pool("system", { subnetPrefix: Cidr.of("10.1.4.0/24") })] },
      { network: { virtualNetworkId: NETWORK, taken: [Cidr.of("10.1.0.0/20")] } },
    );
    expect(output.errors).toEqual(["SUBNET_RANGE_TAKEN"]);
  });
});

describe("a subnet that exists already", () => {
  const nodes = subnet("snet-aks", "10.1.4.0/24");

  test("is not created or changed, and what it needs is listed", () => {
    const output = synth((stack) => {
      cluster(spoke(hub(stack), EXISTING), {
        network: KUBENET,
        routeTableId: TABLE,
        nodePools: [pool("system", { subnet: nodes, securityGroupId: GROUP_ID })],
      });
      const requests = stack.node.findAll();
      const settings = requests.filter((request) => request instanceof RequestedSubnetSetting);
      expect(settings.map(({ setting }) => setting)).toEqual([
        { type: "security-group", securityGroupId: GROUP_ID },
        { type: "route-table", routeTableId: TABLE },
      ]);
      const rules = requests.filter((request) => request instanceof RequestedSecurityRule);
      expect(new Set(rules.map(({ targetId }) => targetId))).toEqual(new Set([GROUP_ID]));
      expect(rules.map(({ rule }) => rule.name)).toContain("nodes-to-pods");
      const routes = requests.filter((request) => request instanceof RequestedTableRoute);
      expect(routes.map(({ routeTableId, range }) => [routeTableId, range.literal])).toEqual([
        [TABLE, "0.0.0.0/0"],
      ]);
    });
    expect(output.errors).toEqual([]);
    expect(output.addresses("azurerm_subnet")).toEqual(["azurerm_subnet.hub_AzureFirewallSubnet"]);
    expect(associations(output)).toEqual([]);
    for (const type of ["azurerm_route_table", "azurerm_route", "azurerm_network_security_group"])
      expect(output.addresses(type)).toEqual([]);
    expect(output.resource("azurerm_role_assignment", "shop_main_route_table")).toMatchObject({
      scope: TABLE,
    });
    expect(output.resource("azurerm_role_assignment", "shop_main_subnet_system")).toMatchObject({
      scope: nodes.subnetId,
    });
  });

  test("lists rules for its own group, where that is not known", () => {
    synth((stack) => {
      cluster(spoke(hub(stack), EXISTING), {
        routeTableId: TABLE,
        nodePools: [pool("system", { subnet: nodes })],
      });
      const rules = stack.node.findAll().filter((request) => request instanceof RequestedSecurityRule);
      expect(new Set(rules.map(({ targetId }) => targetId))).toEqual(new Set([nodes.subnetId]));
    });
  });

  test("is associated with what is created, where the program says so", () => {
    const output = synthCluster(
      { nodePools: [pool("system", { subnet: { ...nodes, associate: true } })] },
      EXISTING,
    );
    expect(output.errors).toEqual([]);
    expect(associations(output)).toEqual([
      "azurerm_subnet_route_table_association.shop_main_system",
      "azurerm_subnet_network_security_group_association.shop_main_system",
    ]);
    expect(output.resource("azurerm_subnet_route_table_association", "shop_main_system")).toMatchObject({
      subnet_id: nodes.subnetId,
    });
  });

  test("is refused where it would need an association that the program does not allow", () => {
    expect(synthCluster({ nodePools: [pool("system", { subnet: nodes })] }, EXISTING).errors).toEqual([
      "SUBNET_NOT_ASSOCIATED",
    ]);
    expect(
      synthCluster(
        { egress: { type: "nat-gateway" }, nodePools: [pool("system", { subnet: nodes })] },
        EXISTING,
      ).errors,
    ).toEqual(["SUBNET_NOT_ASSOCIATED"]);
  });

  test("holds several pools of a cluster, with one role, one group and one association", () => {
    const shared = { subnet: { ...nodes, associate: true } };
    const output = synthCluster(
      { network: KUBENET, nodePools: [pool("system", shared), pool("work", shared)] },
      EXISTING,
    );
    expect(output.errors).toEqual([]);
    expect(output.addresses("azurerm_role_assignment")).toEqual([
      "azurerm_role_assignment.shop_main_route_table",
      "azurerm_role_assignment.shop_main_subnet_system",
    ]);
    expect(output.addresses("azurerm_network_security_group")).toHaveLength(1);
    expect(associations(output)).toHaveLength(2);
    const rules = output.addresses("azurerm_network_security_rule");
    expect(new Set(rules).size).toBe(rules.length);
    expect(rules.filter((address) => address.includes("-2"))).toEqual([]);
  });

  test("has room for all pools together", () => {
    const small = { subnet: subnet("snet-aks", "10.1.4.0/28") };
    const fits = synthCluster({ routeTableId: TABLE, nodePools: [pool("system", small)] }, EXISTING);
    expect(fits.errors).toEqual([]);
    const output = synthCluster(
      {
        routeTableId: TABLE,
        nodePools: ["a", "b", "c"].map((name) => pool(name, small)) as [Pool, ...Pool[]],
      },
      EXISTING,
    );
    expect(output.errors).toEqual(["SUBNET_TOO_SMALL"]);
  });

  test("belongs to one cluster", () => {
    const output = synth((stack) => {
      const shop = spoke(hub(stack), EXISTING);
      const props = { routeTableId: TABLE, nodePools: [pool("system", { subnet: nodes })] as [Pool] };
      cluster(shop, props);
      cluster(shop, { ...props, network: overlay("10.245.0.0/16") }, "second");
    });
    expect(output.errors).toEqual(["SHARED_BY_TWO_CLUSTERS", "SHARED_BY_TWO_CLUSTERS"]);
  });

  test.each([
    ["in another network", { ...nodes, subnetId: `${NETWORK}2/subnets/snet-aks` }, EXISTING],
    ["in a network that is created", nodes, {}],
  ])("%s than its spoke's is refused", (_, given, network) => {
    const output = synthCluster(
      { routeTableId: TABLE, nodePools: [pool("system", { subnet: given })] },
      network,
    );
    expect(output.errors).toEqual(["SUBNET_OF_ANOTHER_NETWORK"]);
  });

  test("of another type is refused", () => {
    const wrong = { ...nodes, subnetId: NETWORK };
    expect(() => synthCluster({ nodePools: [pool("system", { subnet: wrong })] }, EXISTING)).toThrow(
      "ID_OF_ANOTHER_TYPE",
    );
  });
});

test("gateway, load balancers, API server, pods and virtual nodes are on subnets that exist already", () => {
  const output = synth((stack) => {
    const shop = spoke(hub(stack), {
      ...EXISTING,
      loadBalancerSubnet: subnet("snet-lb", "10.1.1.0/24"),
    });
    const gateway = shop.addGateway("edge", {
      subnet: subnet("snet-edge", "10.1.0.0/24"),
      routeTable: { routeTableId: `${GROUP}/providers/Microsoft.Network/routeTables/rt-edge` },
    });
    const main = cluster(shop, {
      network: { type: "azure-cni-pod-subnet", serviceCidr: Cidr.of("172.16.0.0/16") },
      routeTableId: TABLE,
      apiServer: {
        type: "vnet-integration",
        access: { type: "private", dns: { type: "public-fqdn" } },
        subnet: subnet("snet-api", "10.1.2.0/28"),
      },
      nodePools: [
        pool("system", {
          subnet: subnet("snet-nodes", "10.1.4.0/24"),
          podSubnet: subnet("snet-pods", "10.1.8.0/22"),
        }),
      ],
    });
    gateway.addLoadBalancerBackend(main, { backend: { port: 80, protocol: "http", healthPath: "/" } });
    const settings = stack.node.findAll().filter((request) => request instanceof RequestedSubnetSetting);
    expect(settings.map(({ subnetId, setting }) => [subnetId.split("/").at(-1), setting.type])).toEqual([
      ["snet-edge", "route-table"],
      ["snet-nodes", "route-table"],
      ["snet-pods", "delegation"],
      ["snet-pods", "route-table"],
      ["snet-api", "delegation"],
      ["snet-lb", "no-private-link-service-policies"],
    ]);
  });
  expect(output.errors).toEqual([]);
  expect(output.addresses("azurerm_subnet")).toEqual(["azurerm_subnet.hub_AzureFirewallSubnet"]);
  expect(associations(output)).toEqual([]);
});
