import { collection, networkRule, routeTable, rules, securityGroup } from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const POLICIES = "virtual-wan/how-to-routing-policies";
const EFFECTIVE = `${POLICIES}#effective-routes`;
const INTERNET = `${POLICIES}#internet-routing-policy`;

const FIREWALL = "10.0.0.132";

/** A virtual hub with a firewall, and two spokes that are connected with it. Port 443 is allowed. */
function secured(
  internetSecurity: boolean,
  destinations: readonly string[],
  more: Resources = {},
): Resources {
  return {
    "azurerm_virtual_wan.main": { type: "Standard" },
    "azurerm_virtual_hub.main": {
      address_prefix: "10.0.0.0/23",
      virtual_wan_id: id("azurerm_virtual_wan.main"),
    },
    "azurerm_firewall_policy.own": {},
    "azurerm_firewall.hub": {
      sku_name: "AZFW_Hub",
      firewall_policy_id: id("azurerm_firewall_policy.own"),
      virtual_hub: [
        {
          virtual_hub_id: id("azurerm_virtual_hub.main"),
          private_ip_address: FIREWALL,
          public_ip_addresses: ["20.1.2.3"],
        },
      ],
    },
    ...(destinations.length === 0
      ? {}
      : {
          "azurerm_virtual_hub_routing_intent.main": {
            virtual_hub_id: id("azurerm_virtual_hub.main"),
            routing_policy: destinations.map((name) => ({
              name,
              destinations: [name],
              next_hop: id("azurerm_firewall.hub"),
            })),
          },
        }),
    ...rules("all", 100, { network: [collection("web", 100, "Allow", networkRule("https", ["443"]))] }),
    ...network("spoke", "10.1.0.0/16"),
    ...subnet("vms", "spoke", "10.1.0.0/24"),
    ...network("other", "10.2.0.0/16"),
    ...subnet("far", "other", "10.2.0.0/24"),
    ...Object.fromEntries(
      ["spoke", "other"].map((name) => [
        `azurerm_virtual_hub_connection.${name}`,
        {
          virtual_hub_id: id("azurerm_virtual_hub.main"),
          remote_virtual_network_id: id(`azurerm_virtual_network.${name}`),
          internet_security_enabled: internetSecurity,
        },
      ]),
    ),
    ...more,
  };
}

const BOTH = ["Internet", "PrivateTraffic"];
const SPOKES = { from: "azurerm_subnet.vms", to: "azurerm_subnet.far", port: 443 } as const;
const OUT = { from: "azurerm_subnet.vms", to: "internet", port: 443 } as const;

/** Nodes in the subnet "vms" that leave by the load balancer of AKS, with a private API server. */
const CLUSTER: Resources = {
  "azurerm_kubernetes_cluster.main": {
    location: "westeurope",
    private_cluster_enabled: true,
    default_node_pool: [{ name: "system", vnet_subnet_id: id("azurerm_subnet.vms") }],
    network_profile: [{ network_plugin: "azure", outbound_type: "loadBalancer" }],
  },
};

/** A VPN gateway in the hub, with a tunnel to a site. */
function vpn(link: object): Resources {
  return {
    "azurerm_vpn_gateway.site": { virtual_hub_id: id("azurerm_virtual_hub.main") },
    "azurerm_vpn_site.site": { address_cidrs: ["192.168.0.0/20"] },
    "azurerm_vpn_gateway_connection.site": {
      vpn_gateway_id: id("azurerm_vpn_gateway.site"),
      remote_vpn_site_id: id("azurerm_vpn_site.site"),
      vpn_link: [{ name: "link", ...link }],
    },
  };
}

