/** Keys of things that exist already that only pass through, as in `pass-through-rows.ts`. */
import type { Row, Setting } from "./pass-through-rows.js";

const RG = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-own/providers";
const NETWORK = `${RG}/Microsoft.Network/virtualNetworks/vnet-own`;
const GROUP = `${RG}/Microsoft.Network/networkSecurityGroups/nsg-own`;
const TOPIC = `${RG}/Microsoft.EventGrid/systemTopics/evgt-own`;
const [CLUSTER_IDENTITY, AGIC_IDENTITY] = ["a", "b"].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`,
);
const SIZE = { vmSize: "Standard_D4ds_v5", nodes: 3 };

function subnet(name: string, prefix: string, more: object = {}): object {
  return { id: `${NETWORK}/subnets/${name}`, prefix, ...more };
}

/** A spoke whose network exists already, with most of what can exist in it. */
const OWN = {
  addressSpace: ["10.3.0.0/16", "fd00:3::/48"],
  network: { id: NETWORK },
  loadBalancers: {
    subnet: subnet("balancers", "10.3.0.0/24", { associate: true }),
    securityGroup: { id: GROUP },
  },
  gateways: { front: {}, edge: {} },
  clusters: {
    legacy: {
      id: `${RG}/Microsoft.ContainerService/managedClusters/aks-own`,
      network: { plugin: "azure-cni-overlay", podCidr: "10.245.0.0/16" },
      ingress: { type: "agic-addon", gateway: "front" },
      agicPrincipalId: AGIC_IDENTITY,
      nodePools: { system: { nodes: 3, subnet: subnet("legacy", "10.3.1.0/24") } },
    },
    balanced: {
      id: `${RG}/Microsoft.ContainerService/managedClusters/aks-balanced`,
      network: { plugin: "azure-cni-overlay", podCidr: "10.247.0.0/16" },
      ingress: { type: "gateway-to-load-balancer", gateway: "edge", hostNames: ["a.contoso.com"] },
      principalId: CLUSTER_IDENTITY,
      nodePools: { system: { nodes: 3, subnet: subnet("balanced", "10.3.16.0/24") } },
    },
    contained: {
      id: `${RG}/Microsoft.ContainerService/managedClusters/aks-contained`,
      network: { plugin: "azure-cni-overlay", podCidr: "10.248.0.0/16" },
      ingress: {
        type: "application-gateway-for-containers",
        subnet: subnet("agc", "10.3.32.0/24", { associate: true }),
        securityGroup: { id: GROUP },
      },
      oidcIssuerUrl: "https://westeurope.oic.prod-aks.azure.com/own/",
      nodeResourceGroup: { id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/MC_own" },
      nodePools: { system: { nodes: 3, subnet: subnet("contained", "10.3.33.0/24") } },
    },
    main: {
      network: { plugin: "azure-cni" },
      egress: { type: "load-balancer" },
      apiServer: {
        type: "vnet-integration",
        access: { type: "public" },
        subnet: subnet("api", "10.3.2.0/28", { associate: true }),
      },
      virtualNodes: { subnet: subnet("virtual", "10.3.3.0/24", { associate: true }) },
      nodePools: { system: { ...SIZE, subnet: subnet("nodes", "10.3.4.0/22", { associate: true }) } },
    },
    dual: {
      network: {
        plugin: "azure-cni-overlay",
        podCidr: "10.246.0.0/16",
        ipv6: { podCidr: "fd00:33::/64", serviceCidr: "fd00:34::/108" },
      },
      egress: { type: "load-balancer" },
      ingress: { type: "gateway-to-load-balancer", gateway: "edge", hostNames: ["b.contoso.com"] },
      nodePools: {
        system: {
          ...SIZE,
          subnet: subnet("dual", "10.3.8.0/24", { prefixV6: "fd00:3:0:8::/64", associate: true }),
        },
      },
    },
  },
};

const MIRRORED: readonly Setting[] = [
  ["spokes.shop.clusters.main.network.plugin", "kubenet"],
  ["spokes.shop.clusters.main.ingress", { type: "agic-addon", gateway: "edge" }],
];
const SPOKE: Setting = ["spokes.own", OWN];

export const EXISTING_ROWS: readonly Row[] = [
  [
    [SPOKE],
    "azurerm_subnet_network_security_group_association.own_load_balancers",
    "network_security_group_id",
    GROUP,
  ],
  [
    [SPOKE],
    "azurerm_application_load_balancer_subnet_association.own_contained_for_containers_association",
    "subnet_id",
    `${NETWORK}/subnets/agc`,
  ],
  [
    [SPOKE],
    "azurerm_subnet_network_security_group_association.own_contained_for_containers",
    "network_security_group_id",
    GROUP,
  ],
  [[SPOKE], "azurerm_kubernetes_cluster.own_main", "aci_connector_linux.subnet_name", "virtual"],
  [
    [SPOKE],
    "azurerm_network_security_rule.own_dual_system_nodes-to-nodes-v6",
    "source_address_prefix",
    "fd00:3:0:8::/64",
  ],
  [[SPOKE], "azurerm_role_assignment.own_legacy_agic_addon_gateway", "principal_id", AGIC_IDENTITY],
  [[SPOKE], "azurerm_role_assignment.own_balanced_load_balancer_subnet", "principal_id", CLUSTER_IDENTITY],
  [
    [...MIRRORED, ["routeSync.eventGrid", { type: "system-topics", existing: { shop: { id: TOPIC } } }]],
    "azurerm_eventgrid_system_topic_event_subscription.route_sync_events_shop-main",
    "resource_group_name",
    "rg-own",
  ],
  [
    [
      ...MIRRORED,
      ["spokes.own", { addressSpace: "10.3.0.0/16", network: { id: NETWORK } }],
      ["routeSync.network", { spoke: "own", subnet: subnet("sync", "10.3.9.0/27", { associate: true }) }],
    ],
    "azurerm_subnet_network_security_group_association.own_route_sync",
    "subnet_id",
    `${NETWORK}/subnets/sync`,
  ],
];
