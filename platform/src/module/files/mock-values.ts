import {
  typeSchema,
  type BlockSchema,
  type ProviderSchema,
  type TerraformType,
} from "@aks-topology/terraform";

/** What `terraform test` makes up in place of Azure: values of the form that the provider checks where they are used. */

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const GROUP = `${SUBSCRIPTION}/resourceGroups/mock`;
const GUID = "00000000-0000-0000-0000-000000000001";

const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mock`;

/** Ids by type: what follows the resource group. */
const IN_GROUP: Readonly<Record<string, string>> = {
  azurerm_application_gateway: "Microsoft.Network/applicationGateways/mock",
  azurerm_application_insights: "Microsoft.Insights/components/mock",
  azurerm_bastion_host: "Microsoft.Network/bastionHosts/mock",
  azurerm_cdn_frontdoor_custom_domain: "Microsoft.Cdn/profiles/mock/customDomains/mock",
  azurerm_cdn_frontdoor_endpoint: "Microsoft.Cdn/profiles/mock/afdEndpoints/mock",
  azurerm_cdn_frontdoor_origin: "Microsoft.Cdn/profiles/mock/originGroups/mock/origins/mock",
  azurerm_cdn_frontdoor_origin_group: "Microsoft.Cdn/profiles/mock/originGroups/mock",
  azurerm_cdn_frontdoor_profile: "Microsoft.Cdn/profiles/mock",
  azurerm_cdn_frontdoor_route: "Microsoft.Cdn/profiles/mock/afdEndpoints/mock/routes/mock",
  azurerm_container_registry: "Microsoft.ContainerRegistry/registries/mock",
  azurerm_disk_encryption_set: "Microsoft.Compute/diskEncryptionSets/mock",
  azurerm_dns_zone: "Microsoft.Network/dnsZones/mock.example.com",
  azurerm_eventgrid_system_topic: "Microsoft.EventGrid/systemTopics/mock",
  azurerm_firewall: "Microsoft.Network/azureFirewalls/mock",
  azurerm_firewall_policy: "Microsoft.Network/firewallPolicies/mock",
  azurerm_function_app_flex_consumption: "Microsoft.Web/sites/mock",
  azurerm_ip_group: "Microsoft.Network/ipGroups/mock",
  azurerm_key_vault: "Microsoft.KeyVault/vaults/mock",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters/mock",
  azurerm_kubernetes_cluster_extension:
    "Microsoft.ContainerService/managedClusters/mock/providers/Microsoft.KubernetesConfiguration/extensions/mock",
  azurerm_kubernetes_cluster_node_pool: "Microsoft.ContainerService/managedClusters/mock/agentPools/mock",
  azurerm_local_network_gateway: "Microsoft.Network/localNetworkGateways/mock",
  azurerm_log_analytics_workspace: "Microsoft.OperationalInsights/workspaces/mock",
  azurerm_monitor_action_group: "Microsoft.Insights/actionGroups/mock",
  azurerm_monitor_data_collection_endpoint: "Microsoft.Insights/dataCollectionEndpoints/mock",
  azurerm_monitor_data_collection_rule: "Microsoft.Insights/dataCollectionRules/mock",
  azurerm_monitor_workspace: "Microsoft.Monitor/accounts/mock",
  azurerm_nat_gateway: "Microsoft.Network/natGateways/mock",
  azurerm_network_ddos_protection_plan: "Microsoft.Network/ddosProtectionPlans/mock",
  azurerm_network_security_group: "Microsoft.Network/networkSecurityGroups/mock",
  azurerm_network_watcher: "Microsoft.Network/networkWatchers/mock",
  azurerm_private_dns_resolver: "Microsoft.Network/dnsResolvers/mock",
  azurerm_private_dns_resolver_dns_forwarding_ruleset: "Microsoft.Network/dnsForwardingRulesets/mock",
  azurerm_private_dns_resolver_inbound_endpoint: "Microsoft.Network/dnsResolvers/mock/inboundEndpoints/mock",
  azurerm_private_dns_resolver_outbound_endpoint:
    "Microsoft.Network/dnsResolvers/mock/outboundEndpoints/mock",
  azurerm_private_dns_zone: "Microsoft.Network/privateDnsZones/mock.example.com",
  azurerm_private_endpoint: "Microsoft.Network/privateEndpoints/mock",
  azurerm_private_link_service: "Microsoft.Network/privateLinkServices/mock",
  azurerm_public_ip: "Microsoft.Network/publicIPAddresses/mock",
  azurerm_public_ip_prefix: "Microsoft.Network/publicIPPrefixes/mock",
  azurerm_route_table: "Microsoft.Network/routeTables/mock",
  azurerm_service_plan: "Microsoft.Web/serverFarms/mock",
  azurerm_storage_account: "Microsoft.Storage/storageAccounts/mock",
  azurerm_storage_container: "Microsoft.Storage/storageAccounts/mock/blobServices/default/containers/mock",
  azurerm_storage_queue: "Microsoft.Storage/storageAccounts/mock/queueServices/default/queues/mock",
  azurerm_subnet: "Microsoft.Network/virtualNetworks/mock/subnets/mock",
  azurerm_user_assigned_identity: "Microsoft.ManagedIdentity/userAssignedIdentities/mock",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks/mock",
  azurerm_virtual_network_gateway: "Microsoft.Network/virtualNetworkGateways/mock",
  azurerm_web_application_firewall_policy:
    "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/mock",
};

/** Attributes beside the id, by type. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  azurerm_function_app_flex_consumption: { default_hostname: "mock.azurewebsites.net" },
  azurerm_firewall: { ip_configuration: { private_ip_address: "10.0.0.4" } },
  azurerm_key_vault_certificate: { versionless_secret_id: "https://mock.vault.azure.net/secrets/mock" },
  azurerm_kubernetes_cluster: {
    fqdn: "mock.example.com",
    node_resource_group_id: `${SUBSCRIPTION}/resourceGroups/MC_mock`,
    oidc_issuer_url: "https://oidc.example.com/mock/",
  },
  azurerm_public_ip: { ip_address: "20.0.0.4" },
  azurerm_role_definition: {
    role_definition_id: GUID,
    role_definition_resource_id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
  },
  azurerm_storage_account: {
    primary_blob_endpoint: "https://mock.blob.core.windows.net/",
    primary_blob_host: "mock.blob.core.windows.net",
    primary_queue_host: "mock.queue.core.windows.net",
  },
  azurerm_user_assigned_identity: { client_id: GUID, principal_id: GUID, tenant_id: GUID },
  "data.azurerm_client_config": {
    client_id: GUID,
    object_id: GUID,
    subscription_id: "00000000-0000-0000-0000-000000000000",
    tenant_id: GUID,
  },
  "data.azurerm_subscription": { id: SUBSCRIPTION, subscription_id: "00000000-0000-0000-0000-000000000000" },
};

const OTHER_IDS: Readonly<Record<string, string>> = {
  azurerm_resource_group: GROUP,
  azurerm_key_vault_certificate:
    "https://mock.vault.azure.net/certificates/mock/00000000000000000000000000000000",
  azurerm_role_definition: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${GUID}|${SUBSCRIPTION}`,
  "data.azurerm_role_definition": `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
  "data.azurerm_subscription": SUBSCRIPTION,
};

/**
 * What a mocked resource (`azurerm_subnet`) or data source (`data.azurerm_subnet`) tells of itself.
 * @param read attributes that the module reads: of lists of objects that Azure would fill, Terraform makes up empty ones
 */
export function mockValues(
  type: string,
  schema: ProviderSchema,
  read: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const plain = type.replace(/^data\./, "");
  const tail = IN_GROUP[plain];
  const id = OTHER_IDS[type] ?? (tail === undefined ? undefined : `${GROUP}/providers/${tail}`);
  const block = typeSchema(schema, type === plain ? "resource" : "data", plain)?.block;
  const lists = block === undefined ? {} : filledLists(block, read);
  return { ...(id === undefined ? {} : { id }), ...lists, ...ATTRIBUTES[type] };
}

type Named = [name: string, value: unknown];

function filledLists(block: BlockSchema, read: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const attributes = Object.entries(block.attributes ?? {}).flatMap(([name, { type, computed }]): Named[] => {
    const fields = computed === true && read.has(name) ? fieldsOf(type) : undefined;
    return fields === undefined ? [] : [[name, [filled(fields)]]];
  });
  const blocks = Object.entries(block.block_types ?? {}).flatMap(([name, nested]): Named[] => {
    const values = filledLists(nested.block, read);
    return Object.keys(values).length === 0 ? [] : [[name, values]];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function fieldsOf(type: TerraformType): Readonly<Record<string, TerraformType>> | undefined {
  const element = typeof type === "string" || type[0] !== "list" ? undefined : type[1];
  return element === undefined || typeof element === "string" || element[0] !== "object"
    ? undefined
    : element[1];
}

function filled(fields: Readonly<Record<string, TerraformType>>): Readonly<Record<string, unknown>> {
  const texts = Object.entries(fields).filter(([, type]) => type === "string");
  return Object.fromEntries(
    texts.map(([name]) => [name, name.startsWith("user_assigned_identity") ? IDENTITY : GUID]),
  );
}
