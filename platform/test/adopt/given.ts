/** What neither Azure nor a state shows of an example, as `adopt --with` takes it. */

const NETWORK_GROUP =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers/Microsoft.Network";

const NODES = {
  subnet: { prefix: "10.1.4.0/24" },
  securityGroup: { id: `${NETWORK_GROUP}/networkSecurityGroups/nsg-aks` },
};

function table(name: string): object {
  return { routeTable: { id: `${NETWORK_GROUP}/routeTables/${name}` } };
}

/** By the name of the example: address spaces, ranges and tables of networks and subnets of which only the ids are known. */
export const GIVEN: Readonly<Record<string, object>> = {
  "existing-addresses-and-identities": {
    spokes: {
      jobs: {
        addressSpace: "10.2.0.0/16",
        clusters: { main: { egress: { publicIpPrefix: { prefix: "203.0.113.16/30" } } } },
      },
    },
    routeSync: { network: { subnet: { prefix: "10.2.255.0/26" }, ...table("rt-route-sync") } },
  },
  "existing-hub": {
    hub: {
      addressSpace: "10.0.0.0/22",
      firewall: { publicAddresses: ["203.0.113.4", "203.0.113.16/28"] },
      gateway: { type: "express-route" },
      peers: ["10.2.0.0/16", "10.3.0.0/16"],
    },
  },
  "existing-hub-spoke-only": { hub: { addressSpace: "10.30.0.0/22", gateway: { type: "vpn" } } },
  "existing-spoke": {
    spokes: {
      shop: {
        addressSpace: "10.1.0.0/16",
        network: { taken: ["10.1.0.0/20"] },
        gateways: { edge: table("rt-edge") },
        clusters: { main: { ...table("rt-aks"), nodePools: { system: NODES, work: NODES } } },
      },
      pay: {
        addressSpace: "10.2.0.0/16",
        loadBalancers: {
          subnet: {
            id: `${NETWORK_GROUP}/virtualNetworks/vnet-pay/subnets/snet-lb`,
            prefix: "10.2.1.0/24",
          },
        },
        gateways: { front: { subnet: { prefix: "10.2.0.0/24" } } },
        clusters: {
          main: {
            apiServer: { subnet: { prefix: "10.2.2.0/28" } },
            nodePools: {
              system: { subnet: { prefix: "10.2.4.0/24" }, podSubnet: { prefix: "10.2.8.0/22" } },
            },
          },
        },
      },
    },
  },
};
