import {
  collection,
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  networkRule,
  peering,
  routeTable,
  rules,
} from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const LINKS = "dns/private-dns-virtual-network-links";
const VALUES = "private-link/private-endpoint-dns";
const SCENARIOS = "private-link/private-endpoint-dns-integration";
const PROXY = "firewall/dns-settings";

/** A storage account with an endpoint 10.0.5.4 in the hub and a zone that networks are linked to. */
function storage(linked: readonly string[], more: Resources = {}): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...peering("hub", "spoke"),
    ...subnet("links", "hub", "10.0.5.0/24"),
    "azurerm_storage_account.shop": {},
    "azurerm_private_endpoint.blob": {
      subnet_id: id("azurerm_subnet.links"),
      ip_configuration: [{ private_ip_address: "10.0.5.4" }],
      private_service_connection: [{ private_connection_resource_id: id("azurerm_storage_account.shop") }],
      private_dns_zone_group: [{ private_dns_zone_ids: [id("azurerm_private_dns_zone.blob")] }],
    },
    "azurerm_private_dns_zone.blob": { name: "privatelink.blob.core.windows.net" },
    ...Object.fromEntries(
      linked.map((to) => [
        `azurerm_private_dns_zone_virtual_network_link.${to}`,
        {
          private_dns_zone_name: "privatelink.blob.core.windows.net",
          virtual_network_id: id(`azurerm_virtual_network.${to}`),
        },
      ]),
    ),
    ...more,
  };
}

/** A private link scope of Azure Monitor, whose services have names of their own. */
const MONITOR: Resources = {
  "azurerm_private_dns_zone.monitor": { name: "privatelink.monitor.azure.com" },
  "azurerm_private_dns_zone_virtual_network_link.monitor": {
    private_dns_zone_name: "privatelink.monitor.azure.com",
    virtual_network_id: id("azurerm_virtual_network.spoke"),
  },
  "azurerm_private_endpoint.monitor": {
    subnet_id: id("azurerm_subnet.links"),
    ip_configuration: [{ private_ip_address: "10.0.5.5" }],
    private_service_connection: [
      {
        private_connection_resource_id:
          "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/privateLinkScopes/logs",
      },
    ],
    private_dns_zone_group: [{ private_dns_zone_ids: [id("azurerm_private_dns_zone.monitor")] }],
  },
};

const BLOB = { from: "azurerm_subnet.vms", to: "shop.blob.core.windows.net" } as const;
const PROXY_SERVER = { dns_servers: [FIREWALL.private] };

/** A spoke that asks the firewall, which has a DNS proxy. */
function proxied(linked: readonly string[], dns: object): Resources {
  return storage(linked, {
    ...network("spoke", "10.1.0.0/16", PROXY_SERVER),
    ...firewall({ dns: [dns] }),
  });
}

/** A zone that is linked to the spoke, with a record for every name. */
function linkedZone(name: string, address: string): Resources {
  const key = name.replaceAll(".", "-");
  return {
    [`azurerm_private_dns_zone.${key}`]: { name },
    [`azurerm_private_dns_zone_virtual_network_link.${key}`]: {
      private_dns_zone_name: name,
      virtual_network_id: id("azurerm_virtual_network.spoke"),
    },
    [`azurerm_private_dns_a_record.${key}`]: { name: "*", zone_name: name, records: [address] },
  };
}

