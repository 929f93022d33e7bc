/**
 * All differences between configurations of azurerm 4 and azurerm 5, for the types in use.
 *
 * Compared: the schemas of 4.55.0 and 5.2.0; the provider's "Azure Provider: 5.0 upgrade guide"
 * (website/docs/guides/5.0-upgrade-guide.html.markdown), cited as "guide" with its heading.
 */
import {
  drop,
  invert,
  itemsToBlocks,
  nameToId,
  pin,
  rename,
  renameComputed,
  switchedBlocks,
  type Rewrite,
} from "./rewrite.js";

function guide(heading: string): string {
  return `5.0 upgrade guide, ${heading}`;
}
function removed(type: string): string {
  return guide(`${type}: the deprecated name was removed`);
}

const dnsRecords = ["a", "aaaa", "cname", "txt"].map((kind) => `azurerm_private_dns_${kind}_record`);
const ZONE_LINK = "azurerm_private_dns_zone_virtual_network_link";
const SUBSCRIPTIONS = [
  "azurerm_eventgrid_event_subscription",
  "azurerm_eventgrid_system_topic_event_subscription",
];
const ENDPOINTS = ["eventhub", "hybrid_connection", "service_bus_queue", "service_bus_topic"];
const BGP_TYPES = [
  "azurerm_virtual_network_gateway",
  "azurerm_virtual_network_gateway_connection",
  "data.azurerm_virtual_network_gateway",
];
const STORAGE_PARTS = [
  "azurerm_storage_container",
  "azurerm_storage_queue",
  "data.azurerm_storage_container",
  "data.azurerm_storage_queue",
];
const NODE_POOLS = [
  { type: "azurerm_kubernetes_cluster", prefix: "default_node_pool." },
  { type: "azurerm_kubernetes_cluster_node_pool", prefix: "" },
];

const ZONE_ID = { id: "private_dns_zone_id", target: "azurerm_private_dns_zone", lookUp: true };

const NETWORK: readonly Rewrite[] = [
  ...["azurerm_subnet", "data.azurerm_subnet"].map((type) =>
    itemsToBlocks(
      type,
      "service_endpoints",
      "service_endpoint",
      "service",
      guide("azurerm_subnet: service_endpoints became a block"),
    ),
  ),
  ...dnsRecords.map((type) =>
    nameToId(type, { ...ZONE_ID, name: "zone_name" }, guide(`${type}: the zone is named by id`)),
  ),
  nameToId(
    ZONE_LINK,
    { ...ZONE_ID, name: "private_dns_zone_name" },
    guide(`${ZONE_LINK}: the zone is named by id`),
  ),
  ...[...dnsRecords, ZONE_LINK].map((type) =>
    drop(type, "resource_group_name", guide(`${type}: the zone's id contains the group`)),
  ),
  ...BGP_TYPES.map((type) => rename(type, "enable_bgp", "bgp_enabled", removed(type))),
  ...["azurerm_private_link_service", "data.azurerm_private_link_service"].map((type) =>
    rename(type, "enable_proxy_protocol", "proxy_protocol_enabled", removed(type)),
  ),
  rename(
    "azurerm_express_route_connection",
    "enable_internet_security",
    "internet_security_enabled",
    removed("azurerm_express_route_connection"),
  ),
  drop(
    "azurerm_express_route_connection",
    "private_link_fast_path_enabled",
    guide("azurerm_express_route_connection: no longer supported"),
  ),
  rename(
    "azurerm_network_watcher_flow_log",
    "network_security_group_id",
    "target_resource_id",
    removed("azurerm_network_watcher_flow_log"),
  ),
  rename(
    "azurerm_application_gateway",
    "enable_http2",
    "http2_enabled",
    removed("azurerm_application_gateway"),
  ),
  rename(
    "azurerm_application_gateway",
    "ssl_profile.verify_client_cert_issuer_dn",
    "verify_client_certificate_issuer_dn",
    removed("azurerm_application_gateway"),
  ),
  rename(
    "azurerm_cdn_frontdoor_custom_domain",
    "tls.minimum_tls_version",
    "minimum_version",
    removed("azurerm_cdn_frontdoor_custom_domain"),
  ),
];

