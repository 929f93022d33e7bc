import type { Row } from "./pass-through-rows.js";

const BASTION_IP =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-bastion";

const WAN =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-wan/providers/Microsoft.Network/virtualWans/vwan-own";

function virtualWan(more: object): readonly [string, object] {
  return ["hub", { type: "virtual-wan", addressSpace: "10.0.0.0/23", ...more }];
}

const POLICY = "azurerm_firewall_policy.hub_firewall";
const HUB_FIREWALL = "azurerm_firewall.hub_firewall";

const INSPECTION = {
  tier: "Premium",
  tlsInspection: {
    vault: {
      id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-pki/providers/Microsoft.KeyVault/vaults/kv-pki",
    },
    certificate: "https://kv-pki.vault.azure.net/secrets/authority/0123456789abcdef0123456789abcdef",
    identity: {
      id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-pki/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-firewall",
      principalId: "22222222-2222-2222-2222-222222222222",
    },
  },
};

/** Keys of the virtual hub of a Virtual WAN. */
const VIRTUAL_WAN_ROWS: readonly Row[] = [
  [[virtualWan({ wan: { id: WAN } })], "azurerm_virtual_hub.hub", "virtual_wan_id", WAN],
  [[virtualWan({ name: "vhub-own" })], "azurerm_virtual_hub.hub", "name", "vhub-own"],
  [[virtualWan({ firewall: { name: "afw-own" } })], HUB_FIREWALL, "name", "afw-own"],
  [[virtualWan({ firewall: { zones: [1, 3] } })], HUB_FIREWALL, "zones", ["1", "3"]],
  [[virtualWan({ firewall: { publicIps: 7 } })], HUB_FIREWALL, "virtual_hub.public_ip_count", 7],
  [[virtualWan({ firewall: { tier: "Premium" } })], HUB_FIREWALL, "sku_tier", "Premium"],
  ...(["off", "alert", "deny"] as const).flatMap((mode): Row[] => {
    const word = { off: "Off", alert: "Alert", deny: "Deny" }[mode];
    const detection = { tier: "Premium", intrusionDetection: mode, threatIntelligence: mode };
    return [["hub.firewall", detection] as const, virtualWan({ firewall: detection })].flatMap(
      (setting): Row[] => [
        [[setting], POLICY, "intrusion_detection.mode", word],
        [[setting], POLICY, "threat_intelligence_mode", word],
      ],
    );
  }),
  ...[["hub.firewall", INSPECTION] as const, virtualWan({ firewall: INSPECTION })].flatMap(
    (setting): Row[] => [
      [[setting], POLICY, "tls_certificate.key_vault_secret_id", INSPECTION.tlsInspection.certificate],
      [[setting], POLICY, "identity.identity_ids", [INSPECTION.tlsInspection.identity.id]],
      [
        [setting],
        "azurerm_role_assignment.hub_firewall_tls_inspection_secrets",
        "scope",
        INSPECTION.tlsInspection.vault.id,
      ],
      [
        [setting],
        "azurerm_role_assignment.hub_firewall_tls_inspection_secrets",
        "principal_id",
        INSPECTION.tlsInspection.identity.principalId,
      ],
    ],
  ),
  [
    [virtualWan({ firewall: { policyName: "afwp-own" } })],
    "azurerm_firewall_policy.hub_firewall",
    "name",
    "afwp-own",
  ],
  [
    [
      ["spokes.shop.dns", { type: "firewall" }],
      virtualWan({ dns: { type: "servers", servers: ["10.9.0.4"] }, peers: ["10.9.0.0/24"] }),
    ],
    "azurerm_firewall_policy.hub_firewall",
    "dns.servers",
    ["10.9.0.4"],
  ],
];

const TUNNEL = { type: "appliance", privateIp: "10.0.2.4" };

/** Keys of a firewall whose Internet traffic goes on to an appliance. */
const TUNNEL_ROWS: readonly Row[] = [
  [
    [["hub.firewall", { forcedTunnelling: TUNNEL }]],
    "azurerm_route.hub_firewall_routes_internet",
    "next_hop_in_ip_address",
    "10.0.2.4",
  ],
  [
    [["hub.firewall", { forcedTunnelling: TUNNEL, managementPublicIp: { id: BASTION_IP } }]],
    HUB_FIREWALL,
    "management_ip_configuration.public_ip_address_id",
    BASTION_IP,
  ],
];

