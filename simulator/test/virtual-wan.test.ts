import { expect, test } from "vitest";
import { GROUP, TestArm, type Answer } from "./support/arm.js";

const REGION = { location: "westeurope" };
const HUB = net("virtualHubs/hub");
const FIREWALL = net("azureFirewalls/fw");

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}

function put(arm: TestArm, path: string, properties: object): Promise<Answer> {
  return arm.put(net(path), { ...REGION, properties });
}

function hub(arm: TestArm, name: string, addressPrefix: string): Promise<Answer> {
  return put(arm, `virtualHubs/${name}`, { addressPrefix, virtualWan: { id: net("virtualWans/wan") } });
}

function connect(arm: TestArm, to: string, network: string, name = network): Promise<Answer> {
  return arm.put(net(`virtualHubs/${to}/hubVirtualNetworkConnections/${name}`), {
    properties: { remoteVirtualNetwork: { id: net(`virtualNetworks/${network}`) } },
  });
}

function intent(arm: TestArm, nextHop: string): Promise<Answer> {
  return arm.put(`${HUB}/routingIntent/intent`, {
    properties: { routingPolicies: [{ name: "all", destinations: ["PrivateTraffic"], nextHop }] },
  });
}

async function withHub(): Promise<TestArm> {
  const arm = new TestArm();
  await put(arm, "virtualWans/wan", { type: "Standard" });
  await hub(arm, "hub", "10.0.0.0/23");
  for (const [name, prefix] of Object.entries({
    shop: "10.1.0.0/16",
    same: "10.1.4.0/24",
    own: "10.0.1.0/24",
  }))
    await put(arm, `virtualNetworks/${name}`, { addressSpace: { addressPrefixes: [prefix] } });
  return arm;
}

function firewall(arm: TestArm, publicIps: number): Promise<Answer> {
  return put(arm, "azureFirewalls/fw", {
    sku: { name: "AZFW_Hub", tier: "Standard" },
    virtualHub: { id: HUB },
    hubIPAddresses: { publicIPs: { count: publicIps } },
  });
}

test("a virtual hub is a /24 or larger, and keeps its prefix", async () => {
  const arm = await withHub();
  expect((await hub(arm, "small", "10.9.0.0/25")).at("error.code")).toBe("VirtualHubAddressPrefixTooSmall");
  expect((await hub(arm, "hub", "10.9.0.0/23")).at("error.code")).toBe("PropertyChangeNotAllowed");
  expect((await hub(arm, "hub", "10.0.0.0/23")).status).toBe(200);
});

test("a firewall in a virtual hub has a private address of the hub and public ones that Azure creates", async () => {
  const arm = await withHub();
  await firewall(arm, 2);
  const { privateIPAddress, publicIPs } = (await arm.get(FIREWALL)).at("properties.hubIPAddresses") as {
    privateIPAddress: string;
    publicIPs: { addresses: { address: string }[] };
  };
  expect(privateIPAddress).toBe("10.0.0.132");
  expect(new Set(publicIPs.addresses.map(({ address }) => address)).size).toBe(2);
});

test("the next hop of a routing intent is a firewall of the hub", async () => {
  const arm = await withHub();
  expect((await intent(arm, FIREWALL)).at("error.code")).toBe("InvalidNextHop");
  await firewall(arm, 1);
  expect((await intent(arm, FIREWALL)).status).toBe(201);
});

test("a VPN gateway of a virtual hub has two instances, each with a public address", async () => {
  const arm = await withHub();
  await put(arm, "vpnGateways/vpng", { virtualHub: { id: HUB } });
  const instances = (await arm.get(net("vpnGateways/vpng"))).at("properties.ipConfigurations") as {
    publicIpAddress: string;
    privateIpAddress: string;
  }[];
  expect(new Set(instances.map(({ publicIpAddress }) => publicIpAddress)).size).toBe(2);
  expect(instances.map(({ privateIpAddress }) => privateIpAddress)).toEqual(["10.0.0.12", "10.0.0.13"]);
  const second = await put(arm, "vpnGateways/other", { virtualHub: { id: HUB } });
  expect(second.at("error.code")).toBe("VirtualHubAlreadyHasGateway");
});

test("a connection to a site names one of its links, and holds the site and the gateway", async () => {
  const arm = await withHub();
  await put(arm, "vpnSites/berlin", {
    virtualWan: { id: net("virtualWans/wan") },
    vpnSiteLinks: [{ name: "link", properties: { ipAddress: "203.0.113.10" } }],
  });
  await put(arm, "vpnGateways/vpng", { virtualHub: { id: HUB } });
  const site = (link: string): Promise<Answer> =>
    arm.put(net("vpnGateways/vpng/vpnConnections/berlin"), {
      properties: {
        remoteVpnSite: { id: net("vpnSites/berlin") },
        vpnLinkConnections: [
          { name: "link", properties: { vpnSiteLink: { id: net(`vpnSites/berlin/vpnSiteLinks/${link}`) } } },
        ],
      },
    });
  expect((await site("other")).at("error.code")).toBe("InvalidResourceReference");
  expect((await site("link")).status).toBe(201);
  for (const held of ["vpnSites/berlin", "vpnGateways/vpng", "virtualHubs/hub"])
    expect((await arm.delete(net(held))).status).not.toBe(202);
});

test("an ExpressRoute gateway connects a circuit once", async () => {
  const arm = await withHub();
  await put(arm, "expressRouteGateways/ergw", {
    virtualHub: { id: HUB },
    autoScaleConfiguration: { bounds: { min: 1 } },
  });
  const connect = (name: string): Promise<Answer> =>
    arm.put(net(`expressRouteGateways/ergw/expressRouteConnections/${name}`), {
      properties: {
        expressRouteCircuitPeering: { id: net("expressRouteCircuits/erc/peerings/AzurePrivatePeering") },
      },
    });
  expect((await connect("frankfurt")).status).toBe(201);
  expect((await connect("second")).at("error.code")).toBe("ExpressRouteCircuitAlreadyConnected");
});

test("a network is connected with one virtual hub, without overlaps", async () => {
  const arm = await withHub();
  await hub(arm, "far", "10.8.0.0/23");
  expect((await connect(arm, "hub", "shop")).status).toBe(201);
  expect((await connect(arm, "far", "shop")).at("error.code")).toBe(
    "HubVirtualNetworkConnectionAlreadyExists",
  );
  const overlaps = "VnetAddressSpaceOverlapsWithConnectedNetworks";
  expect((await connect(arm, "hub", "same")).at("error.code")).toBe(overlaps);
  expect((await connect(arm, "hub", "own")).at("error.code")).toBe(overlaps);
  expect((await connect(arm, "hub", "none")).at("error.code")).toBe("InvalidResourceReference");
  expect((await arm.delete(HUB)).status).not.toBe(202);
});