const CLUSTERS: readonly Rewrite[] = [
  pin(
    "azurerm_kubernetes_cluster",
    "node_provisioning_profile",
    { mode: "Manual" },
    guide("azurerm_kubernetes_cluster: the block is required; Manual is what a cluster without it has"),
  ),
  pin(
    "azurerm_kubernetes_cluster",
    "oidc_issuer_enabled",
    false,
    guide("azurerm_kubernetes_cluster: the default became true, and an issuer cannot be switched off again"),
  ),
  ...NODE_POOLS.flatMap(({ type, prefix }) => [
    rename(type, `${prefix}kubelet_config.container_log_max_line`, "container_log_max_files", removed(type)),
    rename(
      type,
      `${prefix}linux_os_config.transparent_huge_page_enabled`,
      "transparent_huge_page",
      removed(type),
    ),
  ]),
  rename(
    "azurerm_container_registry",
    "georeplications.regional_endpoint_enabled",
    "global_endpoint_routing_enabled",
    removed("azurerm_container_registry"),
  ),
  pin(
    "azurerm_container_registry",
    "georeplications.global_endpoint_routing_enabled",
    false,
    guide("azurerm_container_registry: required; its predecessor was false when unset"),
  ),
  drop(
    "azurerm_container_registry",
    "trust_policy_enabled",
    guide("azurerm_container_registry: no longer supported by the service"),
  ),
];

const IDENTITY_AND_SECRETS: readonly Rewrite[] = [
  rename(
    "azurerm_federated_identity_credential",
    "parent_id",
    "user_assigned_identity_id",
    removed("azurerm_federated_identity_credential"),
  ),
  drop(
    "azurerm_federated_identity_credential",
    "resource_group_name",
    "Schema of 5.2.0: the identity's id contains the group",
  ),
  ...["azurerm_key_vault", "data.azurerm_key_vault"].map((type) =>
    rename(type, "enable_rbac_authorization", "rbac_authorization_enabled", removed(type)),
  ),
  pin(
    "azurerm_key_vault",
    "rbac_authorization_enabled",
    false,
    guide("azurerm_key_vault: required; it was false when unset"),
  ),
  rename(
    "azurerm_disk_encryption_set",
    "managed_hsm_key_id",
    "key_vault_key_id",
    removed("azurerm_disk_encryption_set"),
  ),
  renameComputed(
    "data.azurerm_role_definition",
    "role_definition_id",
    "id",
    guide(
      "azurerm_role_definition: role_definition_id became a bare UUID; id stays the id that assignments take",
    ),
  ),
];

const STORAGE_AND_EVENTS: readonly Rewrite[] = [
  ...STORAGE_PARTS.flatMap((type) => [
    nameToId(
      type,
      { name: "storage_account_name", id: "storage_account_id", target: "azurerm_storage_account" },
      removed(type),
    ),
    renameComputed(type, "resource_manager_id", "id", removed(type)),
  ]),
  nameToId(
    "azurerm_storage_blob",
    {
      name: "storage_container_name",
      id: "storage_container_id",
      target: "azurerm_storage_container",
    },
    removed("azurerm_storage_blob"),
  ),
  drop(
    "azurerm_storage_blob",
    "storage_account_name",
    guide("azurerm_storage_blob: the container's id contains the account"),
  ),
  rename(
    "azurerm_storage_account",
    "customer_managed_key.managed_hsm_key_id",
    "key_vault_key_id",
    removed("azurerm_storage_account"),
  ),
  pin(
    "azurerm_storage_account",
    "allow_nested_items_to_be_public",
    true,
    guide("azurerm_storage_account: the default became false"),
  ),
  rename(
    "azurerm_eventgrid_system_topic",
    "source_arm_resource_id",
    "source_resource_id",
    removed("azurerm_eventgrid_system_topic"),
  ),
  ...["azurerm_eventgrid_system_topic", "data.azurerm_eventgrid_system_topic"].map((type) =>
    renameComputed(type, "metric_arm_resource_id", "metric_resource_id", removed(type)),
  ),
  renameComputed(
    "data.azurerm_eventgrid_system_topic",
    "source_arm_resource_id",
    "source_resource_id",
    removed("azurerm_eventgrid_system_topic"),
  ),
  ...SUBSCRIPTIONS.flatMap((type) =>
    ENDPOINTS.map((kind) => rename(type, `${kind}_endpoint_id`, `${kind}_id`, removed(type))),
  ),
];