const SECOND_IP = BASTION_IP.replace("pip-bastion", "pip-second");
const CIRCUIT =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-er/providers/Microsoft.Network/expressRouteCircuits/erc-own";
const SECRET = {
  vault: {
    id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-own",
  },
  name: "own",
};
const SECRET_VALUE = "${data.azurerm_key_vault_secret.hub_gateway_site.value}";
const NETWORK_GATEWAY = "azurerm_virtual_network_gateway.hub_gateway";
const CONNECTION = "azurerm_virtual_network_gateway_connection.hub_gateway_site";

function vpn(more: object): readonly [string, object] {
  return ["hub.gateway", { type: "vpn", ...more }];
}

function circuit(more: object): readonly [string, object] {
  return [
    "hub.gateway",
    { type: "express-route", circuits: { site: { circuit: { id: CIRCUIT }, ...more } } },
  ];
}

/** Keys of the connections of a hub's gateway; what is read of a vault is in gateway-connections.test.ts. */
const CONNECTION_ROWS: readonly Row[] = [
  [[vpn({ activeActive: true })], NETWORK_GATEWAY, "active_active", true],
  [
    [vpn({ activeActive: true, secondPublicIp: { id: SECOND_IP } })],
    NETWORK_GATEWAY,
    "ip_configuration.1.public_ip_address_id",
    SECOND_IP,
  ],
  [
    [
      vpn({ sites: { site: { device: "203.0.113.10", prefixes: ["192.168.0.0/24"], sharedKey: SECRET } } }),
      ["hub.onPremises", { prefixes: ["192.168.0.0/16"] }],
    ],
    CONNECTION,
    "shared_key",
    SECRET_VALUE,
  ],
  [[circuit({ authorizationKey: SECRET })], CONNECTION, "authorization_key", SECRET_VALUE],
  [[circuit({ weight: 7 })], CONNECTION, "routing_weight", 7],
];

const IN_VIRTUAL_HUB = "azurerm_vpn_gateway_connection.hub_gateway_site";

function vpnOfVirtualHub(gateway: object): readonly [string, object] {
  return virtualWan({
    gateway: { type: "vpn", ...gateway },
    onPremises: { prefixes: ["192.168.0.0/16"] },
  });
}

function circuitOfVirtualHub(more: object): readonly [string, object] {
  return virtualWan({
    gateway: { type: "express-route", circuits: { site: { circuit: { id: CIRCUIT }, ...more } } },
  });
}

/** Keys of the gateway of a virtual hub. */
const VIRTUAL_HUB_GATEWAY_ROWS: readonly Row[] = [
  [[vpnOfVirtualHub({ scaleUnits: 7 })], "azurerm_vpn_gateway.hub_gateway", "scale_unit", 7],
  [[vpnOfVirtualHub({ name: "vpng-own" })], "azurerm_vpn_gateway.hub_gateway", "name", "vpng-own"],
  [
    [vpnOfVirtualHub({ sites: { site: { device: "203.0.113.10" } } })],
    "azurerm_vpn_site.hub_gateway_site",
    "link.ip_address",
    "203.0.113.10",
  ],
  [
    [vpnOfVirtualHub({ sites: { site: { device: "vpn.contoso.com", prefixes: ["192.168.7.0/24"] } } })],
    "azurerm_vpn_site.hub_gateway_site",
    "address_cidrs",
    ["192.168.7.0/24"],
  ],
  [
    [
      vpnOfVirtualHub({
        sites: { site: { device: "203.0.113.10", bgp: { asn: 65_020, address: "192.168.0.1" } } },
      }),
    ],
    "azurerm_vpn_site.hub_gateway_site",
    "link.bgp.peering_address",
    "192.168.0.1",
  ],
  [
    [vpnOfVirtualHub({ sites: { site: { device: "203.0.113.10", sharedKey: SECRET } } })],
    IN_VIRTUAL_HUB,
    "vpn_link.shared_key",
    SECRET_VALUE,
  ],
  [
    [virtualWan({ gateway: { type: "express-route", scaleUnits: 7 } })],
    "azurerm_express_route_gateway.hub_gateway",
    "scale_units",
    7,
  ],
  [
    [virtualWan({ gateway: { type: "express-route", name: "ergw-own" } })],
    "azurerm_express_route_gateway.hub_gateway",
    "name",
    "ergw-own",
  ],
  [
    [circuitOfVirtualHub({})],
    "azurerm_express_route_connection.hub_gateway_site",
    "express_route_circuit_peering_id",
    `${CIRCUIT}/peerings/AzurePrivatePeering`,
  ],
  [
    [circuitOfVirtualHub({ authorizationKey: SECRET })],
    "azurerm_express_route_connection.hub_gateway_site",
    "authorization_key",
    SECRET_VALUE,
  ],
  [
    [circuitOfVirtualHub({ weight: 7 })],
    "azurerm_express_route_connection.hub_gateway_site",
    "routing_weight",
    7,
  ],
];