export const NAMES: readonly DocumentedCase[] = [
  {
    title: "A linked zone answers with the private address",
    source: SCENARIOS,
    resources: storage(["spoke"]),
    ...BLOB,
    verdict: "delivered",
    passes: [
      "the private zone privatelink.blob.core.windows.net answers azurerm_private_endpoint.blob (10.0.5.4)",
    ],
    arrives: { destination: "azurerm_private_endpoint.blob (10.0.5.4)" },
  },
  {
    title: "Without a link the public address is the answer",
    source: LINKS,
    resources: storage([]),
    ...BLOB,
    verdict: "dropped",
    avoids: ["10.0.5.4"],
  },
  {
    title: "A link to the hub is none for the spoke",
    source: LINKS,
    resources: storage(["hub"]),
    ...BLOB,
    verdict: "dropped",
    avoids: ["10.0.5.4"],
  },
  {
    title: "Another account without an endpoint keeps its public address",
    source: VALUES,
    resources: storage(
      ["spoke"],
      subnet("vms", "spoke", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    ),
    ...BLOB,
    to: "other.blob.core.windows.net",
    verdict: "delivered",
    avoids: ["10.0.5.4"],
    arrives: { destination: "other.blob.core.windows.net" },
  },
  {
    title: "A vault's zone has another name than its public domain",
    source: `${VALUES}#security`,
    resources: {
      ...storage([]),
      "azurerm_key_vault.shop": {},
      "azurerm_private_endpoint.blob": {
        subnet_id: id("azurerm_subnet.links"),
        ip_configuration: [{ private_ip_address: "10.0.5.5" }],
        private_service_connection: [{ private_connection_resource_id: id("azurerm_key_vault.shop") }],
        private_dns_zone_group: [{ private_dns_zone_ids: [id("azurerm_private_dns_zone.vault")] }],
      },
      "azurerm_private_dns_zone.vault": { name: "privatelink.vaultcore.azure.net" },
      "azurerm_private_dns_zone_virtual_network_link.vault": {
        private_dns_zone_name: "privatelink.vaultcore.azure.net",
        virtual_network_id: id("azurerm_virtual_network.spoke"),
      },
    },
    from: "azurerm_subnet.vms",
    to: "shop.vault.azure.net",
    verdict: "delivered",
    arrives: { destination: "azurerm_private_endpoint.blob (10.0.5.5)" },
  },
  {
    title: "The DNS proxy asks from the network of the firewall",
    source: PROXY,
    resources: proxied(["hub"], { proxy_enabled: true }),
    ...BLOB,
    verdict: "delivered",
    passes: ["the DNS proxy of the firewall"],
    arrives: { destination: "azurerm_private_endpoint.blob (10.0.5.4)" },
  },
  {
    title: "Behind the DNS proxy a link to the spoke does not count",
    source: PROXY,
    resources: proxied(["spoke"], { proxy_enabled: true }),
    ...BLOB,
    verdict: "dropped",
    avoids: ["answers azurerm_private_endpoint.blob"],
  },
  {
    title: "The DNS proxy asks the servers of its policy",
    source: PROXY,
    resources: proxied(["hub"], { proxy_enabled: true, servers: ["192.168.1.53"] }),
    ...BLOB,
    verdict: "unknown",
  },
  {
    title: "A server of one's own in the hub forwards to Azure from there",
    source: `${SCENARIOS}#virtual-network-workloads-without-custom-dns-server`,
    resources: storage(["hub"], {
      ...network("spoke", "10.1.0.0/16", { dns_servers: ["10.0.5.53"] }),
    }),
    ...BLOB,
    verdict: "delivered",
    arrives: { destination: "azurerm_private_endpoint.blob (10.0.5.4)" },
  },
  {
    title: "An A record of a zone answers",
    source: "dns/private-dns-overview",
    resources: storage([], {
      "azurerm_private_dns_zone.own": { name: "contoso.internal" },
      "azurerm_private_dns_zone_virtual_network_link.own": {
        private_dns_zone_name: "contoso.internal",
        virtual_network_id: id("azurerm_virtual_network.spoke"),
      },
      "azurerm_private_dns_a_record.db": {
        zone_name: "contoso.internal",
        name: "db",
        records: ["10.0.5.9"],
      },
    }),
    from: "azurerm_subnet.vms",
    to: "db.contoso.internal",
    verdict: "delivered",
    arrives: { destination: "10.0.5.9" },
  },
  {
    title: "A zone that is linked answers that a name does not exist",
    source: "dns/private-dns-overview",
    resources: storage([], {
      "azurerm_private_dns_zone.own": { name: "contoso.internal" },
      "azurerm_private_dns_zone_virtual_network_link.own": {
        private_dns_zone_name: "contoso.internal",
        virtual_network_id: id("azurerm_virtual_network.spoke"),
      },
    }),
    from: "azurerm_subnet.vms",
    to: "db.contoso.internal",
    verdict: "dropped",
    passes: ["has no such name"],
  },
  {
    title: "The firewall answers DNS where its proxy is on",
    source: PROXY,
    resources: proxied([], { proxy_enabled: true }),
    from: "azurerm_subnet.vms",
    to: FIREWALL.private,
    protocol: "UDP",
    port: 53,
    verdict: "delivered",
    passes: ["the DNS proxy of the firewall"],
  },
  {
    title: "A network that asks a firewall without a DNS proxy finds no names",
    source: "firewall/dns-settings",
    resources: proxied(["hub"], { proxy_enabled: false }),
    ...BLOB,
    verdict: "dropped",
    decidedBy: "the firewall has no DNS proxy",
  },
  {
    title: "Without a server that answers addresses are reached all the same",
    source: "firewall/dns-settings",
    resources: proxied(["hub"], { proxy_enabled: false }),
    from: "azurerm_subnet.vms",
    to: "azurerm_private_endpoint.blob",
    verdict: "delivered",
  },
  {
    title: "The firewall answers no DNS where its proxy is off",
    source: PROXY,
    resources: proxied([], {}),
    from: "azurerm_subnet.vms",
    to: FIREWALL.private,
    protocol: "UDP",
    port: 53,
    verdict: "dropped",
  },
  {
    title: "A name in a network rule through the proxy is what the client resolved",
    source: "firewall/fqdn-filtering-network-rules",
    resources: {
      ...proxied(["hub"], { proxy_enabled: true }),
      ...routeTable("vms", ["vms"], [["hub", "10.0.5.4/32", "VirtualAppliance", FIREWALL.private]]),
      ...rules("group", 100, {
        network: [
          collection(
            "blob",
            100,
            "Allow",
            networkRule("blob", ["443"], {
              destination_addresses: [],
              destination_fqdns: ["shop.blob.core.windows.net"],
            }),
          ),
        ],
      }),
    },
    ...BLOB,
    verdict: "asymmetric",
    passes: ["rule network/blob/blob"],
  },
  {
    title: "A private link scope has the names of Azure Monitor",
    source: "azure-monitor/fundamentals/private-link-security",
    resources: storage([], MONITOR),
    from: "azurerm_subnet.vms",
    to: "global.handler.control.monitor.azure.com",
    verdict: "delivered",
    arrives: { destination: "azurerm_private_endpoint.monitor (10.0.5.5)" },
  },
  {
    title: "The zone of the longest name answers",
    source: "dns/private-dns-overview",
    resources: {
      ...HUB_AND_SPOKE,
      ...linkedZone("contoso.com", "10.1.0.8"),
      ...linkedZone("shop.contoso.com", "10.1.0.9"),
    },
    from: "azurerm_subnet.vms",
    to: "web.shop.contoso.com",
    verdict: "delivered",
    arrives: { destination: "10.1.0.9" },
  },
];
