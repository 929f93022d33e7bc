/** Application Gateways. Source: Microsoft's REST reference of Microsoft.Network/applicationGateways, 2024-05-01. */
import { listOf, textOf, valuesOf, type Convert, type Form, type Rule, type Values } from "./form.js";

/** References from one part to another, by the list that the other is in. */
const REFERENCES: Readonly<Record<string, readonly [property: string, list: string]>> = {
  backend_address_pool_name: ["backendAddressPool", "backendAddressPools"],
  backend_http_settings_name: ["backendHttpSettings", "backendHttpSettingsCollection"],
  default_backend_address_pool_name: ["defaultBackendAddressPool", "backendAddressPools"],
  frontend_ip_configuration_name: ["frontendIPConfiguration", "frontendIPConfigurations"],
  frontend_port_name: ["frontendPort", "frontendPorts"],
  http_listener_name: ["httpListener", "httpListeners"],
  private_link_configuration_name: ["privateLinkConfiguration", "privateLinkConfigurations"],
  probe_name: ["probe", "probes"],
  redirect_configuration_name: ["redirectConfiguration", "redirectConfigurations"],
  ssl_certificate_name: ["sslCertificate", "sslCertificates"],
  target_listener_name: ["targetListener", "httpListeners"],
  rewrite_rule_set_name: ["rewriteRuleSet", "rewriteRuleSets"],
  ssl_profile_name: ["sslProfile", "sslProfiles"],
  trusted_client_certificate_names: ["trustedClientCertificates", "trustedClientCertificates"],
  trusted_root_certificate_names: ["trustedRootCertificates", "trustedRootCertificates"],
};

/** Names that are not those of azurerm in camel case. */
const RENAMED: Readonly<Record<string, string>> = {
  drain_timeout_sec: "drainTimeoutInSec",
  minimum_servers: "minServers",
  private_ip_address: "privateIPAddress",
  private_ip_address_allocation: "privateIPAllocationMethod",
  private_link_configuration: "privateLinkConfiguration",
  public_ip_address_id: "publicIPAddress",
  require_sni: "requireServerNameIndication",
  status_code: "statusCodes",
  subnet_id: "subnet",
};

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const part: Convert = (value, root) => {
  const { name, ...values } = valuesOf(value);
  const properties = Object.entries(values).flatMap(([attribute, one]) => {
    // What is not configured, and the ids of parts, which azurerm computes of their names.
    if (one === null || one === "" || textOf(one).startsWith("made-up")) return [];
    if (Array.isArray(one) && one.length === 0) return [];
    const own = RENAMED[attribute];
    if (attribute.endsWith("_id") && own === undefined && attribute !== "key_vault_secret_id") return [];
    if (attribute === "id") return [];
    return [propertyOf(attribute, one, root)];
  });
  return {
    name,
    id: `${textOf(root["id"])}/parts/${textOf(name)}`,
    properties: Object.fromEntries(properties),
  };
};

function propertyOf(attribute: string, value: unknown, root: Values): readonly [string, unknown] {
  const [property, list] = REFERENCES[attribute] ?? [];
  if (property !== undefined) {
    const refer = (name: unknown): object => ({
      id: `${textOf(root["id"])}/${textOf(list)}/${textOf(name)}`,
    });
    return [property, Array.isArray(value) ? value.map(refer) : refer(value)];
  }
  const name = RENAMED[attribute] ?? camel(attribute);
  if (attribute.endsWith("_id") && attribute !== "key_vault_secret_id") return [name, { id: value }];
  if (attribute === "ip_addresses" || attribute === "fqdns") {
    const kind = attribute === "fqdns" ? "fqdn" : "ipAddress";
    return ["backendAddresses", listOf(value).map((one) => ({ [kind]: one }))];
  }
  if (Array.isArray(value) && value.some((one) => typeof one === "object"))
    return [name, valuesOf(valuesOf(part(value[0], root))["properties"])];
  return [name, value];
}

function parts(list: string): Rule {
  return [`properties.${list}`, (value, root) => listOf(value).map((one) => part(one, root))];
}

