import {
  applicationRule,
  collection,
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  natGateway,
  peering,
  routeTable,
  rules,
} from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const PRIVATE = "aks/private-clusters";
const KUBENET = "aks/configure-kubenet";
const OVERLAY = "aks/concepts-network-azure-cni-overlay";

const PROFILE = { network_plugin: "azure", outbound_type: "userDefinedRouting" };

/** A hub, and a spoke with the nodes of a cluster in the subnet "vms". */
function cluster(body: object, more: Resources = {}): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...subnet("jump", "hub", "10.0.9.0/24"),
    ...peering("hub", "spoke"),
    "azurerm_kubernetes_cluster.main": {
      location: "westeurope",
      default_node_pool: [{ name: "system", vnet_subnet_id: id("azurerm_subnet.vms") }],
      network_profile: [PROFILE],
      ...body,
    },
    ...more,
  };
}

const IS_PRIVATE = { private_cluster_enabled: true };
const ZONE = { ...IS_PRIVATE, private_dns_zone_id: id("azurerm_private_dns_zone.aks") };
const OWN_DNS = network("spoke", "10.1.0.0/16", { dns_servers: ["10.0.9.53"] });

function zone(...linked: readonly string[]): Resources {
  return {
    "azurerm_private_dns_zone.aks": { name: "privatelink.westeurope.azmk8s.io" },
    ...Object.fromEntries(
      linked.map((to) => [
        `azurerm_private_dns_zone_virtual_network_link.${to}`,
        {
          private_dns_zone_name: "privatelink.westeurope.azmk8s.io",
          virtual_network_id: id(`azurerm_virtual_network.${to}`),
        },
      ]),
    ),
  };
}

const NODE = { from: "azurerm_kubernetes_cluster.main/node", to: "azurerm_kubernetes_cluster.main/api" };
const JUMP = { from: "azurerm_subnet.jump", to: "azurerm_kubernetes_cluster.main/api" };

/** Nodes on the table of the cluster, a gateway in its own subnet. */
function kubenet(onGateway: Resources): Resources {
  return cluster(
    { network_profile: [{ network_plugin: "kubenet", pod_cidr: "10.244.0.0/16" }] },
    { ...subnet("agw", "spoke", "10.1.8.0/24"), ...routeTable("aks", ["vms"], []), ...onGateway },
  );
}

const OVERLAY_PROFILE = {
  network_profile: [
    {
      network_plugin: "azure",
      network_plugin_mode: "overlay",
      pod_cidr: "10.244.0.0/16",
      outbound_type: "userAssignedNATGateway",
    },
  ],
};

const POD = "azurerm_kubernetes_cluster.main/pod";

