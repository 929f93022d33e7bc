import { firewall, FIREWALL, HUB_AND_SPOKE, natGateway, peering, routeTable } from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const DEFAULT = "virtual-network/ip-services/default-outbound-access";
const NAT = "nat-gateway/nat-gateway-resource";
const OUT = { from: "azurerm_subnet.vms", to: "internet" } as const;

function vms(more: object = {}): Resources {
  return { ...network("spoke", "10.1.0.0/16"), ...subnet("vms", "spoke", "10.1.0.0/24", more) };
}

/** A cluster whose nodes are in the subnet "vms" and leave by its load balancer. */
const CLUSTER: Resources = {
  "azurerm_kubernetes_cluster.main": {
    location: "westeurope",
    default_node_pool: [{ name: "system", vnet_subnet_id: id("azurerm_subnet.vms") }],
    network_profile: [{ network_plugin: "azure", outbound_type: "loadBalancer" }],
  },
};

export const EGRESS: readonly DocumentedCase[] = [
  {
    title: "Default outbound access has an address of Microsoft's",
    source: DEFAULT,
    resources: vms({ default_outbound_access_enabled: true }),
    ...OUT,
    verdict: "delivered",
    passes: ["default outbound access"],
  },
  {
    title: "A private subnet without an explicit method has no egress",
    source: `${DEFAULT}#utilize-the-private-subnet-parameter`,
    resources: vms(),
    ...OUT,
    verdict: "dropped",
    decidedBy: "no default outbound access",
  },
  {
    title: "A NAT gateway comes before default outbound access",
    source: `${NAT}#nat-gateway-and-outbound-connectivity`,
    resources: {
      ...vms({ default_outbound_access_enabled: true }),
      ...natGateway("nat", "20.50.0.1", ["vms"]),
    },
    ...OUT,
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.nat (20.50.0.1)" },
  },
  {
    title: "A NAT gateway comes before a load balancer with outbound rules",
    source: "load-balancer/load-balancer-outbound-connections",
    resources: { ...vms(), ...CLUSTER, ...natGateway("nat", "20.50.0.1", ["vms"]) },
    ...OUT,
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.nat (20.50.0.1)" },
  },
  {
    title: "A load balancer with outbound rules comes before default outbound access",
    source: "load-balancer/load-balancer-outbound-connections",
    resources: { ...vms({ default_outbound_access_enabled: true }), ...CLUSTER },
    ...OUT,
    verdict: "delivered",
    passes: ["the load balancer of AKS"],
    avoids: ["default outbound access"],
  },
  {
    title: "A default route to an appliance comes before the NAT gateway",
    source: "nat-gateway/nat-overview#traffic-routes",
    resources: {
      ...HUB_AND_SPOKE,
      ...firewall(),
      ...peering("hub", "spoke"),
      ...natGateway("nat", "20.50.0.1", ["vms"]),
      ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    },
    ...OUT,
    verdict: "dropped",
    passes: ["azurerm_firewall.hub"],
    avoids: ["azurerm_nat_gateway.nat"],
  },
  {
    title: "A NAT gateway accepts no connections from the Internet",
    source: `${NAT}#nat-gateway-and-outbound-connectivity`,
    resources: { ...vms(), ...natGateway("nat", "20.50.0.1", ["vms"]) },
    from: "internet",
    to: "azurerm_public_ip.nat",
    verdict: "dropped",
  },
  {
    title: "A NAT gateway has no ICMP",
    source: "nat-gateway/nat-overview#azure-nat-gateway-basics",
    resources: { ...vms(), ...natGateway("nat", "20.50.0.1", ["vms"]) },
    ...OUT,
    protocol: "ICMP",
    verdict: "dropped",
    decidedBy: "translates TCP and UDP only",
  },
  {
    title: "Default outbound access has no ICMP",
    source: `${DEFAULT}#constraints`,
    resources: vms({ default_outbound_access_enabled: true }),
    ...OUT,
    protocol: "ICMP",
    verdict: "dropped",
    decidedBy: "translates TCP and UDP only",
  },
  {
    title: "A load balancer has no ICMP for its backends",
    source: "load-balancer/load-balancer-faqs",
    resources: { ...vms(), ...CLUSTER },
    ...OUT,
    protocol: "ICMP",
    verdict: "dropped",
    decidedBy: "translates TCP and UDP only",
  },
  {
    title: "A NAT gateway goes out by its public addresses: without one nothing is known",
    source: NAT,
    resources: {
      ...vms({ default_outbound_access_enabled: true }),
      "azurerm_nat_gateway.nat": {},
      "azurerm_subnet_nat_gateway_association.vms": {
        subnet_id: id("azurerm_subnet.vms"),
        nat_gateway_id: id("azurerm_nat_gateway.nat"),
      },
    },
    ...OUT,
    verdict: "unknown",
  },
  {
    title: "Whether mail leaves on port 25 depends on the subscription",
    source: "virtual-network/troubleshoot-outbound-smtp-connectivity",
    resources: { ...vms(), ...natGateway("nat", "20.50.0.1", ["vms"]) },
    ...OUT,
    port: 25,
    verdict: "unknown",
  },
  {
    title: "Mail leaves on port 587 with any subscription",
    source: "virtual-network/troubleshoot-outbound-smtp-connectivity",
    resources: { ...vms(), ...natGateway("nat", "20.50.0.1", ["vms"]) },
    ...OUT,
    port: 587,
    verdict: "delivered",
  },
];
