/** Keys of ingresses and of Front Doors that only pass through, as in `pass-through-rows.ts`. */
import type { Row, Setting } from "./pass-through-rows.js";

const MAIN = "spokes.shop.clusters.main";
const EDGE = "azurerm_application_gateway.shop_gateway_edge";
const BALANCER: Setting = [`${MAIN}.egress`, { type: "load-balancer" }];

function toBalancer(more: object): Setting {
  return [`${MAIN}.ingress`, { type: "gateway-to-load-balancer", gateway: "edge", ...more }];
}

function throughFrontDoor(more: object): Setting {
  return [`${MAIN}.ingress`, { type: "front-door", originHost: "origin.contoso.com", ...more }];
}

const HEADER = {
  name: "agents",
  action: "Log",
  conditions: [
    { matchVariable: "RequestHeader", selector: "User-Agent", operator: "Contains", values: ["bot"] },
  ],
};
const LIMIT = { name: "limit", action: "Log", rateLimit: { requests: 77, minutes: 1 } };

const DOORS = [
  [
    `${MAIN}.ingress`,
    { type: "front-door", frontDoor: "world", origin: "public", originHost: "a.contoso.com" },
  ],
  BALANCER,
] as const;
const WORLD_WAF = "azurerm_cdn_frontdoor_firewall_policy.front_door_world_waf";

const VAULT =
  "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-certificates/providers/Microsoft.KeyVault/vaults/kv-contoso";

function certificatesOf(name: string): object {
  const identifier = `https://kv-contoso.vault.azure.net/certificates/${name}`;
  return {
    type: "key-vault",
    id: VAULT,
    certificates: { [name]: { identifier, hostNames: ["www.contoso.com"] } },
  };
}

function forContainers(more: object): Setting {
  return [`${MAIN}.ingress`, { type: "application-gateway-for-containers", ...more }];
}

const CONTAINERS = "shop_main_for_containers";

export const INGRESS_ROWS: readonly Row[] = [
  [
    [BALANCER, toBalancer({ address: "10.1.254.77" })],
    EDGE,
    "backend_address_pool.0.ip_addresses",
    ["10.1.254.77"],
  ],
  [
    [BALANCER, toBalancer({ backend: { protocol: "https", port: 8443, hostName: "inner.contoso.com" } })],
    EDGE,
    "backend_http_settings.0",
    {
      name: "main",
      protocol: "Https",
      port: 8443,
      host_name: "inner.contoso.com",
      probe_name: "main",
      cookie_based_affinity: "Disabled",
      connection_draining: { enabled: true, drain_timeout_sec: 60 },
      request_timeout: 30,
    },
  ],
  [
    [forContainers({ subnetPrefix: "10.1.77.0/24" })],
    `azurerm_subnet.${CONTAINERS}`,
    "address_prefixes",
    ["10.1.77.0/24"],
  ],
  [
    [forContainers({ frontends: ["left"] })],
    `azurerm_application_load_balancer_frontend.${CONTAINERS}_frontend_left`,
    "name",
    "left",
  ],
  [
    [forContainers({ waf: { mode: "Detection", rules: [{ name: "office", action: "Log" }] } })],
    `azurerm_web_application_firewall_policy.${CONTAINERS}_waf`,
    "policy_settings.mode",
    "Detection",
  ],
  [
    [forContainers({ waf: { ruleSets: [{ type: "Microsoft_BotManagerRuleSet", version: "1.0" }] } })],
    `azurerm_web_application_firewall_policy.${CONTAINERS}_waf`,
    "managed_rules.managed_rule_set",
    [{ type: "Microsoft_BotManagerRuleSet", version: "1.0" }],
  ],
  [
    [
      BALANCER,
      throughFrontDoor({ tier: "Premium", origin: "private-link", privateLinkRegion: "francecentral" }),
    ],
    "azurerm_cdn_frontdoor_origin.shop_main_front_door",
    "private_link.location",
    "francecentral",
  ],
  [
    [
      BALANCER,
      throughFrontDoor({ origin: "public", hostNames: ["www.contoso.com"], tls: certificatesOf("own") }),
    ],
    "azurerm_cdn_frontdoor_secret.shop_main_front_door_tls_own",
    "secret.customer_certificate.0.key_vault_certificate_id",
    "https://kv-contoso.vault.azure.net/certificates/own",
  ],
  [
    [...DOORS, ["frontDoors.world", { hostNames: ["www.contoso.com"], tls: certificatesOf("shared") }]],
    "azurerm_role_assignment.front_door_world_tls_secrets",
    "scope",
    VAULT,
  ],
  [
    [...DOORS, ["frontDoors.world", { hostNames: ["www.contoso.com"], tls: certificatesOf("shared") }]],
    "azurerm_cdn_frontdoor_custom_domain.front_door_world_www-contoso-com",
    "tls.certificate_type",
    "CustomerCertificate",
  ],
  [
    [
      BALANCER,
      throughFrontDoor({
        tier: "Premium",
        origin: "public",
        waf: { mode: "Detection", rules: [HEADER, LIMIT] },
      }),
    ],
    "azurerm_cdn_frontdoor_firewall_policy.shop_main_front_door_waf",
    "mode",
    "Detection",
  ],
  [
    [...DOORS, ["frontDoors.world", { tier: "Premium", waf: { mode: "Detection" } }]],
    WORLD_WAF,
    "mode",
    "Detection",
  ],
  [
    [...DOORS, ["frontDoors.world", { tier: "Premium", waf: { rules: [HEADER, LIMIT] } }]],
    WORLD_WAF,
    "custom_rule",
    [
      {
        name: "agents",
        type: "MatchRule",
        priority: 1,
        action: "Log",
        match_condition: [
          {
            match_variable: "RequestHeader",
            selector: "User-Agent",
            operator: "Contains",
            match_values: ["bot"],
          },
        ],
      },
      {
        name: "limit",
        type: "RateLimitRule",
        priority: 2,
        action: "Log",
        rate_limit_threshold: 77,
        rate_limit_duration_in_minutes: 1,
        match_condition: [
          {
            match_variable: "RequestHeader",
            selector: "Host",
            operator: "GreaterThanOrEqual",
            match_values: ["0"],
          },
        ],
      },
    ],
  ],
];