/** Nodes in the subnet "vms", pods in one of their own; both have a default route to the firewall with routes of the user. */
function podSubnet(outboundType: string): Resources {
  const routed = outboundType === "userDefinedRouting" ? ["vms", "pods"] : [];
  return cluster(
    {
      network_profile: [{ network_plugin: "azure", outbound_type: outboundType }],
      default_node_pool: [
        {
          name: "system",
          vnet_subnet_id: id("azurerm_subnet.vms"),
          pod_subnet_id: id("azurerm_subnet.pods"),
        },
      ],
    },
    {
      ...subnet("pods", "spoke", "10.1.16.0/20"),
      ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
      ...firewall(),
      ...rules("all", 100, { application: [collection("all", 100, "Allow", applicationRule("any", ["*"]))] }),
      ...routeTable("all", routed, [["all", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    },
  );
}

export const AKS: readonly DocumentedCase[] = [
  {
    title: "Nodes resolve a private API server by the zone that AKS links to their network",
    source: PRIVATE,
    resources: cluster(IS_PRIVATE),
    ...NODE,
    verdict: "delivered",
    passes: ["the private zone of main answers"],
  },
  {
    title: "The zone of AKS is not linked to the hub",
    source: `${PRIVATE}#virtual-network-peering`,
    resources: cluster(IS_PRIVATE),
    ...JUMP,
    verdict: "dropped",
    passes: ["is in a private zone that is not linked to hub"],
  },
  {
    title: "A zone of one's own that is linked to the hub answers there",
    source: `${PRIVATE}#virtual-network-peering`,
    resources: cluster(ZONE, zone("hub")),
    ...JUMP,
    verdict: "delivered",
  },
  {
    title: "With DNS servers in the hub nodes need the zone linked to the hub",
    source: `${PRIVATE}#hub-and-spoke-with-custom-dns`,
    resources: cluster(ZONE, { ...OWN_DNS, ...zone("spoke") }),
    ...NODE,
    verdict: "dropped",
    passes: ["is in a private zone that is not linked to hub"],
  },
  {
    title: "With DNS servers in the hub and the zone linked there nodes find the API server",
    source: `${PRIVATE}#hub-and-spoke-with-custom-dns`,
    resources: cluster(ZONE, { ...OWN_DNS, ...zone("hub") }),
    ...NODE,
    verdict: "delivered",
  },
  {
    title: "The public name of a private cluster has its private address",
    source: `${PRIVATE}#configure-private-dns-zone`,
    resources: cluster({ ...IS_PRIVATE, private_cluster_public_fqdn_enabled: true }),
    ...JUMP,
    verdict: "delivered",
    passes: ["the public name of main leads to"],
  },
  {
    title: "Without a private zone the public name is the only one",
    source: `${PRIVATE}#configure-private-dns-zone`,
    resources: cluster({
      ...IS_PRIVATE,
      private_dns_zone_id: "None",
      private_cluster_public_fqdn_enabled: true,
    }),
    ...NODE,
    verdict: "delivered",
    passes: ["the public name of main leads to"],
  },
  {
    title: "The host name of a private API server is that of its cluster",
    source: `${PRIVATE}#configure-private-dns-zone`,
    resources: cluster({ ...ZONE, dns_prefix: "shop" }, zone()),
    from: "azurerm_kubernetes_cluster.main/node",
    to: "shop-0a1b2c3d.11111111-2222-4333-8444-555555555555.privatelink.westeurope.azmk8s.io",
    verdict: "delivered",
    passes: ["the private zone of main answers"],
  },
  {
    title: "The host name of a private API server has no answer where its zone is not linked",
    source: `${PRIVATE}#hub-and-spoke-with-custom-dns`,
    resources: cluster({ ...ZONE, dns_prefix: "shop" }, { ...OWN_DNS, ...zone() }),
    from: "azurerm_kubernetes_cluster.main/node",
    to: "shop-0a1b2c3d.11111111-2222-4333-8444-555555555555.privatelink.westeurope.azmk8s.io",
    verdict: "dropped",
    passes: ["is in a private zone that is not linked to hub"],
  },
  {
    title: "Names of private API servers are in no public zone",
    source: PRIVATE,
    resources: cluster({}),
    from: "azurerm_kubernetes_cluster.main/node",
    to: "other-0a1b2c3d.privatelink.westeurope.azmk8s.io",
    verdict: "dropped",
    passes: ["is in no public zone"],
  },
  {
    title: "A private API server is not on the Internet",
    source: PRIVATE,
    resources: cluster(IS_PRIVATE),
    from: "internet",
    to: "azurerm_kubernetes_cluster.main/api",
    verdict: "dropped",
  },
  {
    title: "Authorized ranges have to have the address that nodes leave with",
    source: "aks/api-server-authorized-ip-ranges",
    resources: cluster(
      { api_server_access_profile: [{ authorized_ip_ranges: ["20.50.0.1/32"] }] },
      natGateway("nat", "20.50.0.1", ["vms"]),
    ),
    ...NODE,
    verdict: "delivered",
    passes: ["azurerm_nat_gateway.nat"],
  },
  {
    title: "Authorized ranges refuse other addresses",
    source: "aks/api-server-authorized-ip-ranges",
    resources: cluster({ api_server_access_profile: [{ authorized_ip_ranges: ["20.50.0.1/32"] }] }),
    from: "internet",
    to: "azurerm_kubernetes_cluster.main/api",
    verdict: "dropped",
    decidedBy: "authorized IP ranges",
  },
  {
    title: "kubenet: the gateway reaches pods by the routes of the cluster's table",
    source: KUBENET,
    resources: kubenet({
      "azurerm_subnet_route_table_association.agw": {
        subnet_id: id("azurerm_subnet.agw"),
        route_table_id: id("azurerm_route_table.aks"),
      },
    }),
    from: "azurerm_subnet.agw",
    to: POD,
    verdict: "delivered",
    passes: ["a route per node of main"],
  },
  {
    title: "kubenet: without the routes the gateway does not reach pods",
    source: "application-gateway/configuration-infrastructure#supported-user-defined-routes",
    resources: kubenet({}),
    from: "azurerm_subnet.agw",
    to: POD,
    verdict: "dropped",
    decidedBy: "system route 10.0.0.0/8",
  },
  {
    title: "kubenet: pods leave the cluster with the address of their node",
    source: `${KUBENET}#overview-of-kubenet-networking-with-your-own-subnet`,
    resources: kubenet({}),
    from: POD,
    to: "azurerm_subnet.jump",
    verdict: "delivered",
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "Overlay: pods leave the cluster with the address of their node",
    source: OVERLAY,
    resources: cluster(OVERLAY_PROFILE),
    from: POD,
    to: "azurerm_subnet.jump",
    verdict: "delivered",
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "Overlay: pods reach the Internet by the NAT gateway of the nodes",
    source: OVERLAY,
    resources: cluster(OVERLAY_PROFILE, natGateway("nat", "20.50.0.1", ["vms"])),
    from: POD,
    to: "internet",
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.nat (20.50.0.1)" },
  },
  {
    title: "Overlay: nothing outside of the cluster reaches pods",
    source: OVERLAY,
    resources: cluster(OVERLAY_PROFILE),
    from: "azurerm_subnet.jump",
    to: POD,
    verdict: "dropped",
  },
  {
    title: "Overlay: pods reach each other without routes",
    source: OVERLAY,
    resources: cluster(OVERLAY_PROFILE),
    from: POD,
    to: POD,
    verdict: "delivered",
    passes: ["the pod network of the cluster"],
  },
  {
    title: "Node subnet: peers reach pods by their own addresses",
    source: "aks/concepts-network-azure-cni-pod-subnet",
    resources: cluster({}),
    from: "azurerm_subnet.jump",
    to: POD,
    verdict: "delivered",
  },
  {
    title: "Egress by the firewall needs the FQDN tag of AKS",
    source: "aks/limit-egress-traffic",
    resources: cluster(
      {},
      {
        ...firewall(),
        ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
        ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
        ...rules("aks", 100, {
          application: [
            collection(
              "tag",
              100,
              "Allow",
              applicationRule("tag", [], { destination_fqdn_tags: ["AzureKubernetesService"] }),
            ),
          ],
        }),
      },
    ),
    from: POD,
    to: "mcr.microsoft.com",
    verdict: "delivered",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "Authorized ranges have the address of the cluster's own load balancer",
    source: "aks/api-server-authorized-ip-ranges",
    resources: cluster({
      network_profile: [{ network_plugin: "azure", outbound_type: "loadBalancer" }],
      api_server_access_profile: [{ authorized_ip_ranges: ["20.50.0.1/32"] }],
    }),
    ...NODE,
    verdict: "delivered",
  },
  {
    title: "Pod subnet: pods keep their address where routes lead to a firewall",
    source: "aks/egress-outboundtype",
    resources: podSubnet("userDefinedRouting"),
    from: POD,
    to: "internet",
    port: 443,
    verdict: "delivered",
    passes: ["azurerm_firewall.hub"],
    avoids: ["replaces the pod's address"],
  },
  {
    title: "Pod subnet: nodes translate pods where AKS creates the outbound connection",
    source: "aks/egress-outboundtype",
    resources: podSubnet("loadBalancer"),
    from: POD,
    to: "internet",
    verdict: "delivered",
    passes: ["replaces the pod's address"],
  },
  {
    title: "kubenet: the cluster's table on a subnet of a network that is no peer does not reach pods",
    source: `${KUBENET}#limitations--considerations-for-kubenet`,
    resources: {
      ...kubenet({}),
      ...network("apart", "10.7.0.0/16"),
      ...subnet("apart", "apart", "10.7.0.0/24"),
      "azurerm_subnet_route_table_association.apart": {
        subnet_id: id("azurerm_subnet.apart"),
        route_table_id: id("azurerm_route_table.aks"),
      },
    },
    from: "azurerm_subnet.apart",
    to: POD,
    verdict: "dropped",
    decidedBy: "not peered with",
  },
  {
    title: "Nodes are refused as well, with an address that the authorized ranges do not have",
    source: "aks/api-server-authorized-ip-ranges",
    resources: cluster(
      { api_server_access_profile: [{ authorized_ip_ranges: ["20.50.0.9/32"] }] },
      natGateway("nat", "20.50.0.1", ["vms"]),
    ),
    ...NODE,
    verdict: "dropped",
    decidedBy: "authorized IP ranges",
  },
  {
    title: "Packets for a load balancer of another cluster leave the node",
    source: "aks/internal-lb",
    resources: cluster(
      {},
      {
        "azurerm_kubernetes_cluster.other": {
          default_node_pool: [{ name: "system", vnet_subnet_id: id("azurerm_subnet.jump") }],
          network_profile: [PROFILE],
        },
        "aks_service.other": {
          cluster_id: id("azurerm_kubernetes_cluster.other"),
          ip_address: "10.0.9.200",
        },
      },
    ),
    from: POD,
    to: "10.0.9.200",
    verdict: "delivered",
    passes: ["the internal load balancer of other"],
    avoids: ["to a pod itself"],
  },
];