function accessType(value: unknown): unknown {
  if (typeof value === "boolean") return value ? "Enabled" : "Disabled";
  const expression = typeof value === "string" ? /^\$\{(.*)\}$/s.exec(value)?.[1] : undefined;
  return expression === undefined ? value : `\${(${expression}) ? "Enabled" : "Disabled"}`;
}

const LOGS = "azurerm_log_analytics_workspace";
const INSIGHTS = "azurerm_application_insights";

const MONITORING: readonly Rewrite[] = [
  switchedBlocks(
    "azurerm_monitor_diagnostic_setting",
    "metric",
    "enabled_metric",
    removed("azurerm_monitor_diagnostic_setting"),
  ),
  drop(
    "azurerm_monitor_diagnostic_setting",
    "enabled_log.retention_policy",
    guide("azurerm_monitor_diagnostic_setting: removed; the service ended it"),
  ),
  invert(LOGS, "local_authentication_disabled", "local_authentication_enabled", removed(LOGS)),
  ...["ingestion", "query"].map((kind) => ({
    ...rename(
      LOGS,
      `internet_${kind}_enabled`,
      `internet_${kind}_access_type`,
      guide(`${LOGS}: a boolean became a word`),
      accessType,
    ),
    readAs: undefined,
  })),
  invert(INSIGHTS, "local_authentication_disabled", "local_authentication_enabled", removed(INSIGHTS)),
  invert(INSIGHTS, "disable_ip_masking", "ip_masking_enabled", removed(INSIGHTS)),
  invert(
    INSIGHTS,
    "daily_data_cap_notifications_disabled",
    "daily_data_cap_notifications_enabled",
    removed(INSIGHTS),
  ),
];

const PROVIDER: readonly Rewrite[] = [
  rename(
    "provider",
    "skip_provider_registration",
    "resource_provider_registrations",
    guide("Resource Provider Registration Changes"),
    (skip) => (skip === true ? "none" : "legacy"),
  ),
  drop(
    "provider",
    "features.virtual_machine.graceful_shutdown",
    "Schema of 5.2.0: removed; it had no effect",
  ),
];

/** In the order in which they are applied. */
export const AZURERM_5_REWRITES: readonly Rewrite[] = [
  ...PROVIDER,
  ...NETWORK,
  ...CLUSTERS,
  ...IDENTITY_AND_SECRETS,
  ...STORAGE_AND_EVENTS,
  ...MONITORING,
];

/**
 * What differs and is not rewritten, with the reason. A configuration that uses one of these passes the
 * structural check for 4 and is refused by it for 5.
 */
export const NOT_REWRITTEN: readonly {
  readonly type: string;
  readonly attribute: string;
  readonly why: string;
}[] = [
  {
    type: "azurerm_application_gateway",
    attribute: "authentication_certificate",
    why: "of tier v1, which no construct makes",
  },
  {
    type: "azurerm_application_gateway",
    attribute: "backend_http_settings.authentication_certificate",
    why: "of tier v1, which no construct makes",
  },
  {
    type: "data.azurerm_application_gateway",
    attribute: "authentication_certificate",
    why: "of tier v1, which no construct makes",
  },
  {
    type: "azurerm_cdn_frontdoor_rule",
    attribute: "*",
    why: "the whole rule language changed, and no construct makes rules",
  },
  { type: "azurerm_key_vault", attribute: "contact", why: "its successor is a resource of its own" },
  {
    type: "azurerm_policy_set_definition",
    attribute: "management_group_id",
    why: "its successor is another resource type",
  },
  {
    type: "azurerm_storage_account",
    attribute: "queue_properties",
    why: "its successor is a resource of its own, which azurerm 4 has too",
  },
  {
    type: "azurerm_storage_account",
    attribute: "static_website",
    why: "its successor is a resource of its own, which azurerm 4 has too",
  },
  { type: "azurerm_virtual_network", attribute: "subnet", why: "inline subnets are never emitted" },
];
