/** Azure Firewall and web application firewalls. Sources: Microsoft's REST references of Microsoft.Network. */
import { enabled, listOf, valuesOf, type Convert, type Form, type Rule, type Values } from "./form.js";

function configuration(value: unknown): Values {
  const { name, subnet_id: subnet, public_ip_address_id: address, private_ip_address: own } = valuesOf(value);
  return {
    name,
    properties: {
      privateIPAddress: own,
      publicIPAddress: { id: address },
      ...(typeof subnet === "string" && subnet !== "" ? { subnet: { id: subnet } } : {}),
    },
  };
}

/** Rules of one kind as a collection of the group. */
function collections(ruleType: string, rule: Convert): Rule {
  return [
    `properties.${ruleType}`,
    (value, root) =>
      listOf(value).map((one) => {
        const { name, priority, action, rule: rules } = valuesOf(one);
        return {
          ruleCollectionType:
            ruleType === "NatRule" ? "FirewallPolicyNatRuleCollection" : "FirewallPolicyFilterRuleCollection",
          name,
          priority,
          action: { type: action === "Dnat" ? "DNAT" : action },
          rules: listOf(rules).map((each) => ({
            ruleType,
            name: valuesOf(each)["name"],
            description: valuesOf(each)["description"],
            sourceAddresses: valuesOf(each)["source_addresses"],
            sourceIpGroups: valuesOf(each)["source_ip_groups"],
            ...valuesOf(rule(each, root)),
          })),
        };
      }),
  ];
}

const EXCLUSION: Form = {
  match_variable: "matchVariable",
  selector: "selector",
  selector_match_operator: "selectorMatchOperator",
  operator: "selectorMatchOperator",
};

