/**
 * What Azure Resource Manager shows, as azurerm has it: lists of `az resource list`, `az resource show --ids` and of the commands
 * of single kinds such as `az network vnet list`, answers of the REST API with `value`, and those of Azure Resource Graph with `data`.
 */
import { azurermTypeOfArm } from "@aks-topology/terraform";
import type { FoundResource } from "../found.js";
import { isValues } from "../values.js";
import { armResource, found, type ArmResource } from "./arm-resource.js";
import * as alerts from "./alerts.js";
import { clusterOfArm, maintenanceOfArm } from "./cluster.js";
import { nodePoolOfArm } from "./node-pool.js";
import * as dns from "./dns.js";
import { firewallOfArm, firewallPolicyOfArm, ipGroupOfArm, ruleGroupOfArm } from "./firewall.js";
import { gatewayOfArm, wafPolicyOfArm } from "./gateway.js";
import * as forContainers from "./for-containers.js";
import * as frontDoor from "./front-door.js";
import * as frontDoorWaf from "./front-door-waf.js";
import * as machines from "./machines.js";
import * as monitor from "./monitor.js";
import * as network from "./network.js";
import * as networkGateways from "./network-gateways.js";
import * as resolvers from "./resolvers.js";
import * as virtualHubGateways from "./virtual-hub-gateways.js";
import * as virtualHub from "./virtual-hub.js";
import * as others from "./others.js";
import * as vault from "./vault.js";

type Reader = (resource: ArmResource) => readonly FoundResource[];

/** How each type is read, by azurerm's name. */
const READERS: Readonly<Record<string, Reader>> = {
  azurerm_application_gateway: gatewayOfArm,
  azurerm_application_load_balancer: forContainers.forContainersOfArm,
  azurerm_application_load_balancer_frontend: forContainers.frontendOfArm,
  azurerm_application_load_balancer_security_policy: forContainers.gatewayPolicyOfArm,
  azurerm_application_load_balancer_subnet_association: forContainers.associationOfArm,
  azurerm_bastion_host: network.bastionOfArm,
  azurerm_cdn_frontdoor_custom_domain: frontDoor.customDomainOfArm,
  azurerm_cdn_frontdoor_endpoint: frontDoor.endpointOfArm,
  azurerm_cdn_frontdoor_firewall_policy: frontDoorWaf.firewallPolicyOfArm,
  azurerm_cdn_frontdoor_origin: frontDoor.originOfArm,
  azurerm_cdn_frontdoor_origin_group: frontDoor.originGroupOfArm,
  azurerm_cdn_frontdoor_profile: frontDoor.profileOfArm,
  azurerm_cdn_frontdoor_route: frontDoor.routeOfArm,
  azurerm_cdn_frontdoor_secret: frontDoor.secretOfArm,
  azurerm_cdn_frontdoor_security_policy: frontDoorWaf.securityPolicyOfArm,
  azurerm_dns_a_record: dns.addressRecordOfArm,
  azurerm_dns_zone: dns.zoneOfArm,
  azurerm_federated_identity_credential: others.federatedCredentialOfArm,
  azurerm_firewall: firewallOfArm,
  azurerm_firewall_policy: firewallPolicyOfArm,
  azurerm_firewall_policy_rule_collection_group: ruleGroupOfArm,
  azurerm_ip_group: ipGroupOfArm,
  azurerm_key_vault: vault.vaultOfArm,
  azurerm_kubernetes_cluster: clusterOfArm,
  azurerm_kubernetes_cluster_node_pool: (pool) => nodePoolOfArm(pool),
  azurerm_linux_virtual_machine: machines.linuxMachineOfArm,
  azurerm_local_network_gateway: networkGateways.siteOfArm,
  azurerm_log_analytics_workspace: monitor.workspaceOfArm,
  azurerm_monitor_action_group: alerts.actionGroupOfArm,
  azurerm_monitor_activity_log_alert: alerts.activityLogAlertOfArm,
  azurerm_monitor_alert_prometheus_rule_group: alerts.prometheusRulesOfArm,
  azurerm_monitor_data_collection_endpoint: monitor.collectionEndpointOfArm,
  azurerm_monitor_data_collection_rule: monitor.collectionRuleOfArm,
  azurerm_monitor_data_collection_rule_association: monitor.collectionAssociationOfArm,
  azurerm_monitor_diagnostic_setting: monitor.diagnosticSettingOfArm,
  azurerm_monitor_metric_alert: alerts.metricAlertOfArm,
  azurerm_monitor_scheduled_query_rules_alert_v2: alerts.queryAlertOfArm,
  azurerm_monitor_workspace: monitor.monitorWorkspaceOfArm,
  azurerm_nat_gateway: network.natGatewayOfArm,
  azurerm_network_ddos_protection_plan: others.ddosPlanOfArm,
  azurerm_network_interface: machines.networkInterfaceOfArm,
  azurerm_network_manager_ipam_pool_static_cidr: network.staticCidrOfArm,
  azurerm_network_security_group: network.securityGroupOfArm,
  azurerm_network_security_rule: network.securityRuleOfArm,
  azurerm_network_watcher_flow_log: monitor.flowLogOfArm,
  azurerm_private_dns_a_record: dns.privateAddressRecordOfArm,
  azurerm_private_dns_resolver: resolvers.resolverOfArm,
  azurerm_private_dns_resolver_dns_forwarding_ruleset: resolvers.rulesetOfArm,
  azurerm_private_dns_resolver_forwarding_rule: resolvers.forwardingRuleOfArm,
  azurerm_private_dns_resolver_inbound_endpoint: resolvers.inboundEndpointOfArm,
  azurerm_private_dns_resolver_outbound_endpoint: resolvers.outboundEndpointOfArm,
  azurerm_private_dns_resolver_virtual_network_link: resolvers.rulesetLinkOfArm,
  azurerm_private_dns_zone: dns.privateZoneOfArm,
  azurerm_private_dns_zone_virtual_network_link: dns.zoneLinkOfArm,
  azurerm_private_endpoint: vault.privateEndpointOfArm,
  azurerm_public_ip: network.publicIpOfArm,
  azurerm_public_ip_prefix: network.publicIpPrefixOfArm,
  azurerm_resource_group: others.groupOfArm,
  azurerm_role_assignment: others.roleAssignmentOfArm,
  azurerm_role_definition: others.roleDefinitionOfArm,
  azurerm_route: network.routeOfArm,
  azurerm_route_table: network.routeTableOfArm,
  azurerm_subnet: network.subnetOfArm,
  azurerm_user_assigned_identity: others.identityOfArm,
  azurerm_virtual_hub: virtualHub.virtualHubOfArm,
  azurerm_virtual_hub_connection: virtualHub.hubConnectionOfArm,
  azurerm_virtual_hub_routing_intent: virtualHub.routingIntentOfArm,
  azurerm_virtual_network: network.networkOfArm,
  azurerm_virtual_network_gateway: networkGateways.networkGatewayOfArm,
  azurerm_virtual_network_gateway_connection: networkGateways.connectionOfArm,
  azurerm_virtual_network_peering: network.peeringOfArm,
  azurerm_virtual_wan: virtualHub.virtualWanOfArm,
  azurerm_express_route_connection: virtualHubGateways.circuitConnectionOfArm,
  azurerm_express_route_gateway: virtualHubGateways.expressRouteGatewayOfArm,
  azurerm_vpn_gateway: virtualHubGateways.vpnGatewayOfArm,
  azurerm_vpn_gateway_connection: virtualHubGateways.siteConnectionOfArm,
  azurerm_vpn_site: virtualHubGateways.vpnSiteOfArm,
  azurerm_web_application_firewall_policy: wafPolicyOfArm,
};

