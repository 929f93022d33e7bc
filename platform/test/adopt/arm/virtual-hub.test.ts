import { adoptInventory, Inventory, resourcesOfArm } from "@aks-topology/platform";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { FILE, stacksOf } from "../../../../test/support/adopted.js";

const SUBSCRIPTION = "/subscriptions/00000000-0000-4000-8000-000000000001";
const HUB = `${SUBSCRIPTION}/resourceGroups/rg-fabrikam-hub/providers/Microsoft.Network`;
const SHOP = `${SUBSCRIPTION}/resourceGroups/rg-fabrikam-shop/providers/Microsoft.Network`;
const VIRTUAL_HUB = `${HUB}/virtualHubs/vhub-fabrikam-hub`;
const FIREWALL = `${HUB}/azureFirewalls/afw-fabrikam-hub`;
const POLICY = `${HUB}/firewallPolicies/afwp-fabrikam-hub`;

/** As the REST API shows it, and as the Azure CLI does for the connection. */
const EXPORT = [
  ...["hub", "shop"].map((name) => ({
    id: `${SUBSCRIPTION}/resourceGroups/rg-fabrikam-${name}`,
    location: "westeurope",
  })),
  {
    id: `${HUB}/virtualWans/vwan-fabrikam-hub`,
    type: "Microsoft.Network/virtualWans",
    location: "westeurope",
    properties: { type: "Standard", allowBranchToBranchTraffic: true, disableVpnEncryption: false },
  },
  {
    id: VIRTUAL_HUB,
    location: "westeurope",
    properties: {
      addressPrefix: "10.48.0.0/23",
      virtualWan: { id: `${HUB}/virtualWans/vwan-fabrikam-hub` },
      hubRoutingPreference: "ExpressRoute",
    },
  },
  {
    id: `${VIRTUAL_HUB}/hubVirtualNetworkConnections/vcn-fabrikam-hub-to-shop`,
    enableInternetSecurity: true,
    remoteVirtualNetwork: { id: `${SHOP}/virtualNetworks/vnet-fabrikam-shop` },
  },
  {
    id: `${VIRTUAL_HUB}/routingIntent/ri-fabrikam-hub`,
    properties: {
      routingPolicies: [
        { name: "InternetTraffic", destinations: ["Internet"], nextHop: FIREWALL },
        { name: "PrivateTraffic", destinations: ["PrivateTraffic"], nextHop: FIREWALL },
      ],
    },
  },
  {
    id: FIREWALL,
    location: "westeurope",
    zones: ["1", "2", "3"],
    properties: {
      sku: { name: "AZFW_Hub", tier: "Standard" },
      firewallPolicy: { id: POLICY },
      virtualHub: { id: VIRTUAL_HUB },
      hubIPAddresses: {
        privateIPAddress: "10.48.0.132",
        publicIPs: { count: 2, addresses: [{ address: "20.0.0.4" }, { address: "20.0.0.5" }] },
      },
    },
  },
  { id: POLICY, location: "westeurope", properties: { sku: { tier: "Standard" } } },
  {
    id: `${SHOP}/virtualNetworks/vnet-fabrikam-shop`,
    location: "westeurope",
    properties: { addressSpace: { addressPrefixes: ["10.49.0.0/16"] } },
  },
];

/** Sites and a gateway, whose connections Azure shows as parts of it. */
const SITES = [
  {
    id: `${HUB}/vpnSites/vst-fabrikam-hub-berlin`,
    location: "westeurope",
    properties: {
      virtualWan: { id: `${HUB}/virtualWans/vwan-fabrikam-hub` },
      addressSpace: { addressPrefixes: ["192.168.0.0/16"] },
      vpnSiteLinks: [
        {
          name: "link",
          id: `${HUB}/vpnSites/vst-fabrikam-hub-berlin/vpnSiteLinks/link`,
          properties: { ipAddress: "203.0.113.10" },
        },
      ],
    },
  },
  {
    id: `${HUB}/vpnGateways/vpng-fabrikam-hub`,
    location: "westeurope",
    properties: {
      virtualHub: { id: VIRTUAL_HUB },
      vpnGatewayScaleUnit: 2,
      connections: [
        {
          name: "con-fabrikam-hub-berlin",
          id: `${HUB}/vpnGateways/vpng-fabrikam-hub/vpnConnections/con-fabrikam-hub-berlin`,
          properties: {
            remoteVpnSite: { id: `${HUB}/vpnSites/vst-fabrikam-hub-berlin` },
            vpnLinkConnections: [
              {
                name: "link",
                properties: {
                  vpnSiteLink: { id: `${HUB}/vpnSites/vst-fabrikam-hub-berlin/vpnSiteLinks/link` },
                  enableBgp: false,
                },
              },
            ],
          },
        },
      ],
    },
  },
];

/** An ExpressRoute gateway with one circuit. */
const CIRCUITS = [
  {
    id: `${HUB}/expressRouteGateways/ergw-fabrikam-hub`,
    location: "westeurope",
    properties: { virtualHub: { id: VIRTUAL_HUB }, autoScaleConfiguration: { bounds: { min: 1 } } },
  },
  {
    id: `${HUB}/expressRouteGateways/ergw-fabrikam-hub/expressRouteConnections/con-fabrikam-hub-frankfurt`,
    properties: {
      expressRouteCircuitPeering: { id: `${HUB}/expressRouteCircuits/erc/peerings/AzurePrivatePeering` },
      routingWeight: 10,
    },
  },
];

test.each([
  [
    "VPN",
    SITES,
    {
      gateway: { type: "vpn", scaleUnits: 2, sites: { berlin: { device: "203.0.113.10" } } },
      onPremises: { prefixes: ["192.168.0.0/16"] },
    },
  ],
  [
    "ExpressRoute",
    CIRCUITS,
    {
      gateway: {
        type: "express-route",
        circuits: { frankfurt: { circuit: { id: `${HUB}/expressRouteCircuits/erc` }, weight: 10 } },
      },
    },
  ],
])("the %s gateway of a virtual hub comes back with its connections", (_, parts, hub) => {
  const adopted = adoptInventory(new Inventory(resourcesOfArm([...EXPORT, ...parts]) ?? []), FILE, 4);
  expect(adopted.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(parse(adopted.text)).toMatchObject({ hub });
  expect({ created: adopted.created, outside: adopted.outside }).toEqual({ created: [], outside: [] });
});

test("the virtual hub of a Virtual WAN comes back from what Azure shows, with its parts", () => {
  const adopted = adoptInventory(new Inventory(resourcesOfArm(EXPORT) ?? []), FILE, 4);
  expect(adopted.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(parse(adopted.text)).toMatchObject({
    name: "fabrikam",
    hub: {
      type: "virtual-wan",
      addressSpace: "10.48.0.0/23",
      firewall: { zones: [1, 2, 3], publicIps: 2 },
    },
    spokes: { shop: { addressSpace: "10.49.0.0/16" } },
  });
  expect(stacksOf(adopted)).toHaveLength(1);
  const { differences, created, outside } = adopted;
  expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
});