export const VIRTUAL_WAN: readonly DocumentedCase[] = [
  {
    title: "The policy for private traffic sends what spokes exchange through the firewall",
    source: EFFECTIVE,
    resources: secured(true, BOTH),
    ...SPOKES,
    verdict: "delivered",
    passes: ["10.0.0.0/8 -> appliance 10.0.0.132", "azurerm_firewall.hub"],
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "What the firewall does not allow is dropped there",
    source: EFFECTIVE,
    resources: secured(true, BOTH),
    ...SPOKES,
    port: 22,
    verdict: "dropped",
    decidedBy: "azurerm_firewall_policy.own",
  },
  {
    title: "The policy for the Internet announces 0.0.0.0/0 to connections with internet security",
    source: INTERNET,
    resources: secured(true, BOTH),
    ...OUT,
    verdict: "delivered",
    passes: ["0.0.0.0/0 -> appliance 10.0.0.132", "azurerm_firewall.hub"],
  },
  {
    title: "A connection without internet security does not learn 0.0.0.0/0",
    source: INTERNET,
    resources: secured(false, BOTH),
    ...OUT,
    verdict: "dropped",
    decidedBy: "azurerm_subnet.vms",
    avoids: ["azurerm_firewall.hub"],
  },
  {
    title: "A table without propagation learns nothing: private ranges go nowhere",
    source: "virtual-network/virtual-networks-udr-overview#border-gateway-protocol",
    resources: secured(
      true,
      BOTH,
      routeTable("vms", ["vms"], [["out", "192.0.2.0/24", "None"]], { bgp_route_propagation_enabled: false }),
    ),
    ...SPOKES,
    verdict: "dropped",
    decidedBy: "system route 10.0.0.0/8",
  },
  {
    title: "Such a table needs a route of its own to the firewall",
    source: "virtual-network/virtual-networks-udr-overview#user-defined",
    resources: secured(
      true,
      BOTH,
      routeTable("vms", ["vms"], [["private", "10.0.0.0/8", "VirtualAppliance", FIREWALL]], {
        bgp_route_propagation_enabled: false,
      }),
    ),
    ...SPOKES,
    verdict: "delivered",
    passes: ["azurerm_route.private", "azurerm_firewall.hub"],
  },
  {
    title: "Without routing intent the hub's own tables decide, which are not read",
    source: "virtual-wan/about-virtual-hub-routing",
    resources: secured(true, []),
    ...SPOKES,
    verdict: "unknown",
  },
  {
    title: "Behind a virtual hub without gateways other private ranges are nowhere",
    source: POLICIES,
    resources: secured(true, BOTH),
    ...SPOKES,
    to: "192.168.7.7",
    verdict: "dropped",
    decidedBy: "system route 192.168.0.0/16",
  },
  {
    title: "What a VPN gateway of a virtual hub has learned is not known",
    source: POLICIES,
    resources: {
      ...secured(true, BOTH),
      "azurerm_vpn_gateway.site": { virtual_hub_id: id("azurerm_virtual_hub.main") },
    },
    ...SPOKES,
    to: "192.168.7.7",
    verdict: "unknown",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "What a site announces by BGP is not known either",
    source: POLICIES,
    resources: { ...secured(true, BOTH), ...vpn({ bgp_enabled: true }) },
    ...SPOKES,
    to: "192.168.99.7",
    verdict: "unknown",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "The way to a site passes the firewall, with the source as it is",
    source: POLICIES,
    resources: { ...secured(true, BOTH), ...vpn({}) },
    ...SPOKES,
    to: "192.168.7.7",
    verdict: "delivered",
    passes: ["192.168.0.0/16 -> appliance 10.0.0.132", "azurerm_firewall.hub", "azurerm_vpn_gateway.site"],
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "What comes from a site passes the firewall before it reaches a spoke",
    source: POLICIES,
    resources: { ...secured(true, BOTH), ...vpn({}) },
    ...SPOKES,
    from: "192.168.7.7",
    verdict: "delivered",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "What the firewall does not allow from a site is dropped there",
    source: POLICIES,
    resources: { ...secured(true, BOTH), ...vpn({}) },
    ...SPOKES,
    from: "192.168.7.7",
    port: 22,
    verdict: "dropped",
    decidedBy: "azurerm_firewall_policy.own",
  },
  {
    title: "What a circuit announces is not known",
    source: "virtual-wan/virtual-wan-expressroute-about#bgp-with-expressroute-in-virtual-wan",
    resources: {
      ...secured(true, BOTH),
      "azurerm_express_route_gateway.er": { virtual_hub_id: id("azurerm_virtual_hub.main") },
    },
    ...SPOKES,
    to: "192.168.7.7",
    verdict: "unknown",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "A learned default route comes before the load balancer of AKS",
    source: "virtual-network/virtual-networks-udr-overview#how-azure-selects-a-route",
    resources: secured(true, BOTH, CLUSTER),
    from: "azurerm_kubernetes_cluster.main/node",
    to: "internet",
    port: 22,
    verdict: "dropped",
    decidedBy: "azurerm_firewall_policy.own",
  },
  {
    title: "The firewall of a virtual hub resolves names without the zones of the spokes",
    source: "firewall-manager/dns-settings",
    resources: secured(true, BOTH, {
      ...CLUSTER,
      "azurerm_firewall_policy.own": { dns: [{ proxy_enabled: true }] },
      ...network("spoke", "10.1.0.0/16", { dns_servers: [FIREWALL] }),
      ...network("other", "10.2.0.0/16", { dns_servers: [FIREWALL] }),
    }),
    from: "azurerm_kubernetes_cluster.main/node",
    to: "azurerm_kubernetes_cluster.main/api",
    verdict: "dropped",
    decidedBy: "is not linked to",
  },
  {
    title: "A range that is not private traffic is translated like the Internet",
    source: `${POLICIES}#private-traffic-prefixes`,
    resources: secured(true, BOTH, {
      ...network("other", "20.0.0.0/16"),
      ...subnet("far", "other", "20.0.0.0/24"),
      ...securityGroup("far", ["far"], []),
    }),
    ...SPOKES,
    to: "20.0.0.9",
    verdict: "unknown",
    passes: ["source becomes"],
  },
];
