import { routeTable, securityGroup, HUB_AND_SPOKE, firewall, FIREWALL, peering } from "../support/azure.js";
import { id, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const SECURE = "frontdoor/origin-security";
const LINK = "frontdoor/private-link";

/** An origin at a host name, or behind a private link service. */
function origin(attributes: Readonly<Record<string, unknown>>): Resources {
  return {
    "azurerm_cdn_frontdoor_profile.shop": {},
    "azurerm_cdn_frontdoor_endpoint.shop": {
      cdn_frontdoor_profile_id: id("azurerm_cdn_frontdoor_profile.shop"),
    },
    "azurerm_cdn_frontdoor_origin_group.shop": {
      cdn_frontdoor_profile_id: id("azurerm_cdn_frontdoor_profile.shop"),
    },
    "azurerm_cdn_frontdoor_origin.web": {
      cdn_frontdoor_origin_group_id: id("azurerm_cdn_frontdoor_origin_group.shop"),
      ...attributes,
    },
  };
}

/** A load balancer in front of 10.1.0.10, public or in the subnet "links". */
function balancer(frontend: Readonly<Record<string, unknown>>): Resources {
  return {
    "azurerm_lb.web": { frontend_ip_configuration: [{ name: "web", ...frontend }] },
    "azurerm_lb_rule.web": {
      loadbalancer_id: id("azurerm_lb.web"),
      frontend_ip_configuration_name: "web",
      protocol: "Tcp",
      frontend_port: 443,
      backend_port: 443,
      backend_address_pool_ids: ["pool"],
    },
    "azurerm_lb_backend_address_pool_address.web": {
      backend_address_pool_id: "pool",
      ip_address: "10.1.0.10",
      virtual_network_id: id("azurerm_virtual_network.spoke"),
    },
  };
}

const PUBLIC: Resources = {
  ...HUB_AND_SPOKE,
  ...origin({ host_name: "20.30.40.50" }),
  "azurerm_public_ip.web": { ip_address: "20.30.40.50" },
  ...balancer({ public_ip_address_id: id("azurerm_public_ip.web") }),
  ...securityGroup(
    "vms",
    ["vms"],
    [
      {
        name: "front-door",
        priority: 100,
        direction: "Inbound",
        access: "Allow",
        from: "AzureFrontDoor.Backend",
      },
    ],
  ),
};

const PRIVATE: Resources = {
  ...HUB_AND_SPOKE,
  ...subnet("links", "spoke", "10.1.5.0/24"),
  ...origin({
    host_name: "web.contoso.com",
    private_link: [{ private_link_target_id: id("azurerm_private_link_service.web") }],
  }),
  "azurerm_private_link_service.web": {
    load_balancer_frontend_ip_configuration_ids: [`${id("azurerm_lb.web")}/frontendIPConfigurations/web`],
    nat_ip_configuration: [{ subnet_id: id("azurerm_subnet.links") }],
  },
  ...balancer({ subnet_id: id("azurerm_subnet.links"), private_ip_address: "10.1.5.10" }),
};

const DEFAULT_ROUTE: readonly [string, string, string, string] = [
  "default",
  "0.0.0.0/0",
  "VirtualAppliance",
  FIREWALL.private,
];

export const FRONT_DOOR: readonly DocumentedCase[] = [
  {
    title: "A security group with the tag AzureFrontDoor.Backend admits Front Door",
    source: `${SECURE}#public-ip-address-based-origins`,
    resources: PUBLIC,
    from: "internet",
    to: "azurerm_cdn_frontdoor_endpoint.shop",
    verdict: "delivered",
    passes: ["Front Door calls origin web", "rule web", "rule front-door"],
    arrives: { source: "Front Door", destination: "10.1.0.10" },
  },
  {
    title: "The same group drops those who pass Front Door by",
    source: `${SECURE}#public-ip-address-based-origins`,
    resources: PUBLIC,
    from: "internet",
    to: "azurerm_public_ip.web",
    verdict: "dropped",
    decidedBy: "DenyAllInBound",
  },
  {
    title: "Answers to Front Door that a route sends to a firewall are lost",
    source: "firewall/integrate-lb#asymmetric-routing",
    resources: {
      ...PUBLIC,
      ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
      ...firewall(),
      ...routeTable("vms", ["vms"], [DEFAULT_ROUTE]),
    },
    from: "internet",
    to: "azurerm_cdn_frontdoor_origin.web",
    verdict: "asymmetric",
    decidedBy: "azurerm_firewall.hub",
  },
  {
    title: "Front Door reaches a private origin through its private link service",
    source: LINK,
    resources: PRIVATE,
    from: "internet",
    to: "azurerm_cdn_frontdoor_profile.shop",
    verdict: "delivered",
    passes: ["through its private link service"],
    arrives: { source: "10.1.5.0/24", destination: "10.1.0.10" },
  },
  {
    title: "Front Door accepts HTTP and HTTPS only",
    source: "frontdoor/front-door-faq",
    resources: PRIVATE,
    from: "internet",
    to: "azurerm_cdn_frontdoor_profile.shop",
    port: 22,
    verdict: "dropped",
    decidedBy: "HTTP and HTTPS only",
  },
];
