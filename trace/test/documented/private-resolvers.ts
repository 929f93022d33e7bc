import { HUB_AND_SPOKE, peering } from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const RULES = "dns/private-resolver-endpoints-rulesets";
const PROCESS = "dns/dns-private-resolver-overview#how-does-it-work";
const INBOUND = "10.0.16.4";

/** A hub with a private resolver that forwards contoso.com, and a zone azure.contoso.com that the hub is linked to. */
function resolver(linked: readonly string[], more: Resources = {}): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...peering("hub", "spoke"),
    ...subnet("in", "hub", "10.0.16.0/28"),
    ...subnet("out", "hub", "10.0.16.16/28"),
    "azurerm_private_dns_resolver.main": { virtual_network_id: id("azurerm_virtual_network.hub") },
    "azurerm_private_dns_resolver_inbound_endpoint.main": {
      private_dns_resolver_id: id("azurerm_private_dns_resolver.main"),
      ip_configurations: [{ subnet_id: id("azurerm_subnet.in"), private_ip_address: INBOUND }],
    },
    "azurerm_private_dns_resolver_outbound_endpoint.main": {
      private_dns_resolver_id: id("azurerm_private_dns_resolver.main"),
      subnet_id: id("azurerm_subnet.out"),
    },
    "azurerm_private_dns_resolver_dns_forwarding_ruleset.main": {
      private_dns_resolver_outbound_endpoint_ids: [id("azurerm_private_dns_resolver_outbound_endpoint.main")],
    },
    ...rule("contoso", "contoso.com.", "192.168.0.53"),
    ...Object.fromEntries(
      linked.map((to) => [
        `azurerm_private_dns_resolver_virtual_network_link.${to}`,
        {
          dns_forwarding_ruleset_id: id("azurerm_private_dns_resolver_dns_forwarding_ruleset.main"),
          virtual_network_id: id(`azurerm_virtual_network.${to}`),
        },
      ]),
    ),
    "azurerm_private_dns_zone.azure": { name: "azure.contoso.com" },
    "azurerm_private_dns_zone_virtual_network_link.hub": {
      private_dns_zone_name: "azure.contoso.com",
      virtual_network_id: id("azurerm_virtual_network.hub"),
    },
    "azurerm_private_dns_a_record.db": {
      name: "db",
      zone_name: "azure.contoso.com",
      records: ["10.0.5.9"],
    },
    ...subnet("db", "hub", "10.0.5.0/24"),
    ...more,
  };
}

function rule(name: string, domain: string, server: string, enabled = true): Resources {
  return {
    [`azurerm_private_dns_resolver_forwarding_rule.${name}`]: {
      name,
      dns_forwarding_ruleset_id: id("azurerm_private_dns_resolver_dns_forwarding_ruleset.main"),
      domain_name: domain,
      enabled,
      target_dns_servers: [{ ip_address: server, port: 53 }],
    },
  };
}

const ASKS_INBOUND = network("spoke", "10.1.0.0/16", { dns_servers: [INBOUND] });
const DATABASE = { from: "azurerm_subnet.vms", to: "db.azure.contoso.com" } as const;
const ON_PREMISES = { from: "azurerm_subnet.vms", to: "erp.contoso.com" } as const;

export const PRIVATE_RESOLVERS: readonly DocumentedCase[] = [
  {
    title: "The inbound endpoint answers from the zones that its network is linked to",
    source: `${RULES}#inbound-endpoints`,
    resources: resolver([], ASKS_INBOUND),
    ...DATABASE,
    verdict: "delivered",
    passes: ["the inbound endpoint of the private resolver"],
    arrives: { destination: "10.0.5.9" },
  },
  {
    title: "A ruleset forwards for the networks that are linked to it, to where nothing is known",
    source: `${RULES}#ruleset-links`,
    resources: resolver(["spoke"]),
    ...ON_PREMISES,
    verdict: "unknown",
    passes: ["the rule contoso forwards contoso.com. to 192.168.0.53"],
  },
  {
    title: "What asks the inbound endpoint is forwarded by the link of the resolver's network",
    source: `${RULES}#ruleset-links`,
    resources: resolver(["hub"], ASKS_INBOUND),
    ...ON_PREMISES,
    verdict: "unknown",
    passes: ["the rule contoso forwards contoso.com. to 192.168.0.53"],
  },
  {
    title: "Without a link nothing is forwarded",
    source: PROCESS,
    resources: resolver(["hub"]),
    ...ON_PREMISES,
    verdict: "dropped",
    avoids: ["forwards"],
  },
  {
    title: "Linked private zones come before the rules",
    source: PROCESS,
    resources: resolver(["hub"], ASKS_INBOUND),
    ...DATABASE,
    verdict: "delivered",
    avoids: ["forwards"],
  },
  {
    title: "The longest domain counts: the spoke's questions go to the inbound endpoint in the hub",
    source: `${RULES}#rules`,
    resources: resolver(["spoke"], rule("azure", "azure.contoso.com.", INBOUND)),
    ...DATABASE,
    verdict: "delivered",
    arrives: { destination: "10.0.5.9" },
  },
  {
    title: "A disabled rule is ignored",
    source: `${RULES}#rules`,
    resources: resolver(["spoke"], rule("contoso", "contoso.com.", "192.168.0.53", false)),
    ...ON_PREMISES,
    verdict: "dropped",
    avoids: ["forwards"],
  },
  {
    title: "The resolver is asked on its inbound endpoint",
    source: `${RULES}#inbound-endpoints`,
    resources: resolver([]),
    from: "azurerm_subnet.vms",
    to: "azurerm_private_dns_resolver.main",
    protocol: "UDP",
    port: 53,
    verdict: "delivered",
    arrives: { destination: INBOUND },
  },
  {
    title: "The resolver asks others from its outbound endpoint",
    source: `${RULES}#outbound-endpoints`,
    resources: resolver([]),
    from: "azurerm_private_dns_resolver.main",
    to: "azurerm_subnet.vms",
    protocol: "UDP",
    port: 53,
    verdict: "delivered",
    arrives: { source: "10.0.16.16/28" },
  },
];
