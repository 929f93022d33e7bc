// Clusters and gateways that exist already: what is created for the other side, and nothing of theirs.
import { describe, expect, test } from "vitest";
import {
  Cidr,
  RequestedAgicAddon,
  RequestedSecurityRule,
  RouteSync,
  SpokeCluster,
  SpokeGateway,
  type ClusterAttributes,
  type GatewayAttributes,
  type Spoke,
  type TopologyStack,
} from "../../src/internal.js";
import { cluster, hub, KUBENET, LOCATION, overlay, spoke } from "../support/builders.js";
import { synth, type Synthesized } from "../support/synth.js";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop";
const NETWORK = `${GROUP}/providers/Microsoft.Network`;
const VNET = `${NETWORK}/virtualNetworks/vnet-shop`;
const AKS = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-shop`;
const AGW = `${NETWORK}/applicationGateways/agw-shop`;
const NODE_GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/MC_rg-shop";

const CLUSTER: ClusterAttributes = {
  clusterId: AKS,
  network: KUBENET,
  nodePools: [
    {
      name: "system",
      subnet: { subnetId: `${VNET}/subnets/aks`, prefix: Cidr.of("10.1.4.0/24") },
      maxNodes: 5,
    },
  ],
};
const GATEWAY: GatewayAttributes = {
  gatewayId: AGW,
  subnet: { subnetId: `${VNET}/subnets/agw`, prefix: Cidr.of("10.1.250.0/24") },
};
const TABLE = { routeTableId: `${NETWORK}/routeTables/rt-agw` };

function existingCluster(of: Spoke, more: Partial<ClusterAttributes> = {}, key = "old"): SpokeClusterOf {
  return SpokeCluster.fromAttributes(of, key, { ...CLUSTER, ...more });
}
type SpokeClusterOf = ReturnType<typeof SpokeCluster.fromAttributes>;

function existingGateway(
  of: Spoke,
  more: Partial<GatewayAttributes> = {},
): ReturnType<typeof SpokeGateway.fromAttributes> {
  return SpokeGateway.fromAttributes(of, "edge", { ...GATEWAY, ...more });
}

/** A spoke in an existing network, with a runtime for its mirrors. */
function inShop(build: (shop: Spoke, stack: TopologyStack) => void): Synthesized {
  return synth((stack) => {
    const shop = spoke(hub(stack), { network: { virtualNetworkId: VNET, peered: true } });
    build(shop, stack);
    const mirrors = shop.mirrors();
    if (mirrors.length > 0)
      new RouteSync(stack, "route_sync", { location: LOCATION, roleNamePrefix: "contoso", mirrors });
  });
}

/** The scopes of the roles of one identity. */
function scopesOf(output: Synthesized, prefix: string): unknown[] {
  return output
    .addresses("azurerm_role_assignment")
    .map((address) => address.split(".")[1] ?? "")
    .filter((name) => name.startsWith(prefix))
    .map((name) => output.resource("azurerm_role_assignment", name)["scope"]);
}

describe("an existing gateway", () => {
  test("serves a created cluster: AGIC is granted its roles, and the given table is the target", () => {
    const output = inShop((shop) => {
      const gateway = existingGateway(shop, { routeTable: TABLE, tlsIdentityId: `${GROUP}/id` });
      gateway.addAgicAddon(cluster(shop, { network: KUBENET }));
      expect(shop.mirrors().map(({ target }) => target)).toMatchObject([TABLE]);
    });
    expect(output.errors).toEqual([]);
    expect(scopesOf(output, "shop_main_agic_addon")).toEqual([
      AGW,
      GROUP,
      `${VNET}/subnets/agw`,
      `${GROUP}/id`,
    ]);
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")).toMatchObject({
      ingress_application_gateway: { gateway_id: AGW },
    });
    for (const type of ["azurerm_application_gateway", "azurerm_public_ip"])
      expect(output.addresses(type).filter((address) => address.includes("edge"))).toEqual([]);
    expect(output.addresses("azurerm_subnet_route_table_association")).not.toContain(
      "azurerm_subnet_route_table_association.shop_gateway_edge",
    );
  });

  test("gets a table when a kubenet cluster needs one, on a subnet that may be associated", () => {
    const subnet = { ...GATEWAY.subnet, associate: true };
    const output = inShop((shop) => {
      existingGateway(shop, { subnet }).addAgicAddon(cluster(shop, { network: KUBENET }));
    });
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_subnet_route_table_association", "shop_gateway_edge")).toMatchObject({
      subnet_id: `${VNET}/subnets/agw`,
    });
    // The routes that the gateway's subnet learns by BGP stay as they are.
    expect(output.resource("azurerm_route_table", "shop_gateway_edge")["bgp_route_propagation_enabled"]).toBe(
      true,
    );
  });

  test("needs no table for an overlay, and refuses one where the subnet may not be changed", () => {
    const without = inShop((shop) => {
      existingGateway(shop).addAgicAddon(cluster(shop, { network: overlay("10.244.0.0/16") }));
      expect(shop.mirrors()).toEqual([]);
    });
    expect(without.errors).toEqual([]);
    expect(without.addresses("azurerm_route_table")).toEqual(["azurerm_route_table.shop_main"]);
    const refused = inShop((shop) => {
      existingGateway(shop).addAgicAddon(cluster(shop, { network: KUBENET }));
    });
    expect(refused.errors).toContain("SUBNET_NOT_ASSOCIATED");
  });

  test("has no listeners of Terraform, and a public record only for a known address", () => {
    const zone = { name: "contoso.com" };
    const output = inShop((shop) => {
      const gateway = existingGateway(shop, { dns: [{ type: "public", name: "shop", zone }] });
      gateway.addLoadBalancerBackend(cluster(shop));
    });
    expect(output.errors.sort()).toEqual(["ATTRIBUTE_MISSING", "GATEWAY_NOT_MANAGED"]);
    const known = inShop((shop) => {
      const publicIpId = `${NETWORK}/publicIPAddresses/pip`;
      existingGateway(shop, { publicIpId, dns: [{ type: "public", name: "shop", zone }] }).addAgicAddon(
        cluster(shop),
      );
    });
    expect(known.errors).toEqual([]);
    expect(
      known.resource("azurerm_dns_a_record", "shop_gateway_edge_record_public_shop_contoso-com"),
    ).toMatchObject({ target_resource_id: `${NETWORK}/publicIPAddresses/pip` });
  });
});

describe("an existing cluster", () => {
  test("behind a created gateway: AGIC by Helm has its identity, its routes are mirrored, its group is asked", () => {
    const output = inShop((shop, stack) => {
      const old = existingCluster(shop, { nodeResourceGroupId: NODE_GROUP, oidcIssuerUrl: "https://issuer" });
      shop.addGateway("front", {}).addAgicHelm(old);
      const [mirror] = shop.mirrors();
      expect(mirror?.source).toEqual({ group: { key: "shop-old", id: NODE_GROUP } });
      const rules = stack.node.findAll().filter((request) => request instanceof RequestedSecurityRule);
      expect(rules.map(({ targetId, rule }) => [targetId, rule.name, rule.to])).toEqual([
        [`${VNET}/subnets/aks`, "from-front", ["10.1.4.0/24", "10.244.0.0/16"]],
      ]);
    });
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_federated_identity_credential", "shop_old_agic_helm")).toMatchObject({
      issuer: "https://issuer",
    });
    expect(output.addresses("azurerm_kubernetes_cluster")).toEqual([]);
  });

  test("behind a created gateway: its team turns the add-on on, whose identity gets the roles", () => {
    const principal = "00000000-0000-0000-0000-000000000009";
    const output = inShop((shop, stack) => {
      const attributes = { routeTableId: `${NETWORK}/routeTables/rt-aks`, agicPrincipalId: principal };
      shop.addGateway("front", {}).addAgicAddon(existingCluster(shop, attributes));
      const addOns = stack.node.findAll().filter((request) => request instanceof RequestedAgicAddon);
      expect(addOns.map(({ clusterId }) => clusterId)).toEqual([AKS]);
    });
    expect(output.errors).toEqual([]);
    expect(scopesOf(output, "shop_old_agic_addon")).toHaveLength(3);
    expect(output.resource("azurerm_role_assignment", "shop_old_agic_addon_gateway")).toMatchObject({
      principal_id: principal,
    });
  });

  test("behind an existing gateway runs already: only the mirror is created", () => {
    const output = inShop((shop, stack) => {
      const routeTableId = `${NETWORK}/routeTables/rt-aks`;
      const gateway = existingGateway(shop, { routeTable: TABLE });
      gateway.addAgicAddon(existingCluster(shop, { routeTableId, agicPrincipalId: "known" }));
      expect(shop.mirrors()).toMatchObject([
        { name: "shop-old", source: { table: { routeTableId } }, target: TABLE },
      ]);
      expect(stack.node.findAll().filter((request) => request instanceof RequestedAgicAddon)).toEqual([]);
    });
    expect(output.errors).toEqual([]);
    expect(output.addresses().filter((address) => address.includes(".shop"))).toEqual([
      "azurerm_resource_group.shop",
    ]);
  });

  test.each<[string, Partial<ClusterAttributes>, (gateway: SpokeGateway, old: SpokeClusterOf) => unknown]>([
    ["table", { oidcIssuerUrl: "https://issuer" }, (gateway, old) => gateway.addAgicHelm(old)],
    ["issuer", { nodeResourceGroupId: NODE_GROUP }, (gateway, old) => gateway.addAgicHelm(old)],
    [
      "identity",
      {},
      (gateway, old) =>
        gateway.addLoadBalancerBackend(old, { backend: { port: 80, protocol: "http", healthPath: "/" } }),
    ],
  ])("whose %s is needed and not known is refused once", (_, attributes, connect) => {
    const output = inShop((shop) => {
      connect(shop.addGateway("front", {}), existingCluster(shop, attributes));
    });
    expect(output.errors).toEqual(["ATTRIBUTE_MISSING"]);
  });

  test("keeps the place of its load balancer from created ones", () => {
    const output = inShop((shop) => {
      const backend = { port: 80, protocol: "http", healthPath: "/" } as const;
      const old = existingCluster(shop, { principalId: "00000000-0000-0000-0000-000000000009" });
      const front = shop.addGateway("front", {});
      const sites = [old, cluster(shop, { network: overlay("10.245.0.0/16") })].map((of) =>
        front.addLoadBalancerBackend(of, { hostNames: [`${of.key}.contoso.com`], backend }),
      );
      expect(new Set(sites.map(({ backend: { address } }) => address)).size).toBe(2);
    });
    expect(output.errors).toEqual([]);
  });

  test("claims its pods, its subnet and its key", () => {
    const output = inShop((shop) => {
      const gateway = shop.addGateway("front", {});
      const routingDomains = [gateway.node.path];
      existingCluster(shop, { routingDomains });
      cluster(shop, { network: KUBENET, routingDomains });
      expect(() => existingCluster(shop)).toThrow("NAME_TAKEN");
      existingCluster(shop, { network: overlay("10.250.0.0/16") }, "second");
    });
    expect(output.errors).toEqual(expect.arrayContaining(["ADDRESS_OVERLAP", "SHARED_BY_TWO_CLUSTERS"]));
  });
});

test("an id of another type is refused", () => {
  expect(() => inShop((shop) => existingCluster(shop, { clusterId: AGW }))).toThrow("ID_OF_ANOTHER_TYPE");
  expect(() => inShop((shop) => existingGateway(shop, { gatewayId: AKS }))).toThrow("ID_OF_ANOTHER_TYPE");
});
