/** Several pages together: what a packet meets on its way from one end to the other. */
import {
  applicationRule,
  collection,
  firewall,
  FIREWALL,
  gateway,
  HUB_AND_SPOKE,
  natRule,
  networkRule,
  peering,
  routeTable,
  rules,
  securityGroup,
  type Rule,
} from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const HOST_ADDRESS = "virtual-network/what-is-ip-address-168-63-129-16";
const DEFAULT = ["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private] as const;
const DENY_ALL: Rule = { name: "DenyAll", priority: 4096, direction: "Inbound", access: "Deny" };
const FORWARDED = { allow_forwarded_traffic: true };

/** The hub with its firewall, and the spoke that it forwards to. */
const BEHIND_FIREWALL: Resources = {
  ...HUB_AND_SPOKE,
  ...firewall(),
  ...peering("hub", "spoke", FORWARDED, FORWARDED),
};

/** A network on-premises behind a gateway in the hub, which the spoke uses. */
const CONNECTED: Resources = {
  ...HUB_AND_SPOKE,
  ...firewall(),
  ...peering(
    "hub",
    "spoke",
    { ...FORWARDED, allow_gateway_transit: true },
    { ...FORWARDED, use_remote_gateways: true },
  ),
  ...gateway("hub", "10.0.2.0/27", ["192.168.0.0/16"]),
  ...rules("all", 100, { network: [collection("all", 100, "Allow", networkRule("all", ["443"]))] }),
};

const PUBLISHED = rules("nat", 100, {
  nat: [collection("web", 100, "Dnat", natRule("web", "443", "10.1.0.4", 443))],
});

/** A storage account with a service endpoint in the spoke's subnet, whose default route leads to the firewall. */
const SERVICE: Resources = {
  ...BEHIND_FIREWALL,
  ...subnet("vms", "spoke", "10.1.0.0/24", { service_endpoints: ["Microsoft.Storage"] }),
  ...routeTable("vms", ["vms"], [DEFAULT]),
};

/** A zone of the spoke's own, with an alias, a wildcard and what links add. */
function zone(link: Readonly<Record<string, unknown>> = {}): Resources {
  const of = { zone_name: "contoso.internal", resource_group_name: "rg" };
  return {
    ...network("spoke", "10.1.0.0/16"),
    ...subnet("vms", "spoke", "10.1.0.0/24"),
    ...subnet("db", "spoke", "10.1.1.0/24"),
    "azurerm_private_dns_zone.own": { name: "contoso.internal" },
    "azurerm_private_dns_zone_virtual_network_link.own": {
      private_dns_zone_name: "contoso.internal",
      virtual_network_id: id("azurerm_virtual_network.spoke"),
      ...link,
    },
    "azurerm_private_dns_a_record.db": { ...of, name: "db", records: ["10.1.1.4"] },
    "azurerm_private_dns_a_record.any": { ...of, name: "*.apps", records: ["10.1.1.5"] },
    "azurerm_private_dns_cname_record.sql": { ...of, name: "sql", record: "db.contoso.internal" },
  };
}

export const COMBINED: readonly DocumentedCase[] = [
  {
    title: "Health probes pass the default rules",
    source: HOST_ADDRESS,
    resources: { ...HUB_AND_SPOKE, ...securityGroup("vms", ["vms"], []) },
    from: "168.63.129.16",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
    passes: ["AllowVnetInBound"],
  },
  {
    title: "A rule that denies everything denies health probes",
    source: HOST_ADDRESS,
    resources: { ...HUB_AND_SPOKE, ...securityGroup("vms", ["vms"], [DENY_ALL]) },
    from: "168.63.129.16",
    to: "azurerm_subnet.vms",
    verdict: "dropped",
    decidedBy: "DenyAll",
  },
  {
    title: "No rule for addresses keeps machines from Azure's DNS",
    source: `${HOST_ADDRESS}#scope-of-ip-address-1686312916`,
    resources: {
      ...HUB_AND_SPOKE,
      ...securityGroup("vms", ["vms"], [{ ...DENY_ALL, direction: "Outbound" }]),
    },
    from: "azurerm_subnet.vms",
    to: "168.63.129.16",
    protocol: "UDP",
    port: 53,
    verdict: "delivered",
  },
  {
    title: "A rule for the tag AzurePlatformDNS keeps machines from Azure's DNS",
    source: "virtual-network/network-security-groups-overview#azure-platform-considerations",
    resources: {
      ...HUB_AND_SPOKE,
      ...securityGroup(
        "vms",
        ["vms"],
        [{ ...DENY_ALL, name: "DenyDns", direction: "Outbound", to: "AzurePlatformDNS" }],
      ),
    },
    from: "azurerm_subnet.vms",
    to: "168.63.129.16",
    protocol: "UDP",
    port: 53,
    verdict: "dropped",
    decidedBy: "DenyDns",
  },
  {
    title: "A rule for the tag AzurePlatformIMDS does not keep machines from Azure's DNS",
    source: "virtual-network/network-security-groups-overview#azure-platform-considerations",
    resources: {
      ...HUB_AND_SPOKE,
      ...securityGroup("vms", ["vms"], [{ ...DENY_ALL, direction: "Outbound", to: "AzurePlatformIMDS" }]),
    },
    from: "azurerm_subnet.vms",
    to: "168.63.129.16",
    protocol: "UDP",
    port: 53,
    verdict: "delivered",
  },
  {
    title: "What a NAT rule translates comes from the firewall, not from the Internet",
    source: "firewall/rule-processing#nat-rules",
    resources: {
      ...BEHIND_FIREWALL,
      ...PUBLISHED,
      ...routeTable("vms", ["vms"], [DEFAULT]),
      ...securityGroup(
        "vms",
        ["vms"],
        [{ ...DENY_ALL, name: "Web", priority: 100, access: "Allow", from: "Internet" }, DENY_ALL],
      ),
    },
    from: "internet",
    to: FIREWALL.public,
    verdict: "dropped",
    decidedBy: "DenyAll",
  },
  {
    title: "A rule for the firewall's subnet admits what a NAT rule translates",
    source: "firewall/rule-processing#nat-rules",
    resources: {
      ...BEHIND_FIREWALL,
      ...PUBLISHED,
      ...routeTable("vms", ["vms"], [DEFAULT]),
      ...securityGroup(
        "vms",
        ["vms"],
        [{ ...DENY_ALL, name: "Web", priority: 100, access: "Allow", from: "10.0.1.0/26" }, DENY_ALL],
      ),
    },
    from: "internet",
    to: FIREWALL.public,
    verdict: "delivered",
    arrives: { destination: "10.1.0.4", source: FIREWALL.private },
  },
  {
    title: "With a route in one spoke only, answers of the other have no way back",
    source: "architecture/networking/guide/spoke-to-spoke-networking",
    resources: {
      ...BEHIND_FIREWALL,
      ...network("other", "10.2.0.0/16"),
      ...subnet("far", "other", "10.2.0.0/24"),
      ...peering("hub", "other", FORWARDED, FORWARDED),
      ...routeTable("vms", ["vms"], [DEFAULT]),
      ...rules("all", 100, { network: [collection("all", 100, "Allow", networkRule("all", ["443"]))] }),
    },
    from: "azurerm_subnet.vms",
    to: "azurerm_subnet.far",
    verdict: "asymmetric",
    decidedBy: "10.0.0.0/8",
  },
  {
    title: "An application rule translates the source: the server's half needs no forwarded traffic",
    source: "firewall/snat-private-range",
    resources: {
      ...HUB_AND_SPOKE,
      ...firewall(),
      ...peering("hub", "spoke", {}, FORWARDED),
      ...network("other", "10.2.0.0/16"),
      ...subnet("far", "other", "10.2.0.0/24"),
      ...peering("hub", "other"),
      "azurerm_private_dns_zone.own": { name: "contoso.internal" },
      "azurerm_private_dns_zone_virtual_network_link.own": {
        private_dns_zone_name: "contoso.internal",
        virtual_network_id: id("azurerm_virtual_network.spoke"),
      },
      "azurerm_private_dns_a_record.web": {
        zone_name: "contoso.internal",
        name: "web",
        records: ["10.2.0.4"],
      },
      ...routeTable("vms", ["vms"], [DEFAULT]),
      ...rules("web", 100, {
        application: [collection("web", 100, "Allow", applicationRule("web", ["web.contoso.internal"]))],
      }),
    },
    from: "azurerm_subnet.vms",
    to: "web.contoso.internal",
    verdict: "delivered",
    arrives: { source: FIREWALL.private, destination: "10.2.0.4" },
  },
  {
    title: "Answers on-premises take the gateway's longer prefix, past the default route",
    source: "virtual-network/virtual-networks-udr-overview#how-azure-selects-a-route",
    resources: { ...CONNECTED, ...routeTable("vms", ["vms"], [DEFAULT]) },
    from: "on-premises",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
  },
  {
    title: "Without propagation answers on-premises go to the firewall, which has not seen the connection",
    source: "firewall/integrate-lb",
    resources: {
      ...CONNECTED,
      ...routeTable("vms", ["vms"], [DEFAULT], { bgp_route_propagation_enabled: false }),
    },
    from: "on-premises",
    to: "azurerm_subnet.vms",
    verdict: "asymmetric",
    decidedBy: "azurerm_firewall.hub",
  },
  {
    title: "A route on the GatewaySubnet leads both directions through the firewall",
    source: "firewall/tutorial-hybrid-portal-policy",
    resources: {
      ...CONNECTED,
      ...routeTable("vms", ["vms"], [DEFAULT], { bgp_route_propagation_enabled: false }),
      ...routeTable(
        "gateway",
        ["GatewaySubnet"],
        [["spoke", "10.1.0.0/16", "VirtualAppliance", FIREWALL.private]],
      ),
    },
    from: "on-premises",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "A service endpoint passes the firewall of the default route by",
    source: "virtual-network/virtual-network-service-endpoints-overview",
    resources: SERVICE,
    from: "azurerm_subnet.vms",
    to: "data.blob.core.windows.net",
    verdict: "delivered",
    avoids: ["azurerm_firewall.hub"],
  },
  {
    title: "A service endpoint is none for another service",
    source: "virtual-network/virtual-network-service-endpoints-overview",
    resources: SERVICE,
    from: "azurerm_subnet.vms",
    to: "data.vault.azure.net",
    verdict: "dropped",
    passes: ["azurerm_firewall.hub"],
  },
  {
    title: "A security group that denies the Internet denies a service endpoint's service",
    source: "virtual-network/virtual-network-service-endpoints-overview#key-benefits",
    resources: {
      ...SERVICE,
      ...securityGroup(
        "vms",
        ["vms"],
        [{ ...DENY_ALL, name: "NoInternet", direction: "Outbound", to: "Internet" }],
      ),
    },
    from: "azurerm_subnet.vms",
    to: "data.blob.core.windows.net",
    verdict: "dropped",
    decidedBy: "NoInternet",
  },
  {
    title: "An alias in a private zone leads to the record of another name",
    source: "dns/dns-private-records#cname-record-type",
    resources: zone(),
    from: "azurerm_subnet.vms",
    to: "sql.contoso.internal",
    verdict: "delivered",
    arrives: { destination: "10.1.1.4" },
  },
  {
    title: "A wildcard in a private zone has the names below it",
    source: "dns/dns-private-records",
    resources: zone(),
    from: "azurerm_subnet.vms",
    to: "shop.apps.contoso.internal",
    verdict: "delivered",
    arrives: { destination: "10.1.1.5" },
  },
  {
    title: "A zone with registration may have the names of machines",
    source: "dns/private-dns-autoregistration",
    resources: zone({ registration_enabled: true }),
    from: "azurerm_subnet.vms",
    to: "vm1.contoso.internal",
    verdict: "unknown",
  },
  {
    title: "A link with fallback to the Internet asks public DNS for other names",
    source: "dns/private-dns-fallback",
    resources: {
      ...zone({ resolution_policy: "NxDomainRedirect" }),
      ...subnet("vms", "spoke", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    },
    from: "azurerm_subnet.vms",
    to: "www.contoso.internal",
    verdict: "delivered",
    avoids: ["no such name"],
  },
  {
    title: "A network rule for ICMP has pings",
    source: "firewall/rule-processing",
    resources: {
      ...BEHIND_FIREWALL,
      ...network("other", "10.2.0.0/16"),
      ...subnet("far", "other", "10.2.0.0/24"),
      ...peering("hub", "other", FORWARDED, FORWARDED),
      ...routeTable("vms", ["vms"], [DEFAULT]),
      ...routeTable("far", ["far"], [["far-default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
      ...rules("ping", 100, {
        network: [
          collection("ping", 100, "Allow", {
            ...networkRule("ping", ["*"]),
            protocols: ["ICMP"],
          }),
        ],
      }),
    },
    from: "azurerm_subnet.vms",
    to: "azurerm_subnet.far",
    protocol: "ICMP",
    verdict: "delivered",
  },
  {
    title:
      "Whether a gateway answers past a default route to a firewall is not known: Azure refuses the route",
    source: "application-gateway/configuration-infrastructure#supported-user-defined-routes",
    resources: {
      ...HUB_AND_SPOKE,
      ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
      ...firewall(),
      ...subnet("agw", "spoke", "10.1.8.0/24"),
      "azurerm_public_ip.agw": { ip_address: "20.60.0.8" },
      "azurerm_application_gateway.main": {
        gateway_ip_configuration: [{ subnet_id: id("azurerm_subnet.agw") }],
        frontend_ip_configuration: [{ public_ip_address_id: id("azurerm_public_ip.agw") }],
      },
      ...routeTable("agw", ["agw"], [["all", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    },
    from: "internet",
    to: "azurerm_application_gateway.main",
    verdict: "unknown",
  },
];
