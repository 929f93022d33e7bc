import { describe, expect, test } from "vitest";
import { asObject } from "../src/core/json.js";
import { GROUP, TestArm, route, type Answer } from "./support/arm.js";

const WEST = { location: "westeurope" };
function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
const NODES = net("virtualNetworks/v/subnets/nodes");

async function network(
  options: { dns?: string[]; routes?: object[]; table?: boolean } = {},
): Promise<TestArm> {
  const arm = new TestArm();
  const properties = {
    addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    dhcpOptions: { dnsServers: options.dns ?? [] },
  };
  await arm.put(net("virtualNetworks/v"), { ...WEST, properties });
  await arm.put(net("routeTables/rt"), { ...WEST, properties: { routes: options.routes ?? [] } });
  const routeTable = options.table === false ? undefined : { id: net("routeTables/rt") };
  await arm.put(NODES, { properties: { addressPrefix: "10.1.0.0/24", routeTable } });
  return arm;
}

const DEFAULT = route("default", "0.0.0.0/0", "10.0.0.4");

function cluster(networkProfile: object, properties: object = {}, identity = "UserAssigned") {
  return {
    ...WEST,
    identity: { type: identity },
    properties: {
      dnsPrefix: "aks",
      networkProfile,
      agentPoolProfiles: [{ name: "system", count: 1, vnetSubnetID: NODES }],
      ...properties,
    },
  };
}

const UDR = { networkPlugin: "kubenet", outboundType: "userDefinedRouting" };
const PRIVATE = { apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "system" } };

async function code(answering: Promise<Answer>): Promise<[number, unknown]> {
  const answer = await answering;
  return [answer.status, answer.at("error.code")];
}