export const FIREWALL_FORMS: Readonly<Record<string, Form>> = {
  azurerm_firewall: {
    sku_name: "properties.sku.name",
    sku_tier: "properties.sku.tier",
    zones: "zones",
    firewall_policy_id: "properties.firewallPolicy.id",
    threat_intel_mode: "properties.threatIntelMode",
    dns_proxy_enabled: null,
    ip_configuration: ["properties.ipConfigurations", (value) => listOf(value).map(configuration)],
    management_ip_configuration: [
      "properties.managementIpConfiguration",
      (value) => configuration(listOf(value)[0]),
    ],
    virtual_hub: {
      path: "properties",
      one: {
        virtual_hub_id: "virtualHub.id",
        public_ip_count: "hubIPAddresses.publicIPs.count",
        private_ip_address: "hubIPAddresses.privateIPAddress",
        public_ip_addresses: [
          "hubIPAddresses.publicIPs.addresses",
          (value) => listOf(value).map((address) => ({ address })),
        ],
      },
    },
  },
  azurerm_firewall_policy: {
    sku: "properties.sku.tier",
    base_policy_id: "properties.basePolicy.id",
    threat_intelligence_mode: "properties.threatIntelMode",
    auto_learn_private_ranges_enabled: null,
    identity: [
      "identity",
      (value) => {
        const { type, identity_ids: ids } = valuesOf(listOf(value)[0]);
        const assigned = listOf(ids).map((id): [string, object] => [String(id), {}]);
        return type === undefined
          ? undefined
          : { type, userAssignedIdentities: Object.fromEntries(assigned) };
      },
    ],
    tls_certificate: {
      path: "properties.transportSecurity.certificateAuthority",
      one: { name: "name", key_vault_secret_id: "keyVaultSecretId" },
    },
    dns: { path: "properties.dnsSettings", one: { proxy_enabled: "enableProxy", servers: "servers" } },
  },
  azurerm_firewall_policy_rule_collection_group: {
    firewall_policy_id: null,
    priority: "properties.priority",
    application_rule_collection: collections("ApplicationRule", (value) => {
      const values = valuesOf(value);
      return {
        targetFqdns: values["destination_fqdns"],
        fqdnTags: values["destination_fqdn_tags"],
        targetUrls: values["destination_urls"],
        terminateTLS: values["terminate_tls"],
        protocols: listOf(values["protocols"]).map((one) => ({
          protocolType: valuesOf(one)["type"],
          port: valuesOf(one)["port"],
        })),
      };
    }),
    network_rule_collection: collections("NetworkRule", (value) => {
      const values = valuesOf(value);
      return {
        ipProtocols: values["protocols"],
        destinationAddresses: values["destination_addresses"],
        destinationFqdns: values["destination_fqdns"],
        destinationIpGroups: values["destination_ip_groups"],
        destinationPorts: values["destination_ports"],
      };
    }),
    nat_rule_collection: collections("NatRule", (value) => {
      const values = valuesOf(value);
      return {
        ipProtocols: values["protocols"],
        destinationAddresses: [values["destination_address"]],
        destinationPorts: values["destination_ports"],
        translatedAddress: values["translated_address"],
        translatedFqdn: values["translated_fqdn"],
        translatedPort: String(values["translated_port"]),
      };
    }),
  },
  azurerm_ip_group: { cidrs: "properties.ipAddresses" },
  azurerm_web_application_firewall_policy: {
    policy_settings: {
      path: "properties.policySettings",
      one: {
        enabled: ["state", enabled],
        mode: "mode",
        request_body_check: "requestBodyCheck",
        request_body_enforcement: "requestBodyEnforcement",
        request_body_inspect_limit_in_kb: "requestBodyInspectLimitInKB",
        max_request_body_size_in_kb: "maxRequestBodySizeInKb",
        file_upload_enforcement: "fileUploadEnforcement",
        file_upload_limit_in_mb: "fileUploadLimitInMb",
        js_challenge_cookie_expiration_in_minutes: "jsChallengeCookieExpirationInMins",
      },
    },
    custom_rules: {
      path: "properties.customRules",
      each: {
        name: "name",
        priority: "priority",
        rule_type: "ruleType",
        action: "action",
        enabled: ["state", enabled],
        rate_limit_duration: "rateLimitDuration",
        rate_limit_threshold: "rateLimitThreshold",
        group_rate_limit_by: [
          "groupByUserSession",
          (variableName) => [{ groupByVariables: [{ variableName }] }],
        ],
        match_conditions: {
          path: "matchConditions",
          each: {
            operator: "operator",
            negation_condition: "negationConditon",
            match_values: "matchValues",
            transforms: "transforms",
            match_variables: {
              path: "matchVariables",
              each: { variable_name: "variableName", selector: "selector" },
            },
          },
        },
      },
    },
    managed_rules: {
      path: "properties.managedRules",
      one: {
        managed_rule_set: {
          path: "managedRuleSets",
          each: { type: "ruleSetType", version: "ruleSetVersion" },
        },
        exclusion: { path: "exclusions", each: EXCLUSION },
      },
    },
  },
  azurerm_cdn_frontdoor_firewall_policy: {
    sku_name: "sku.name",
    mode: "properties.policySettings.mode",
    enabled: ["properties.policySettings.enabledState", enabled],
    request_body_check_enabled: ["properties.policySettings.requestBodyCheck", enabled],
    redirect_url: "properties.policySettings.redirectUrl",
    custom_block_response_status_code: "properties.policySettings.customBlockResponseStatusCode",
    custom_block_response_body: "properties.policySettings.customBlockResponseBody",
    js_challenge_cookie_expiration_in_minutes:
      "properties.policySettings.javascriptChallengeExpirationInMinutes",
    captcha_cookie_expiration_in_minutes: "properties.policySettings.captchaExpirationInMinutes",
    custom_rule: {
      path: "properties.customRules.rules",
      each: {
        name: "name",
        priority: "priority",
        type: "ruleType",
        action: "action",
        enabled: ["enabledState", enabled],
        rate_limit_duration_in_minutes: "rateLimitDurationInMinutes",
        rate_limit_threshold: "rateLimitThreshold",
        match_condition: {
          path: "matchConditions",
          each: {
            match_variable: "matchVariable",
            selector: "selector",
            operator: "operator",
            negation_condition: "negateCondition",
            match_values: "matchValue",
            transforms: "transforms",
          },
        },
      },
    },
    managed_rule: {
      path: "properties.managedRules.managedRuleSets",
      each: {
        type: "ruleSetType",
        version: "ruleSetVersion",
        action: "ruleSetAction",
        exclusion: { path: "exclusions", each: EXCLUSION },
      },
    },
  },
};
