/** Keys of a gateway that only pass through, as in `pass-through-rows.ts`. */
import type { Row } from "./pass-through-rows.js";

const EDGE = "spokes.shop.gateways.edge";
const GATEWAY = "azurerm_application_gateway.shop_gateway_edge";

export const GATEWAY_ROWS: readonly Row[] = [
  [[[`${EDGE}.instances`, 7]], GATEWAY, "sku.capacity"],
  [[[`${EDGE}.instances`, { min: 3, max: 9 }]], GATEWAY, "autoscale_configuration.min_capacity", 3],
  [[[`${EDGE}.instances`, { min: 3, max: 9 }]], GATEWAY, "autoscale_configuration.max_capacity", 9],
  [[[`${EDGE}.zones`, [2, 3]]], GATEWAY, "zones", ["2", "3"]],
  [[[`${EDGE}.tier`, "Standard_v2"]], GATEWAY, "sku.name"],
  [[[`${EDGE}.tlsPolicy`, "AppGwSslPolicy20170401S"]], GATEWAY, "ssl_policy.policy_name"],
  [
    [[`${EDGE}.subnetPrefix`, "10.1.200.0/24"]],
    "azurerm_subnet.shop_gateway_edge",
    "address_prefixes",
    ["10.1.200.0/24"],
  ],
  [
    [[`${EDGE}.ports`, [8443]]],
    "azurerm_network_security_rule.shop_gateway_edge_listeners",
    "destination_port_range",
    "8443",
  ],
  [
    [[`${EDGE}.waf.mode`, "Detection"]],
    "azurerm_web_application_firewall_policy.shop_gateway_edge",
    "policy_settings.mode",
  ],
  [
    [[`${EDGE}.waf.ruleSets`, [{ type: "OWASP", version: "3.1" }]]],
    "azurerm_web_application_firewall_policy.shop_gateway_edge",
    "managed_rules.managed_rule_set",
    [{ type: "OWASP", version: "3.1" }],
  ],
  [
    [[`${EDGE}.waf`, { rules: [{ name: "limit", action: "Log", rateLimit: { requests: 77, minutes: 5 } }] }]],
    "azurerm_web_application_firewall_policy.shop_gateway_edge",
    "custom_rules.0.rate_limit_duration",
    "FiveMins",
  ],
  [
    [
      [
        `${EDGE}.waf`,
        { rules: [{ name: "limit", action: "Log", rateLimit: { requests: 77, groupBy: "None" } }] },
      ],
    ],
    "azurerm_web_application_firewall_policy.shop_gateway_edge",
    "custom_rules.0.group_rate_limit_by",
    "None",
  ],
  [
    [
      [
        `${EDGE}.rewrites`,
        {
          old: [
            {
              queryString: "tenant=contoso",
              conditions: [{ variable: "var_host", pattern: "x", negate: true }],
            },
          ],
        },
      ],
    ],
    GATEWAY,
    "rewrite_rule_set.0.rewrite_rule.0",
    {
      name: "rule-1",
      rule_sequence: 100,
      condition: [{ variable: "var_host", pattern: "x", negate: true }],
      url: { components: "query_string_only", query_string: "tenant=contoso" },
    },
  ],
  [
    [[`${EDGE}.frontend`, { type: "public-and-private", users: ["10.7.0.0/16"], privateIp: "10.1.255.77" }]],
    GATEWAY,
    "frontend_ip_configuration.1.private_ip_address",
    "10.1.255.77",
  ],
];
