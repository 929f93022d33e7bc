/**
 * Application Gateways and their web application firewall policies. azurerm has the parts of a gateway as blocks with the names
 * of Azure in snake case; a part refers to another by name where Azure has an id. Every part is read, since one that is left out
 * would be removed by the first plan.
 */
import { isValues, type Values } from "../values.js";
import type { FoundResource } from "../found.js";
import { at, defined, found, listAt, textAt, textsAt, type ArmResource } from "./arm-resource.js";

/** Lists of a gateway in Azure, by the blocks of azurerm. */
const PARTS: Readonly<Record<string, string>> = {
  backend_address_pool: "backendAddressPools",
  backend_http_settings: "backendHttpSettingsCollection",
  custom_error_configuration: "customErrorConfigurations",
  frontend_ip_configuration: "frontendIPConfigurations",
  frontend_port: "frontendPorts",
  gateway_ip_configuration: "gatewayIPConfigurations",
  http_listener: "httpListeners",
  private_link_configuration: "privateLinkConfigurations",
  probe: "probes",
  redirect_configuration: "redirectConfigurations",
  request_routing_rule: "requestRoutingRules",
  rewrite_rule_set: "rewriteRuleSets",
  ssl_certificate: "sslCertificates",
  ssl_profile: "sslProfiles",
  trusted_client_certificate: "trustedClientCertificates",
  trusted_root_certificate: "trustedRootCertificates",
  url_path_map: "urlPathMaps",
};

/** Arguments whose name is not that of Azure in snake case. */
const RENAMED: Readonly<Record<string, string>> = {
  conditions: "condition",
  custom_error_configurations: "custom_error_configuration",
  disabled_rule_groups: "disabled_rule_group",
  drain_timeout_in_sec: "drain_timeout_sec",
  enable_request_buffering: "request_buffering_enabled",
  enable_response_buffering: "response_buffering_enabled",
  exclusions: "exclusion",
  file_upload_limit_in_mb: "file_upload_limit_mb",
  ip_configurations: "ip_configuration",
  max_request_body_size_in_kb: "max_request_body_size_kb",
  min_servers: "minimum_servers",
  modified_path: "path",
  modified_query_string: "query_string",
  path_rules: "path_rule",
  private_ip_allocation_method: "private_ip_address_allocation",
  redirect_url: "target_url",
  request_header_configurations: "request_header_configuration",
  require_server_name_indication: "require_sni",
  response_header_configurations: "response_header_configuration",
  rewrite_rules: "rewrite_rule",
  status_codes: "status_code",
  verify_client_revocation: "verify_client_certificate_revocation",
};

/** Objects of Azure whose properties azurerm has one level above. */
const FLATTENED: ReadonlySet<string> = new Set(["action_set", "client_auth_configuration"]);

/** References to what has an id of its own; all others are to parts of the gateway. */
const BY_ID: ReadonlySet<string> = new Set(["subnet", "public_ip_address", "firewall_policy"]);

/** What Azure reports of a part, and no configuration sets. */
const REPORTED: ReadonlySet<string> = new Set([
  "backend_ip_configurations",
  "etag",
  "family",
  "id",
  "provisioning_state",
  "public_cert_data",
  "resource_group",
  "type",
]);

export function gatewayOfArm(gateway: ArmResource): readonly FoundResource[] {
  const { values } = gateway;
  const parts: Values = Object.fromEntries(
    Object.entries(PARTS).map(([block, list]) => [block, listAt(values, list).map(partValues)]),
  );
  return [
    found("azurerm_application_gateway", gateway, {
      ...parts,
      sku: [partValues(at(values, "sku"))],
      autoscale_configuration: ifGiven(at(values, "autoscaleConfiguration")),
      ssl_policy: ifGiven(at(values, "sslPolicy")),
      waf_configuration: ifGiven(at(values, "webApplicationFirewallConfiguration")),
      global: ifGiven(at(values, "globalConfiguration")),
      identity: identityOf(at(values, "identity")),
      firewall_policy_id: textAt(values, "firewallPolicy.id"),
      http2_enabled: at(values, "enableHttp2"),
      fips_enabled: at(values, "enableFips"),
      zones: textsAt(values, "zones"),
    }),
  ];
}

function ifGiven(value: unknown): readonly Values[] {
  return isValues(value) ? [partValues(value)] : [];
}

/** User-assigned identities of a resource. */
export function identityOf(identity: unknown): readonly Values[] {
  const ids = at(identity, "userAssignedIdentities");
  return isValues(ids) ? [{ type: "UserAssigned", identity_ids: Object.keys(ids) }] : [];
}

/** The arguments of a part of a gateway. */
function partValues(part: unknown): Values {
  if (!isValues(part)) return {};
  const properties = part["properties"];
  const entries = Object.entries({ ...part, ...(isValues(properties) ? properties : {}) });
  return defined(
    Object.fromEntries(
      entries
        .filter(([name, value]) => name !== "properties" && (value ?? undefined) !== undefined)
        .map(([name, value]) => [snake(name), value] as const)
        .filter(([name]) => !REPORTED.has(name))
        .flatMap(([name, value]) => argumentsOf(name, value)),
    ),
  );
}

