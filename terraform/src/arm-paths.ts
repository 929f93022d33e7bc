/** Ids of azurerm's types in Azure Resource Manager. */

/**
 * The id of each type by the attributes in it, as azurerm documents it under "Import". A path that begins with neither
 * `/` nor an attribute is that of a provider in the resource group. `{x_id}` alone or at the beginning is the parent's id;
 * `{guid}` is one that Azure or Terraform makes up.
 */
const ARM_PATHS: Readonly<Record<string, string>> = {
  azurerm_application_gateway: "Microsoft.Network/applicationGateways/{name}",
  azurerm_application_insights: "Microsoft.Insights/components/{name}",
  azurerm_application_load_balancer: "Microsoft.ServiceNetworking/trafficControllers/{name}",
  azurerm_application_load_balancer_frontend: "{application_load_balancer_id}/frontends/{name}",
  azurerm_application_load_balancer_security_policy: "{application_load_balancer_id}/securityPolicies/{name}",
  azurerm_application_load_balancer_subnet_association: "{application_load_balancer_id}/associations/{name}",
  azurerm_bastion_host: "Microsoft.Network/bastionHosts/{name}",
  azurerm_cdn_frontdoor_custom_domain: "{cdn_frontdoor_profile_id}/customDomains/{name}",
  azurerm_cdn_frontdoor_endpoint: "{cdn_frontdoor_profile_id}/afdEndpoints/{name}",
  azurerm_cdn_frontdoor_firewall_policy: "Microsoft.Network/frontDoorWebApplicationFirewallPolicies/{name}",
  azurerm_cdn_frontdoor_origin: "{cdn_frontdoor_origin_group_id}/origins/{name}",
  azurerm_cdn_frontdoor_origin_group: "{cdn_frontdoor_profile_id}/originGroups/{name}",
  azurerm_cdn_frontdoor_profile: "Microsoft.Cdn/profiles/{name}",
  azurerm_cdn_frontdoor_route: "{cdn_frontdoor_endpoint_id}/routes/{name}",
  azurerm_cdn_frontdoor_secret: "{cdn_frontdoor_profile_id}/secrets/{name}",
  azurerm_cdn_frontdoor_security_policy: "{cdn_frontdoor_profile_id}/securityPolicies/{name}",
  azurerm_container_registry: "Microsoft.ContainerRegistry/registries/{name}",
  azurerm_disk_encryption_set: "Microsoft.Compute/diskEncryptionSets/{name}",
  azurerm_dns_zone: "Microsoft.Network/dnsZones/{name}",
  azurerm_eventgrid_system_topic: "Microsoft.EventGrid/systemTopics/{name}",
  azurerm_express_route_connection: "{express_route_gateway_id}/expressRouteConnections/{name}",
  azurerm_express_route_gateway: "Microsoft.Network/expressRouteGateways/{name}",
  azurerm_firewall: "Microsoft.Network/azureFirewalls/{name}",
  azurerm_firewall_policy: "Microsoft.Network/firewallPolicies/{name}",
  azurerm_firewall_policy_rule_collection_group: "{firewall_policy_id}/ruleCollectionGroups/{name}",
  azurerm_function_app_flex_consumption: "Microsoft.Web/sites/{name}",
  azurerm_ip_group: "Microsoft.Network/ipGroups/{name}",
  azurerm_key_vault: "Microsoft.KeyVault/vaults/{name}",
  azurerm_kubernetes_automatic_cluster: "Microsoft.ContainerService/managedClusters/{name}",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters/{name}",
  azurerm_kubernetes_cluster_extension:
    "{cluster_id}/providers/Microsoft.KubernetesConfiguration/extensions/{name}",
  azurerm_kubernetes_cluster_node_pool: "{kubernetes_cluster_id}/agentPools/{name}",
  azurerm_linux_virtual_machine: "Microsoft.Compute/virtualMachines/{name}",
  azurerm_local_network_gateway: "Microsoft.Network/localNetworkGateways/{name}",
  azurerm_log_analytics_workspace: "Microsoft.OperationalInsights/workspaces/{name}",
  azurerm_monitor_action_group: "Microsoft.Insights/actionGroups/{name}",
  azurerm_monitor_activity_log_alert: "Microsoft.Insights/activityLogAlerts/{name}",
  azurerm_monitor_data_collection_endpoint: "Microsoft.Insights/dataCollectionEndpoints/{name}",
  azurerm_monitor_data_collection_rule: "Microsoft.Insights/dataCollectionRules/{name}",
  azurerm_monitor_diagnostic_setting: "{target_resource_id}|{name}",
  azurerm_monitor_metric_alert: "Microsoft.Insights/metricAlerts/{name}",
  azurerm_monitor_workspace: "Microsoft.Monitor/accounts/{name}",
  azurerm_nat_gateway: "Microsoft.Network/natGateways/{name}",
  azurerm_network_ddos_protection_plan: "Microsoft.Network/ddosProtectionPlans/{name}",
  azurerm_network_interface: "Microsoft.Network/networkInterfaces/{name}",
  azurerm_network_manager_ipam_pool_static_cidr: "{ipam_pool_id}/staticCidrs/{name}",
  azurerm_network_security_group: "Microsoft.Network/networkSecurityGroups/{name}",
  azurerm_network_security_rule:
    "Microsoft.Network/networkSecurityGroups/{network_security_group_name}/securityRules/{name}",
  azurerm_network_watcher: "Microsoft.Network/networkWatchers/{name}",
  azurerm_private_dns_resolver: "Microsoft.Network/dnsResolvers/{name}",
  azurerm_private_dns_resolver_dns_forwarding_ruleset: "Microsoft.Network/dnsForwardingRulesets/{name}",
  azurerm_private_dns_resolver_inbound_endpoint: "{private_dns_resolver_id}/inboundEndpoints/{name}",
  azurerm_private_dns_resolver_outbound_endpoint: "{private_dns_resolver_id}/outboundEndpoints/{name}",
  azurerm_private_dns_resolver_forwarding_rule: "{dns_forwarding_ruleset_id}/forwardingRules/{name}",
  azurerm_private_dns_resolver_virtual_network_link: "{dns_forwarding_ruleset_id}/virtualNetworkLinks/{name}",
  azurerm_private_dns_zone: "Microsoft.Network/privateDnsZones/{name}",
  azurerm_private_endpoint: "Microsoft.Network/privateEndpoints/{name}",
  azurerm_private_link_service: "Microsoft.Network/privateLinkServices/{name}",
  azurerm_public_ip: "Microsoft.Network/publicIPAddresses/{name}",
  azurerm_public_ip_prefix: "Microsoft.Network/publicIPPrefixes/{name}",
  azurerm_resource_group: "/subscriptions/{subscription}/resourceGroups/{name}",
  azurerm_role_assignment: "{scope}/providers/Microsoft.Authorization/roleAssignments/{guid}",
  azurerm_role_definition:
    "/subscriptions/{subscription}/providers/Microsoft.Authorization/roleDefinitions/{guid}|{scope}",
  azurerm_route: "Microsoft.Network/routeTables/{route_table_name}/routes/{name}",
  azurerm_route_table: "Microsoft.Network/routeTables/{name}",
  azurerm_service_plan: "Microsoft.Web/serverFarms/{name}",
  azurerm_storage_account: "Microsoft.Storage/storageAccounts/{name}",
  azurerm_storage_container: "{storage_account_id}/blobServices/default/containers/{name}",
  azurerm_storage_queue: "{storage_account_id}/queueServices/default/queues/{name}",
  azurerm_subnet: "Microsoft.Network/virtualNetworks/{virtual_network_name}/subnets/{name}",
  azurerm_subnet_nat_gateway_association: "{subnet_id}",
  azurerm_subnet_network_security_group_association: "{subnet_id}",
  azurerm_subnet_route_table_association: "{subnet_id}",
  azurerm_subscription: "/subscriptions/{subscription}",
  azurerm_user_assigned_identity: "Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
  azurerm_virtual_hub: "Microsoft.Network/virtualHubs/{name}",
  azurerm_virtual_hub_connection: "{virtual_hub_id}/hubVirtualNetworkConnections/{name}",
  azurerm_virtual_hub_routing_intent: "{virtual_hub_id}/routingIntent/{name}",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks/{name}",
  azurerm_virtual_network_gateway: "Microsoft.Network/virtualNetworkGateways/{name}",
  azurerm_virtual_network_gateway_connection: "Microsoft.Network/connections/{name}",
  azurerm_virtual_network_peering:
    "Microsoft.Network/virtualNetworks/{virtual_network_name}/virtualNetworkPeerings/{name}",
  azurerm_virtual_wan: "Microsoft.Network/virtualWans/{name}",
  azurerm_vpn_gateway: "Microsoft.Network/vpnGateways/{name}",
  azurerm_vpn_gateway_connection: "{vpn_gateway_id}/vpnConnections/{name}",
  azurerm_vpn_site: "Microsoft.Network/vpnSites/{name}",
  azurerm_web_application_firewall_policy:
    "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/{name}",
};

