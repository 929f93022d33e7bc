/** Keys about what is reached, through what, that only pass through, as in `pass-through-rows.ts`. */
import type { Row, Setting } from "./pass-through-rows.js";

const MAIN = "spokes.shop.clusters.main";
const CLUSTER = "azurerm_kubernetes_cluster.shop_main";
const RG = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-own/providers";
const ZONE = `${RG}/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io`;
const VAULT = `${RG}/Microsoft.KeyVault/vaults/kv-own`;
const VAULT_ZONE = `${RG}/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`;
const IP_GROUP = `${RG}/Microsoft.Network/ipGroups/ipg-erp`;
const GROUP = `${RG}/Microsoft.Network/networkSecurityGroups/nsg-own`;
const REGISTRY = `${RG}/Microsoft.ContainerRegistry/registries/crown`;
const LOGS = `${RG}/Microsoft.OperationalInsights/workspaces/log-own`;
const METRICS = `${RG}/Microsoft.Monitor/accounts/amw-own`;

const UDP = {
  port: 53,
  to: "10.1.254.10",
  toPort: 5353,
  protocol: "UDP",
  publicIp: 3,
  from: ["198.51.100.0/24", "203.0.113.7/32"],
};

function inNetwork(dns: object): Setting {
  return [`${MAIN}.apiServer`, { type: "vnet-integration", access: { type: "private", dns } }];
}

const FROM_NODES = { protocols: ["UDP"], source_addresses: ["10.1.0.0/24", "10.1.1.0/24"] };
const RULES = "azurerm_firewall_policy_rule_collection_group.shop_main";

export const REACH_ROWS: readonly Row[] = [
  [
    [["spokes.shop.privateEndpoints.vault", { id: VAULT, zone: { id: VAULT_ZONE } }]],
    "azurerm_private_endpoint.shop_private_endpoints_vault",
    "private_dns_zone_group.private_dns_zone_ids",
    [VAULT_ZONE],
  ],
  [[["spokes.shop.name", "vnet-own"]], "azurerm_virtual_network.shop", "name"],
  [[["hub.firewall.name", "afw-own"]], "azurerm_firewall.hub_firewall", "name"],
  [[["hub.gateway.name", "vgw-own"]], "azurerm_virtual_network_gateway.hub_gateway", "name"],
  [[["spokes.shop.gateways.edge.name", "agw-own"]], "azurerm_application_gateway.shop_gateway_edge", "name"],
  [
    [["hub.firewall.publish.dns", UDP]],
    "azurerm_firewall_policy_rule_collection_group.hub_publish",
    "nat_rule_collection.0.rule.0",
    {
      name: "dns",
      protocols: ["UDP"],
      source_addresses: UDP.from,
      destination_address: "${azurerm_public_ip.hub_firewall_3.ip_address}",
      destination_ports: ["53"],
      translated_address: "10.1.254.10",
      translated_port: 5353,
    },
  ],
  [
    [
      [
        `${MAIN}.egress`,
        {
          type: "firewall",
          ntp: true,
          allow: { time: { addresses: ["198.51.100.0/24"], ports: [4460], protocol: "UDP" } },
        },
      ],
    ],
    RULES,
    "network_rule_collection.0.rule",
    [
      { name: "ntp", destination_fqdns: ["ntp.ubuntu.com"], destination_ports: ["123"], ...FROM_NODES },
      {
        name: "allow-time",
        destination_addresses: ["198.51.100.0/24"],
        destination_ports: ["4460"],
        ...FROM_NODES,
      },
    ],
  ],
  [
    [["hub.firewall.publish.dns", { ...UDP, from: { ipGroups: [{ id: IP_GROUP }] } }]],
    "azurerm_firewall_policy_rule_collection_group.hub_publish",
    "nat_rule_collection.0.rule.0.source_ip_groups",
    [IP_GROUP],
  ],
  [
    [
      [
        `${MAIN}.egress`,
        { type: "firewall", allow: { erp: { ipGroups: [{ id: IP_GROUP }], ports: [1521] } } },
      ],
    ],
    RULES,
    "network_rule_collection.0.rule.0.destination_ip_groups",
    [IP_GROUP],
  ],
  [
    [
      [`${MAIN}.apiServer`, { type: "private", dns: { type: "public-fqdn" } }],
      [`${MAIN}.egress`, { type: "none", registry: REGISTRY }],
    ],
    CLUSTER,
    "bootstrap_profile",
    { artifact_source: "Cache", container_registry_id: REGISTRY },
  ],
  [[inNetwork({ type: "system-zone" })], CLUSTER, "private_dns_zone_id", "System"],
  [[inNetwork({ type: "custom-zone", zoneId: ZONE })], CLUSTER, "private_dns_zone_id", ZONE],
  [
    [[`${MAIN}.addressSpace`, "10.1.32.0/20"]],
    "azurerm_subnet.shop_main_work",
    "address_prefixes",
    ["10.1.33.0/24"],
  ],
  [
    [
      ["spokes.shop.gateways.edge.zones", [2]],
      ["spokes.shop.gateways.edge.securityGroup", { id: GROUP }],
    ],
    "azurerm_subnet_network_security_group_association.shop_gateway_edge",
    "network_security_group_id",
    GROUP,
  ],
  [
    [[`${MAIN}.nodePools.work.securityGroup`, { id: GROUP }]],
    "azurerm_subnet_network_security_group_association.shop_main_work",
    "network_security_group_id",
    GROUP,
  ],
  [
    [[`${MAIN}.addOns.metrics.workspaceId`, METRICS]],
    "azurerm_monitor_data_collection_rule.shop_main_metrics",
    "destinations.monitor_account.0.monitor_account_id",
    METRICS,
  ],
  [
    [[`${MAIN}.addOns.defender.workspace`, { id: LOGS }]],
    CLUSTER,
    "microsoft_defender.log_analytics_workspace_id",
    LOGS,
  ],
  [
    [
      [`${MAIN}.addOns.policy`, true],
      [`${MAIN}.addOns.defender.workspace`, { retentionDays: 88 }],
    ],
    "azurerm_log_analytics_workspace.shop_main_logs_workspace",
    "retention_in_days",
    88,
  ],
];