/** Parts that azurerm has as blocks of what they are below, by the type of Azure in lower case. */
const PARTS: Readonly<Record<string, Reader>> = {
  "microsoft.containerservice/managedclusters/maintenanceconfigurations": maintenanceOfArm,
  "microsoft.network/privateendpoints/privatednszonegroups": vault.zoneGroupOfArm,
};

/** The resources of a document, none of an empty list; undefined where it is none of the shapes. */
export function resourcesOfArm(document: unknown): readonly FoundResource[] | undefined {
  const items = itemsOf(document).map(armResource);
  const resources = items.filter((item) => item !== undefined);
  return resources.length < items.length ? undefined : resources.flatMap(resourceOfArm);
}

/** Whether a document is a template, such as `az group export` prints: its references are expressions. */
export function isArmTemplate(document: unknown): boolean {
  return isValues(document) && /deploymentTemplate\.json/i.test(String(document["$schema"]));
}

function itemsOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  if (!isValues(document)) return [document];
  const list = document["value"] ?? document["data"];
  return Array.isArray(list) ? list : [document];
}

/** Whether resources of a type of Azure are read, given their properties. */
export function isReadOfArm(armType: string): boolean {
  return readerOf(armType) !== undefined;
}

function readerOf(armType: string): Reader | undefined {
  const type = azurermTypeOfArm(armType);
  return type === undefined ? PARTS[armType.toLowerCase()] : READERS[type];
}

/** A resource as azurerm has it; one that is not read keeps its type of Azure. */
function resourceOfArm(resource: ArmResource): readonly FoundResource[] {
  const read = readerOf(resource.type);
  return read === undefined || isListedOnly(resource) ? [found(resource.type, resource, {})] : read(resource);
}

/** What `az resource list` shows of a resource: names, location, tags and SKU, and no properties. */
const LISTED: ReadonlySet<string> = new Set(
  [
    "id",
    "name",
    "type",
    "location",
    "resourceGroup",
    "tags",
    "sku",
    "kind",
    "identity",
    "managedBy",
    "plan",
    "properties",
    "extendedLocation",
    "zones",
    "changedTime",
    "createdTime",
    "provisioningState",
    "systemData",
    "tenantId",
    "subscriptionId",
    "etag",
  ].map((name) => name.toLowerCase()),
);

function isListedOnly({ type, values }: ArmResource): boolean {
  if (type.endsWith("/resourcegroups") || isValues(values["properties"])) return false;
  return Object.entries(values).every(
    ([name, value]) => LISTED.has(name.toLowerCase()) || (value ?? undefined) === undefined,
  );
}