function profile(value: unknown, root: Values): Values {
  const { name, trusted_client_certificate_names, ...checks } = valuesOf(value);
  const verifies = checks["verify_client_cert_issuer_dn"] ?? checks["verify_client_certificate_issuer_dn"];
  return {
    name,
    properties: {
      ...valuesOf(valuesOf(part({ name, trusted_client_certificate_names }, root))["properties"]),
      clientAuthConfiguration: {
        verifyClientCertIssuerDN: verifies === true,
        verifyClientRevocation: textOf(checks["verify_client_certificate_revocation"]) || "None",
      },
    },
  };
}

function rewrites(value: unknown): Values {
  const { name, rewrite_rule: rules } = valuesOf(value);
  return { name, properties: { rewriteRules: listOf(rules).map((rule) => rewrite(valuesOf(rule))) } };
}

function rewrite(rule: Values): Values {
  const headers = (kind: string): unknown =>
    listOf(rule[kind]).map((header) => ({
      headerName: valuesOf(header)["header_name"],
      headerValue: valuesOf(header)["header_value"],
    }));
  const url = listOf(rule["url"])[0];
  const { path, query_string: query, components } = valuesOf(url);
  return {
    name: rule["name"],
    ruleSequence: rule["rule_sequence"],
    conditions: listOf(rule["condition"])
      .map(valuesOf)
      .map(({ variable, pattern, ignore_case: ignoreCase, negate }) => ({
        variable,
        pattern,
        ignoreCase: ignoreCase === true,
        negate: negate === true,
      })),
    actionSet: {
      requestHeaderConfigurations: headers("request_header_configuration"),
      responseHeaderConfigurations: headers("response_header_configuration"),
      ...(url === undefined
        ? {}
        : {
            urlConfiguration: {
              ...(components === "query_string_only" ? {} : { modifiedPath: path }),
              ...(components === "path_only" ? {} : { modifiedQueryString: query }),
              reroute: false,
            },
          }),
    },
  };
}

export const GATEWAY_FORMS: Readonly<Record<string, Form>> = {
  azurerm_application_gateway: {
    backend_address_pool: parts("backendAddressPools"),
    backend_http_settings: parts("backendHttpSettingsCollection"),
    frontend_ip_configuration: parts("frontendIPConfigurations"),
    frontend_port: parts("frontendPorts"),
    gateway_ip_configuration: parts("gatewayIPConfigurations"),
    http_listener: parts("httpListeners"),
    probe: parts("probes"),
    redirect_configuration: parts("redirectConfigurations"),
    request_routing_rule: parts("requestRoutingRules"),
    ssl_certificate: parts("sslCertificates"),
    trusted_root_certificate: parts("trustedRootCertificates"),
    trusted_client_certificate: parts("trustedClientCertificates"),
    ssl_profile: ["properties.sslProfiles", (value, root) => listOf(value).map((one) => profile(one, root))],
    rewrite_rule_set: ["properties.rewriteRuleSets", (value) => listOf(value).map(rewrites)],
    private_link_configuration: parts("privateLinkConfigurations"),
    sku: { path: "properties.sku", one: { name: "name", tier: "tier", capacity: "capacity" } },
    autoscale_configuration: {
      path: "properties.autoscaleConfiguration",
      one: { min_capacity: "minCapacity", max_capacity: "maxCapacity" },
    },
    ssl_policy: {
      path: "properties.sslPolicy",
      one: { policy_type: "policyType", policy_name: "policyName" },
    },
    identity: [
      "identity",
      (value) => {
        const { type, identity_ids: ids } = valuesOf(listOf(value)[0]);
        return {
          type: textOf(type),
          userAssignedIdentities: Object.fromEntries(listOf(ids).map((id) => [textOf(id), {}])),
        };
      },
    ],
    firewall_policy_id: "properties.firewallPolicy.id",
    force_firewall_policy_association: "properties.forceFirewallPolicyAssociation",
    http2_enabled: "properties.enableHttp2",
    enable_http2: "properties.enableHttp2",
    fips_enabled: "properties.enableFips",
    zones: "zones",
  },
};