function argumentsOf(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (name === "backend_addresses") return addressesOf(value);
  if (name === "url_configuration") return [["url", [urlOf(value)]]];
  if (FLATTENED.has(name)) return Object.entries(partValues(value));
  const argument = RENAMED[name] ?? name;
  if (Array.isArray(value)) {
    const names = value.map(referredName);
    if (value.length === 0) return [];
    if (names.every((one) => one !== undefined)) return [[`${argument.replace(/s$/, "")}_names`, names]];
    return [[argument, value.map((one: unknown) => (isValues(one) ? partValues(one) : one))]];
  }
  if (!isValues(value)) return [[argument, value]];
  const target = referredName(value);
  if (target === undefined) return [[argument, [partValues(value)]]];
  return [BY_ID.has(name) ? [`${argument}_id`, value["id"]] : [`${argument}_name`, target]];
}

/** Name of the part that a reference has the id of; undefined for a value that is no reference. */
function referredName(value: unknown): string | undefined {
  const isReference =
    isValues(value) && Object.keys(value).every((name) => name === "id" || name === "resourceGroup");
  return isReference ? textAt(value, "id")?.split("/").at(-1) : undefined;
}

/** azurerm adds which half of a URL is rewritten where only one is. */
function urlOf(configuration: unknown): Values {
  const url = partValues(configuration);
  const [path, query] = [url["path"], url["query_string"]].map((half) => half !== undefined);
  if (path === query) return url;
  return { ...url, components: path ? "path_only" : "query_string_only" };
}

function addressesOf(addresses: unknown): readonly (readonly [string, unknown])[] {
  return [
    ["fqdns", texts(addresses, "fqdn")],
    ["ip_addresses", texts(addresses, "ipAddress")],
  ];
}

function texts(list: unknown, path: string): readonly string[] | undefined {
  const all = Array.isArray(list) ? list.flatMap((one: unknown) => textAt(one, path) ?? []) : [];
  return all.length === 0 ? undefined : all;
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

export function wafPolicyOfArm(policy: ArmResource): readonly FoundResource[] {
  const { values } = policy;
  const settings = at(values, "policySettings");
  const managed = at(values, "managedRules");
  return [
    found("azurerm_web_application_firewall_policy", policy, {
      policy_settings: [
        defined({
          enabled: textAt(settings, "state") === "Enabled",
          mode: textAt(settings, "mode"),
          request_body_check: at(settings, "requestBodyCheck"),
          request_body_enforcement: at(settings, "requestBodyEnforcement"),
          request_body_inspect_limit_in_kb: at(settings, "requestBodyInspectLimitInKB"),
          max_request_body_size_in_kb: at(settings, "maxRequestBodySizeInKb"),
          file_upload_enforcement: at(settings, "fileUploadEnforcement"),
          file_upload_limit_in_mb: at(settings, "fileUploadLimitInMb"),
          js_challenge_cookie_expiration_in_minutes: at(settings, "jsChallengeCookieExpirationInMins"),
        }),
      ],
      custom_rules: listAt(values, "customRules").map(customRuleOf),
      managed_rules: [
        {
          managed_rule_set: listAt(managed, "managedRuleSets").map(ruleSetOf),
          exclusion: listAt(managed, "exclusions").map((exclusion) => ({
            match_variable: textAt(exclusion, "matchVariable"),
            selector: textAt(exclusion, "selector"),
            selector_match_operator: textAt(exclusion, "selectorMatchOperator"),
          })),
        },
      ],
    }),
  ];
}

function customRuleOf(rule: unknown): Values {
  const [group] = listAt(rule, "groupByUserSession").flatMap((session) =>
    listAt(session, "groupByVariables"),
  );
  return defined({
    name: textAt(rule, "name"),
    priority: at(rule, "priority"),
    rule_type: textAt(rule, "ruleType"),
    action: textAt(rule, "action"),
    enabled: textAt(rule, "state") !== "Disabled",
    rate_limit_duration: textAt(rule, "rateLimitDuration"),
    rate_limit_threshold: at(rule, "rateLimitThreshold"),
    group_rate_limit_by: textAt(group, "variableName"),
    match_conditions: listAt(rule, "matchConditions").map((condition) =>
      defined({
        operator: textAt(condition, "operator"),
        // The API's own spelling.
        negation_condition: at(condition, "negationConditon"),
        match_values: textsAt(condition, "matchValues"),
        transforms: textsAt(condition, "transforms"),
        match_variables: listAt(condition, "matchVariables").map((variable) =>
          defined({
            variable_name: textAt(variable, "variableName"),
            selector: textAt(variable, "selector"),
          }),
        ),
      }),
    ),
  });
}

function ruleSetOf(set: unknown): Values {
  return defined({
    type: textAt(set, "ruleSetType"),
    version: textAt(set, "ruleSetVersion"),
    rule_group_override: listAt(set, "ruleGroupOverrides").map((group) => ({
      rule_group_name: textAt(group, "ruleGroupName"),
      rule: listAt(group, "rules").map((rule) =>
        defined({
          id: textAt(rule, "ruleId"),
          enabled: textAt(rule, "state") === "Enabled",
          action: textAt(rule, "action"),
        }),
      ),
    })),
  });
}