const SSH_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJFsNgVyyr6T5qMU036IMyNLMA7ctQbKaJ/UM4NxkGB admins@fabrikam";
const OTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJFsNgVyyr6T5qMU036IMyNLMA7ctQbKaJ/UM4NxkGC";

/** Keys of Azure Bastion and of the private DNS resolver of a hub. */
export const HUB_ROWS: readonly Row[] = [
  [[["hub.bastion", { tier: "Standard" }]], "azurerm_bastion_host.hub_bastion", "sku", "Standard"],
  [
    [["hub.bastion", { tier: "Developer" }]],
    "azurerm_bastion_host.hub_bastion",
    "virtual_network_id",
    "${azurerm_virtual_network.hub.id}",
  ],
  [[["hub.bastion", { name: "bas-own" }]], "azurerm_bastion_host.hub_bastion", "name", "bas-own"],
  [[["hub.bastion", { zones: [1, 3] }]], "azurerm_bastion_host.hub_bastion", "zones", ["1", "3"]],
  [
    [["hub.bastion", { tier: "Standard", instances: 7 }]],
    "azurerm_bastion_host.hub_bastion",
    "scale_units",
    7,
  ],
  [
    [["hub.bastion", { tier: "Standard", nativeClient: true }]],
    "azurerm_bastion_host.hub_bastion",
    "tunneling_enabled",
    true,
  ],
  [
    [["hub.bastion", { subnetPrefix: "10.0.3.64/26" }]],
    "azurerm_subnet.hub_AzureBastionSubnet",
    "address_prefixes",
    ["10.0.3.64/26"],
  ],
  ...(
    [
      [{}, "size", "Standard_B2s_v2"],
      [{ name: "vm-own" }, "name", "vm-own"],
      [{ vmSize: "Standard_D2s_v5" }, "size", "Standard_D2s_v5"],
      [{ zone: 3 }, "zone", "3"],
      [{ sshPublicKey: OTHER_KEY }, "admin_ssh_key.public_key", OTHER_KEY],
    ] as const
  ).map(([given, argument, value]): Row => [
    [["hub.bastion", { jumpHost: { sshPublicKey: SSH_KEY, ...given } }]],
    "azurerm_linux_virtual_machine.hub_jump-host",
    argument,
    value,
  ]),
  [
    [["hub.bastion", { jumpHost: { sshPublicKey: SSH_KEY, subnetPrefix: "10.0.3.64/29" } }]],
    "azurerm_subnet.hub_jump-host",
    "address_prefixes",
    ["10.0.3.64/29"],
  ],
  [
    [["hub.bastion", { publicIp: { id: BASTION_IP } }]],
    "azurerm_bastion_host.hub_bastion",
    "ip_configuration.public_ip_address_id",
    BASTION_IP,
  ],
  ...(["inbound", "outbound"] as const).map((end): Row => [
    [
      [
        "hub.dns",
        {
          type: "private-resolver",
          [`${end}SubnetPrefix`]: "10.0.0.192/28",
          forward: { corp: { domain: "corp.contoso.com", servers: ["203.0.113.53"] } },
        },
      ],
    ],
    `azurerm_subnet.hub_dns_${end}`,
    "address_prefixes",
    ["10.0.0.192/28"],
  ]),
  ...VIRTUAL_WAN_ROWS,
  ...CONNECTION_ROWS,
  ...VIRTUAL_HUB_GATEWAY_ROWS,
  ...TUNNEL_ROWS,
];