/** Types of Azure that no path of the table ends in. */
const ARM_TYPES: Readonly<Record<string, string>> = {
  azurerm_dns_a_record: "Microsoft.Network/dnsZones/A",
  azurerm_federated_identity_credential:
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
  azurerm_express_route_connection: "Microsoft.Network/expressRouteGateways/expressRouteConnections",
  azurerm_kubernetes_cluster_node_pool: "Microsoft.ContainerService/managedClusters/agentPools",
  azurerm_monitor_alert_prometheus_rule_group: "Microsoft.AlertsManagement/prometheusRuleGroups",
  azurerm_monitor_data_collection_rule_association: "Microsoft.Insights/dataCollectionRuleAssociations",
  azurerm_monitor_diagnostic_setting: "Microsoft.Insights/diagnosticSettings",
  azurerm_monitor_scheduled_query_rules_alert_v2: "Microsoft.Insights/scheduledQueryRules",
  azurerm_network_manager_ipam_pool_static_cidr: "Microsoft.Network/networkManagers/ipamPools/staticCidrs",
  azurerm_network_watcher_flow_log: "Microsoft.Network/networkWatchers/flowLogs",
  azurerm_private_dns_a_record: "Microsoft.Network/privateDnsZones/A",
  azurerm_private_dns_resolver_forwarding_rule: "Microsoft.Network/dnsForwardingRulesets/forwardingRules",
  azurerm_private_dns_resolver_virtual_network_link:
    "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks",
  azurerm_private_dns_zone_virtual_network_link: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
  azurerm_resource_group: "Microsoft.Resources/resourceGroups",
  azurerm_role_definition: "Microsoft.Authorization/roleDefinitions",
  azurerm_virtual_hub_connection: "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections",
  azurerm_virtual_hub_routing_intent: "Microsoft.Network/virtualHubs/routingIntent",
  azurerm_vpn_gateway_connection: "Microsoft.Network/vpnGateways/vpnConnections",
};

