/** Platforms that random edits begin with, one for each kind of hub and for what exists already. */
import type { Tree } from "./tree.js";

const NETWORK =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-network/providers/Microsoft.Network";

/** Id of one of many circuits. */
export function circuit(number: number): string {
  return `${NETWORK}/expressRouteCircuits/erc-${String(number)}`;
}

const CREATED: Tree = {
  apiVersion: "aks-topology/v1",
  name: "contoso",
  location: "westeurope",
  // Pools that AKS fills need it.
  azurerm: 5,
  hub: {
    addressSpace: "10.0.0.0/22",
    firewall: { publicIps: 20 },
    dns: { type: "private-resolver" },
    bastion: {},
  },
  spokes: {
    shop: {
      addressSpace: "10.1.0.0/19",
      gateways: { public: { tier: "Standard_v2" } },
      clusters: {
        main: {
          network: { plugin: "kubenet" },
          ingress: { type: "agic-addon", gateway: "public" },
          nodePools: { system: { vmSize: "Standard_D4ds_v5", nodes: 3 } },
        },
      },
    },
  },
};

const OVERLAY = {
  network: { plugin: "azure-cni-overlay" },
  nodePools: { system: { vmSize: "Standard_D4ds_v5", nodes: 3 } },
};

const VIRTUAL_WAN: Tree = {
  ...CREATED,
  hub: { type: "virtual-wan", addressSpace: "10.0.0.0/23", firewall: { publicIps: 20 } },
  spokes: {
    shop: {
      addressSpace: "10.1.0.0/19",
      gateways: { public: {} },
      clusters: {
        main: {
          ...OVERLAY,
          egress: { type: "firewall" },
          ingress: { type: "gateway-to-load-balancer", gateway: "public" },
        },
      },
    },
  },
};

const SITES: Tree = {
  ...CREATED,
  hub: {
    addressSpace: "10.0.0.0/22",
    firewall: { publicIps: 20 },
    gateway: {
      type: "vpn",
      sites: { berlin: { device: "203.0.113.200", prefixes: ["172.20.200.0/24"] } },
    },
    onPremises: { prefixes: ["172.20.0.0/16"] },
  },
};

const CIRCUITS: Tree = {
  ...CREATED,
  hub: {
    addressSpace: "10.0.0.0/22",
    firewall: { publicIps: 20 },
    gateway: { type: "express-route", circuits: { berlin: { circuit: { id: circuit(200) } } } },
    onPremises: { prefixes: ["172.20.0.0/16"] },
  },
};

const TWO_HUBS: Tree = {
  ...CREATED,
  hub: undefined,
  hubs: {
    west: { addressSpace: "10.60.0.0/22", firewall: { publicIps: 20 } },
    north: { addressSpace: "10.64.0.0/22", firewall: { publicIps: 20 }, bastion: {} },
  },
  spokes: {
    shop: { hub: "west", addressSpace: "10.1.0.0/19", clusters: { main: OVERLAY } },
    desk: { hub: "north", addressSpace: "10.2.0.0/19", gateways: { public: {} } },
  },
};

/** A network, a gateway and a cluster that exist, with subnets of others in the network. */
const EXISTING: Tree = {
  ...CREATED,
  spokes: {
    shop: {
      addressSpace: "10.1.0.0/19",
      network: { id: `${NETWORK}/virtualNetworks/vnet-shop`, taken: ["10.1.2.0/24"], peered: true },
      gateways: {
        edge: {
          id: `${NETWORK}/applicationGateways/agw-shop`,
          subnet: { id: `${NETWORK}/virtualNetworks/vnet-shop/subnets/snet-agw`, prefix: "10.1.0.0/24" },
          frontend: { type: "public" },
        },
      },
      clusters: { main: OVERLAY },
    },
  },
};

/** By what is special about them. */
export const EDITED: Readonly<Record<string, Tree>> = {
  "a hub": CREATED,
  "a Virtual WAN": VIRTUAL_WAN,
  "sites of a VPN gateway": SITES,
  "ExpressRoute circuits": CIRCUITS,
  "two hubs": TWO_HUBS,
  "existing parts": EXISTING,
};
