/** Plausible values for what Azure would answer: ARM-shaped ids, addresses, keys. The same input gives the same value. */
import { createHash } from "node:crypto";
import type { ProviderSchema } from "@aks-topology/terraform";
import { isObjectValue, type ObjectValue, type Value } from "./values.js";

type Attribute = NonNullable<ProviderSchema["provider_schema"]["block"]["attributes"]>[string];
type AttributeType = Attribute["type"];

const subscription = "00000000-0000-4000-8000-000000000001";

/**
 * The end of the id of types that have no id of the form `…/providers/TYPE/NAME` by their own name, with the
 * attributes that stand in it. An attribute alone is the whole id.
 */
const idShapes: Readonly<Record<string, string>> = {
  azurerm_resource_group: "/subscriptions/{subscription}/resourceGroups/{name}",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks/{name}",
  azurerm_subnet: "Microsoft.Network/virtualNetworks/{virtual_network_name}/subnets/{name}",
  azurerm_virtual_network_peering:
    "Microsoft.Network/virtualNetworks/{virtual_network_name}/virtualNetworkPeerings/{name}",
  azurerm_subnet_route_table_association: "{subnet_id}",
  azurerm_subnet_network_security_group_association: "{subnet_id}",
  azurerm_subnet_nat_gateway_association: "{subnet_id}",
  azurerm_network_security_group: "Microsoft.Network/networkSecurityGroups/{name}",
  azurerm_network_security_rule:
    "Microsoft.Network/networkSecurityGroups/{network_security_group_name}/securityRules/{name}",
  azurerm_route_table: "Microsoft.Network/routeTables/{name}",
  azurerm_route: "Microsoft.Network/routeTables/{route_table_name}/routes/{name}",
  azurerm_public_ip: "Microsoft.Network/publicIPAddresses/{name}",
  azurerm_public_ip_prefix: "Microsoft.Network/publicIPPrefixes/{name}",
  azurerm_nat_gateway: "Microsoft.Network/natGateways/{name}",
  azurerm_firewall: "Microsoft.Network/azureFirewalls/{name}",
  azurerm_firewall_policy: "Microsoft.Network/firewallPolicies/{name}",
  azurerm_firewall_policy_rule_collection_group: "{firewall_policy_id}/ruleCollectionGroups/{name}",
  azurerm_application_gateway: "Microsoft.Network/applicationGateways/{name}",
  azurerm_web_application_firewall_policy:
    "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/{name}",
  azurerm_private_dns_zone: "Microsoft.Network/privateDnsZones/{name}",
  azurerm_private_endpoint: "Microsoft.Network/privateEndpoints/{name}",
  azurerm_bastion_host: "Microsoft.Network/bastionHosts/{name}",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters/{name}",
  azurerm_kubernetes_cluster_node_pool: "{kubernetes_cluster_id}/agentPools/{name}",
  azurerm_user_assigned_identity: "Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
  azurerm_role_assignment: "{scope}/providers/Microsoft.Authorization/roleAssignments/{guid}",
  azurerm_role_definition:
    "/subscriptions/{subscription}/providers/Microsoft.Authorization/roleDefinitions/{guid}|{scope}",
  azurerm_storage_account: "Microsoft.Storage/storageAccounts/{name}",
  azurerm_storage_container: "{storage_account_id}/blobServices/default/containers/{name}",
  azurerm_storage_queue: "{storage_account_id}/queueServices/default/queues/{name}",
  azurerm_service_plan: "Microsoft.Web/serverFarms/{name}",
  azurerm_function_app_flex_consumption: "Microsoft.Web/sites/{name}",
  azurerm_monitor_action_group: "Microsoft.Insights/actionGroups/{name}",
  azurerm_monitor_activity_log_alert: "Microsoft.Insights/activityLogAlerts/{name}",
  azurerm_monitor_metric_alert: "Microsoft.Insights/metricAlerts/{name}",
  azurerm_application_insights: "Microsoft.Insights/components/{name}",
  azurerm_log_analytics_workspace: "Microsoft.OperationalInsights/workspaces/{name}",
  azurerm_eventgrid_system_topic: "Microsoft.EventGrid/systemTopics/{name}",
  azurerm_key_vault: "Microsoft.KeyVault/vaults/{name}",
  azurerm_container_registry: "Microsoft.ContainerRegistry/registries/{name}",
};

/** A GUID that a text determines. */
function guid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function text(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The id that Azure would give. Everything known of the element is in it somewhere, so that two never share one. */
function armId(type: string, whole: ObjectValue): string {
  const plain = type.replace(/^data\./, "");
  const shape = idShapes[plain] ?? `Microsoft.Resources/${plain.replace(/^azurerm_/, "")}/{name}`;
  const filled = shape.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "subscription") return subscription;
    if (name === "guid") return guid(JSON.stringify([plain, known(whole)]));
    return text(whole[name]) || guid(JSON.stringify([plain, known(whole)]));
  });
  if (filled.startsWith("/")) return filled;
  const group = text(whole.resource_group_name) || "group";
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${filled}`;
}

function known(whole: ObjectValue): readonly (readonly [string, Value])[] {
  return Object.entries(whole).filter(([, value]) => typeof value === "string");
}

export function madeUp(type: string, name: string, attribute: Attribute, whole: ObjectValue): Value {
  // What the configuration might have set and did not is empty in Azure too, where it is a collection.
  if (typeof attribute.type !== "string" && attribute.optional === true)
    return attribute.type[0] === "map" ? {} : [];
  return ofType(type, name, attribute.type, whole);
}

function ofType(type: string, name: string, shape: AttributeType, whole: ObjectValue): Value {
  if (typeof shape === "string") {
    switch (shape) {
      case "bool":
        return false;
      case "number":
        return 0;
      case "string":
      case "dynamic":
        return word(type, name, whole);
    }
  }
  switch (shape[0]) {
    case "map":
      return {};
    case "set":
      return [];
    case "list":
      return [ofType(type, name, shape[1], whole)];
    case "tuple":
      return shape[1].map((item) => ofType(type, name, item, whole));
    case "object":
      return Object.fromEntries(
        Object.entries(shape[1]).map(([key, item]) => [key, ofType(type, key, item, whole)]),
      );
  }
}

function word(type: string, name: string, whole: ObjectValue): string {
  const label = text(whole.name) || type;
  if (name === "id") return armId(type, whole);
  if (name === "subscription_id") return subscription;
  if (/(principal|object|client|tenant|application|app|workspace|instance)_id$/.test(name))
    return guid(`${label}/${name}`);
  if (/^(node_resource_group|resource_group_name)$/.test(name)) return `MC_${label}`;
  if (/_id$/.test(name)) return `${armId(type, whole)}/${name}`;
  if (/ip_address(es)?$/.test(name)) return type.includes("public_ip") ? "20.0.0.4" : "10.0.0.4";
  if (/fqdn|host_?name$/.test(name)) return `${label.toLowerCase()}.example.net`;
  if (/endpoint|uri|url$/.test(name)) return `https://${label.toLowerCase()}.example.net/`;
  if (name === "location") return "westeurope";
  if (/key|password|secret|token|certificate|config|connection_string/.test(name))
    return Buffer.from(`${label}/${name}`).toString("base64");
  return `made-up-${name}`;
}

/** Whether a value holds a name that identifies the element in messages and faults. */
export function nameOf(value: Value): string {
  return isObjectValue(value) ? text(value.name) : "";
}