const IN_GROUP = "/subscriptions/{subscription}/resourceGroups/{resource_group_name}/providers/";

/**
 * The id of a type with its attributes filled in; undefined for a type that is not in the table.
 * @param attribute returns an attribute's text; also asked for `subscription` and `guid`
 */
export function armId(type: string, attribute: (name: string) => string): string | undefined {
  const path = ARM_PATHS[type];
  if (path === undefined) return undefined;
  return (/^[/{]/.test(path) ? path : IN_GROUP + path).replace(/\{(\w+)\}/g, (_, name: string) =>
    attribute(name),
  );
}

/** azurerm's type of a type of Azure such as `Microsoft.Network/virtualNetworks/subnets`, in any case. */
export function azurermTypeOfArm(armType: string): string | undefined {
  return TYPES_BY_ARM.get(armType.toLowerCase());
}

const TYPES_BY_ARM: ReadonlyMap<string, string> = new Map(
  [...Object.keys(ARM_PATHS), ...Object.keys(ARM_TYPES)].flatMap((type) => {
    const armType = armTypeOf(type);
    return armType === undefined ? [] : [[armType.toLowerCase(), type] as const];
  }),
);

/** The type of Azure that a path ends in: after its provider, every second segment; below a parent, that of the parent first. */
function armTypeOf(type: string): string | undefined {
  const path = ARM_PATHS[type];
  if (path === undefined || path.includes("|") || /^\{\w+\}$/.test(path)) return ARM_TYPES[type];
  if (type in ARM_TYPES) return ARM_TYPES[type];
  const [, own] = /^(?:.*\/providers\/)?([^{].*)$/.exec(path.replace(/^\{\w+\}\/providers\//, "")) ?? [];
  if (own !== undefined && /^[A-Za-z]+\.[A-Za-z.]+\//.test(own)) {
    const [provider = "", ...rest] = own.split("/");
    return [provider, ...rest.filter((_, i) => i % 2 === 0)].join("/");
  }
  const [, parent = "", rest = ""] = /^\{(\w+)\}\/(.+)$/.exec(path) ?? [];
  const parentType = typeOfId(parent);
  const ofParent = parentType === undefined ? undefined : armTypeOf(parentType);
  if (ofParent === undefined) return undefined;
  return [ofParent, ...rest.split("/").filter((_, i) => i % 2 === 0)].join("/");
}

/** The type whose id an attribute holds: `firewall_policy_id` is that of an `azurerm_firewall_policy`. */
export function typeOfId(attribute: string): string | undefined {
  const type =
    attribute === "cluster_id" ? "azurerm_kubernetes_cluster" : `azurerm_${attribute.replace(/_id$/, "")}`;
  return attribute.endsWith("_id") && type in ARM_PATHS ? type : undefined;
}
