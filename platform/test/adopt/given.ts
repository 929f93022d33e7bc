import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../../../test/support/files.js";

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

function ofMirror(team: string, subscription: string, gateway: string): object {
  const group = (name: string): string =>
    `/subscriptions/${subscription.repeat(8)}-${`${subscription.repeat(4)}-`.repeat(3)}${subscription.repeat(12)}/resourceGroups/${name}/providers`;
  return {
    cluster: { id: `${group(`rg-${team}`)}/Microsoft.ContainerService/managedClusters/aks-${team}` },
    gateway: { id: gateway },
  };
}

const GATEWAYS = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups";
const EDGE = `${GATEWAYS}/rg-edge/providers/Microsoft.Network/applicationGateways/agw-edge`;

/** By the name of the example: address spaces, ranges and tables of networks and subnets of which only the ids are known. */
const GIVEN: Readonly<Record<string, object>> = {
  "existing-addresses-and-identities": {
    spokes: {
      jobs: {
        addressSpace: "10.2.0.0/16",
        clusters: { main: { egress: { publicIpPrefix: { prefix: "203.0.113.16/30" } } } },
      },
    },
    routeSync: { network: { subnet: { prefix: "10.2.255.0/26" }, ...table("rt-route-sync") } },
  },
  "route-sync-alone": {
    mirrors: {
      shop: ofMirror(
        "shop",
        "1",
        `${GATEWAYS}/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop`,
      ),
    },
  },
  "route-sync-gateway-subnet": {
    mirrors: { shop: ofMirror("shop", "1", EDGE), blog: ofMirror("blog", "2", EDGE) },
  },
  "inline-associations": {
    spokes: { shop: { addressSpace: "10.1.0.0/16", network: { taken: ["10.1.0.0/20"] } }, orders: {} },
  },
  // Pools that AKS fills are objects of Kubernetes.
  "node-auto-provisioning": {
    spokes: {
      shop: {
        clusters: {
          main: {
            nodePools: {
              work: {
                nodes: "auto",
                vmSizes: ["Standard_D4ds_v5", "Standard_D8ds_v5", "Standard_D16ds_v5"],
                limits: { cpu: 400 },
                zones: [1, 2, 3],
              },
              arm: {
                nodes: "auto",
                vmSizes: ["Standard_D4pds_v5", "Standard_D8pds_v5"],
                limits: { cpu: 64, memory: 256 },
                taints: ["kubernetes.io/arch=arm64:NoSchedule"],
                labels: { tier: "batch" },
              },
            },
          },
        },
      },
    },
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

/** What is given for an example. */
export function givenFor(name: string): unknown {
  return name === "existing-cluster-and-gateway" ? { spokes: namedIn(name) } : GIVEN[name];
}

/** The spokes of an example with what they only name: gateways and clusters by id, and whom a new cluster's requests come from. */
function namedIn(example: string): Values {
  const file = valuesOf(parse(readFileSync(join(ROOT, `examples/${example}.yaml`), "utf8")));
  return mapped(file["spokes"], ({ addressSpace, network, gateways, clusters }) => ({
    addressSpace,
    network,
    gateways: mapped(gateways, (gateway) => ("id" in gateway ? gateway : {})),
    clusters: mapped(clusters, (cluster) => ("id" in cluster ? cluster : { ingress: cluster["ingress"] })),
  }));
}

type Values = Readonly<Record<string, unknown>>;

function valuesOf(value: unknown): Values {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function mapped(map: unknown, change: (values: Values) => Values): Values {
  return Object.fromEntries(
    Object.entries(valuesOf(map)).map(([key, value]) => [key, change(valuesOf(value))]),
  );
}

const LANDING_ZONE = "/subscriptions/66666666-0000-4000-8000-000000000001/resourceGroups";

function subnet(network: string, name: string, parts: Readonly<Record<string, string>>): object {
  const group = network === "vnet-shop" ? "rg-network" : "rg-woodgrove-orders";
  const id = `${LANDING_ZONE}/${group}/providers/Microsoft.Network/virtualNetworks/${network}/subnets/${name}`;
  const properties = Object.fromEntries(
    Object.entries(parts).map(([part, path]) => [
      part,
      { id: `${LANDING_ZONE}/${path.replace("/", "/providers/Microsoft.Network/")}` },
    ]),
  );
  return { id, name, type: "Microsoft.Network/virtualNetworks/subnets", properties };
}

/** By the name of the example: what `az network vnet subnet show` adds to a state, which has no write-only arguments. */
export const EXPORTED: Readonly<Record<string, readonly object[]>> = {
  "inline-associations": [
    subnet("vnet-shop", "snet-woodgrove-shop-gateway-edge", {
      networkSecurityGroup: "rg-woodgrove-shop/networkSecurityGroups/nsg-woodgrove-shop-gateway-edge",
      routeTable: "rg-woodgrove-shop/routeTables/rt-woodgrove-shop-gateway-edge",
    }),
    subnet("vnet-shop", "snet-woodgrove-shop-main-system", {
      networkSecurityGroup: "rg-woodgrove-shop/networkSecurityGroups/nsg-woodgrove-shop-main-system",
      routeTable: "rg-woodgrove-shop/routeTables/rt-woodgrove-shop-main",
    }),
    subnet("vnet-woodgrove-orders", "snet-woodgrove-orders-main-system", {
      networkSecurityGroup: "rg-woodgrove-orders/networkSecurityGroups/nsg-woodgrove-orders-main-system",
    }),
  ],
};