describe("what Azure refuses", () => {
  test("overlapping subnets in a network", async () => {
    const arm = await network();
    expect(
      await code(
        arm.put(net("virtualNetworks/v/subnets/b"), { properties: { addressPrefix: "10.1.0.128/25" } }),
      ),
    ).toEqual([400, "NetcfgSubnetRangesOverlap"]);
    const subnets = ["10.2.0.0/24", "10.2.0.0/25"].map((addressPrefix, i) => ({
      name: `s${i}`,
      properties: { addressPrefix },
    }));
    expect(
      await code(
        arm.put(net("virtualNetworks/w"), {
          ...WEST,
          properties: { addressSpace: { addressPrefixes: ["10.2.0.0/16"] }, subnets },
        }),
      ),
    ).toEqual([400, "NetcfgSubnetRangesOverlap"]);
  });

  test("a subnet outside its network", async () => {
    expect(
      await code(
        (await network()).put(net("virtualNetworks/v/subnets/b"), {
          properties: { addressPrefix: "10.2.0.0/24" },
        }),
      ),
    ).toEqual([400, "NetcfgInvalidSubnet"]);
  });

  test("peering networks whose address spaces overlap", async () => {
    const arm = await network();
    await arm.put(net("virtualNetworks/w"), {
      ...WEST,
      properties: { addressSpace: { addressPrefixes: ["10.1.128.0/17"] } },
    });
    expect(
      await code(
        arm.put(net("virtualNetworks/v/virtualNetworkPeerings/p"), {
          properties: { remoteVirtualNetwork: { id: net("virtualNetworks/w") } },
        }),
      ),
    ).toEqual([400, "VnetAddressSpacesOverlap"]);
  });

  test("a subnet that names a table that is not there", async () => {
    const properties = { addressPrefix: "10.1.5.0/24", routeTable: { id: net("routeTables/none") } };
    expect(await code((await network()).put(net("virtualNetworks/v/subnets/b"), { properties }))).toEqual([
      400,
      "InvalidResourceReference",
    ]);
  });

  test("two rules of one priority and direction", async () => {
    const securityRules = ["a", "b"].map((name) => ({
      name,
      properties: { priority: 100, direction: "Inbound" },
    }));
    expect(
      await code(
        new TestArm().put(net("networkSecurityGroups/n"), { ...WEST, properties: { securityRules } }),
      ),
    ).toEqual([400, "SecurityRuleConflict"]);
  });

  describe("0.0.0.0/0 to an appliance on the table of an application gateway's subnet", () => {
    const gateway = {
      ...WEST,
      properties: {
        sku: { tier: "WAF_v2" },
        gatewayIPConfigurations: [{ name: "ip", properties: { subnet: { id: NODES } } }],
      },
    };
    const REFUSED = [400, "ApplicationGatewaySubnetUserDefinedRouteNotAllowed"];

    test("as a route or in the whole table", async () => {
      const arm = await network();
      await arm.put(net("applicationGateways/agw"), gateway);
      expect(await code(arm.put(net("routeTables/rt/routes/default"), DEFAULT))).toEqual(REFUSED);
      expect(
        await code(arm.put(net("routeTables/rt"), { ...WEST, properties: { routes: [DEFAULT] } })),
      ).toEqual(REFUSED);
      const toInternet = {
        name: "default",
        properties: { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" },
      };
      expect((await arm.put(net("routeTables/rt/routes/default"), toInternet)).status).toBe(201);
    });

    test("by associating the table", async () => {
      const arm = await network({ table: false, routes: [DEFAULT] });
      await arm.put(net("applicationGateways/agw"), gateway);
      expect(
        await code(
          arm.put(NODES, {
            properties: { addressPrefix: "10.1.0.0/24", routeTable: { id: net("routeTables/rt") } },
          }),
        ),
      ).toEqual(REFUSED);
    });

    test("by making the gateway there, unless it is network isolated", async () => {
      const arm = await network({ routes: [DEFAULT] });
      expect(await code(arm.put(net("applicationGateways/agw"), gateway))).toEqual(REFUSED);
      expect(
        (
          await arm.put(net("applicationGateways/agw"), {
            ...gateway,
            properties: { ...gateway.properties, enableNetworkIsolation: true },
          })
        ).status,
      ).toBe(201);
    });

    test("not in a subnet that is delegated to isolated gateways", async () => {
      const arm = await network({ routes: [DEFAULT] });
      const subnet = (await arm.get(NODES)).body;
      const delegation = {
        name: "gateways",
        properties: { serviceName: "Microsoft.Network/applicationGateways" },
      };
      await arm.put(NODES, { properties: { ...asObject(subnet["properties"]), delegations: [delegation] } });
      expect((await arm.put(net("applicationGateways/agw"), gateway)).status).toBe(201);
      expect((await arm.put(net("routeTables/rt/routes/default"), DEFAULT)).status).toBe(200);
    });
  });

  test("userDefinedRouting without a table, without a default route, with the wrong hop", async () => {
    expect(await code((await network({ table: false })).put(CLUSTER, cluster(UDR)))).toEqual([
      400,
      "ExistingRouteTableNotAssociatedWithSubnet",
    ]);
    expect(await code((await network()).put(CLUSTER, cluster(UDR)))).toEqual([
      400,
      "RouteTableMissingDefaultRoute",
    ]);
    const toInternet = { name: "d", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" } };
    expect(await code((await network({ routes: [toInternet] })).put(CLUSTER, cluster(UDR)))).toEqual([
      400,
      "RouteTableInvalidNextHop",
    ]);
    expect((await (await network({ routes: [DEFAULT] })).put(CLUSTER, cluster(UDR))).status).toBe(201);
  });

  test("a private kubenet cluster with its own table and custom DNS servers", async () => {
    const arm = await network({ dns: ["10.0.0.4"], routes: [DEFAULT] });
    expect(await code(arm.put(CLUSTER, cluster(UDR, PRIVATE)))).toEqual([
      400,
      "CustomRouteTableWithPrivateClusterAndCustomDNSNotAllowed",
    ]);
  });

  test("custom DNS without a linked zone", async () => {
    const arm = await network({ dns: ["10.0.0.4"], table: false });
    const overlay = { networkPlugin: "azure", networkPluginMode: "overlay" };
    const zone = net("privateDnsZones/privatelink.westeurope.azmk8s.io");
    const withZone = { apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: zone } };
    expect((await code(arm.put(CLUSTER, cluster(overlay, PRIVATE))))[1]).toBe(
      "K8SAPIServerDNSLookupFailVMExtensionError",
    );
    await arm.put(zone, { location: "global" });
    expect((await code(arm.put(CLUSTER, cluster(overlay, withZone))))[0]).toBe(400);
    await arm.put(`${zone}/virtualNetworkLinks/hub`, {
      location: "global",
      properties: { virtualNetwork: { id: net("virtualNetworks/v") } },
    });
    expect((await arm.put(CLUSTER, cluster(overlay, withZone))).status).toBe(201);
  });

  test("a kubenet cluster on its own table with a system-assigned identity", async () => {
    const arm = await network({ routes: [DEFAULT] });
    expect(await code(arm.put(CLUSTER, cluster(UDR, {}, "SystemAssigned")))).toEqual([
      400,
      "CustomRouteTableWithSystemAssignedIdentityNotAllowed",
    ]);
  });

  test("deleting what is in use: subnet, security group, public address, plan, zone with links", async () => {
    const arm = await network({ routes: [DEFAULT] });
    await arm.put(CLUSTER, cluster(UDR));
    expect(await code(arm.delete(NODES))).toEqual([400, "InUseSubnetCannotBeDeleted"]);
    expect(await code(arm.delete(net("virtualNetworks/v")))).toEqual([400, "InUseSubnetCannotBeDeleted"]);
    await arm.put(net("publicIPAddresses/p"), WEST);
    await arm.put(net("bastionHosts/b"), {
      ...WEST,
      properties: {
        ipConfigurations: [
          { name: "c", properties: { publicIPAddress: { id: net("publicIPAddresses/p") } } },
        ],
      },
    });
    expect(await code(arm.delete(net("publicIPAddresses/p")))).toEqual([
      400,
      "PublicIPAddressCannotBeDeleted",
    ]);
    const plan = `${GROUP}/providers/Microsoft.Web/serverfarms/plan`;
    await arm.put(plan, WEST);
    await arm.put(`${GROUP}/providers/Microsoft.Web/sites/s`, {
      ...WEST,
      properties: { serverFarmId: plan },
    });
    expect(await code(arm.delete(plan))).toEqual([409, "Conflict"]);
    await arm.put(net("privateDnsZones/z.internal"), { location: "global" });
    await arm.put(net("privateDnsZones/z.internal/virtualNetworkLinks/l"), {
      location: "global",
      properties: { virtualNetwork: { id: net("virtualNetworks/v") } },
    });
    expect(await code(arm.delete(net("privateDnsZones/z.internal")))).toEqual([409, "CannotDeleteResource"]);
    await arm.delete(net("privateDnsZones/z.internal/virtualNetworkLinks/l"));
    expect((await arm.delete(net("privateDnsZones/z.internal"))).status).toBe(202);
  });

  test("a child without its parent, a resource without its group", async () => {
    const arm = new TestArm();
    expect(
      await code(
        arm.put(net("virtualNetworks/none/subnets/s"), { properties: { addressPrefix: "10.0.0.0/24" } }),
      ),
    ).toEqual([404, "ParentResourceNotFound"]);
    expect(await code(arm.put(net("routeTables/t").replace("/rg/", "/none/"), WEST))).toEqual([
      404,
      "ResourceGroupNotFound",
    ]);
  });
});

describe("absurd clusters", () => {
  test("a count, a range or no pool at all that cannot be", async () => {
    const arm = await network({ routes: [DEFAULT] });
    for (const count of [-1, 1.5, 1e9, "3"])
      expect(
        await code(
          arm.put(CLUSTER, cluster(UDR, { agentPoolProfiles: [{ name: "p", count, vnetSubnetID: NODES }] })),
        ),
      ).toEqual([400, "InvalidParameter"]);
    expect(await code(arm.put(CLUSTER, cluster({ ...UDR, podCidr: "10.244.0.0" })))).toEqual([
      400,
      "InvalidCIDR",
    ]);
    expect(await code(arm.put(CLUSTER, cluster(UDR, { agentPoolProfiles: [] })))).toEqual([
      400,
      "InvalidParameter",
    ]);
  });

  test("more nodes than the pod range allows are reported, and crash nothing", async () => {
    const arm = await network({ routes: [DEFAULT] });
    const agentPoolProfiles = [{ name: "p", count: 5, vnetSubnetID: NODES }];
    await arm.put(CLUSTER, cluster({ ...UDR, podCidr: "10.244.0.0/23" }, { agentPoolProfiles }));
    await arm.sim.idle();
    expect(arm.sim.aks.problems.at(-1)).toContain("no address is left");
  });
});

describe("a cluster's nodes follow its pools", () => {
  test("on userDefinedRouting the routes go into the customer's table", async () => {
    const arm = await network({ routes: [DEFAULT] });
    await arm.put(CLUSTER, cluster(UDR));
    await arm.put(`${CLUSTER}/agentPools/user`, { properties: { count: 2, vnetSubnetID: NODES } });
    await arm.sim.idle();
    const text = JSON.stringify(arm.sim.stored(net("routeTables/rt")));
    expect(text.match(/aks-(system|user)-\d{8}-vmss/g)?.length).toBe(6);
    expect(text).toContain('"default"');
  });

  test("on another outbound type they go into the managed table of the node resource group", async () => {
    const arm = await network({ table: false });
    await arm.put(CLUSTER, cluster({ networkPlugin: "kubenet" }));
    await arm.sim.idle();
    const [managed] = arm.sim.resources((id) =>
      /\/MC_rg_aks_westeurope\/.*routeTables\/aks-agentpool-\d{8}-routetable$/.test(id),
    );
    expect(JSON.stringify(managed)).toContain("vmss000000");
  });

  test("a cluster that is not kubenet writes no routes", async () => {
    const arm = await network({ routes: [DEFAULT] });
    await arm.put(
      CLUSTER,
      cluster({ networkPlugin: "azure", networkPluginMode: "overlay", outboundType: "userDefinedRouting" }),
    );
    await arm.sim.idle();
    expect(JSON.stringify(arm.sim.stored(net("routeTables/rt")))).not.toContain("vmss");
  });
});
