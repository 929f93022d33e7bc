import {
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  peering,
  routeTable,
  securityGroup,
  type Rule,
} from "../support/azure.js";
import { id, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const POLICIES = "private-link/disable-private-endpoint-network-policy";
const ENDPOINT = { from: "azurerm_subnet.vms", to: "azurerm_private_endpoint.vault" } as const;

/** A vault's endpoint 10.1.5.4 in the subnet "links" of the spoke, whose subnet "vms" has routes to the firewall. */
function links(
  policies: string,
  routes: Parameters<typeof routeTable>[2],
  rules: readonly Rule[] = [],
): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...firewall(),
    ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
    ...subnet("links", "spoke", "10.1.5.0/24", { private_endpoint_network_policies: policies }),
    "azurerm_private_endpoint.vault": {
      subnet_id: id("azurerm_subnet.links"),
      ip_configuration: [{ private_ip_address: "10.1.5.4" }],
      private_service_connection: [{ private_connection_resource_id: "/vaults/shop" }],
    },
    ...routeTable("vms", ["vms"], routes),
    ...securityGroup("links", ["links"], rules),
  };
}

function toFirewall(name: string, prefix: string): readonly [string, string, string, string] {
  return [name, prefix, "VirtualAppliance", FIREWALL.private];
}
const DENY: Rule = { name: "Deny", priority: 100, direction: "Inbound", access: "Deny" };

export const PRIVATE_ENDPOINTS: readonly DocumentedCase[] = [
  {
    title: "An endpoint has a route of its own",
    source: POLICIES,
    resources: links("Disabled", []),
    ...ENDPOINT,
    verdict: "delivered",
    passes: ["private endpoint vault"],
  },
  {
    title: "A default route does not override the endpoint's",
    source: POLICIES,
    resources: links("Enabled", [toFirewall("default", "0.0.0.0/0")]),
    ...ENDPOINT,
    verdict: "delivered",
    avoids: ["azurerm_firewall.hub"],
  },
  {
    title: "With route policies a route for the network overrides the endpoint's",
    source: POLICIES,
    resources: links("RouteTableEnabled", [toFirewall("network", "10.1.0.0/16")]),
    ...ENDPOINT,
    verdict: "dropped",
    passes: ["azurerm_route.network", "azurerm_firewall.hub"],
  },
  {
    title: "Without route policies a route for the network does not override the endpoint's",
    source: POLICIES,
    resources: links("NetworkSecurityGroupEnabled", [toFirewall("network", "10.1.0.0/16")]),
    ...ENDPOINT,
    verdict: "delivered",
    avoids: ["azurerm_firewall.hub"],
  },
  {
    title: "With group policies the subnet's group counts for endpoints",
    source: POLICIES,
    resources: links("NetworkSecurityGroupEnabled", [], [DENY]),
    ...ENDPOINT,
    verdict: "dropped",
    decidedBy: "Deny",
  },
  {
    title: "By default the subnet's group does not count for endpoints",
    source: POLICIES,
    resources: links("Disabled", [], [DENY]),
    ...ENDPOINT,
    verdict: "delivered",
  },
  {
    title: "A peer reaches an endpoint",
    source: "private-link/private-endpoint-overview",
    resources: { ...links("Disabled", []), ...subnet("shared", "hub", "10.0.5.0/24") },
    ...ENDPOINT,
    from: "azurerm_subnet.shared",
    verdict: "delivered",
    passes: ["private endpoint vault"],
  },
  {
    title: "No route table directs an endpoint's answers",
    source: "private-link/private-endpoint-overview#network-security-of-private-endpoints",
    resources: {
      ...links("Disabled", []),
      ...routeTable("links", ["links"], [toFirewall("all", "0.0.0.0/0"), toFirewall("own", "10.1.0.0/16")]),
    },
    ...ENDPOINT,
    verdict: "delivered",
  },
];
