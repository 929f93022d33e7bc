import type { Element } from "./configuration.js";
import { textOf } from "../json.js";

/** Types of Terraform whose Azure ids the demonstration needs, with the path that Azure knows them by. */
const IN_GROUP: Readonly<Record<string, string>> = {
  azurerm_application_gateway: "Microsoft.Network/applicationGateways",
  azurerm_firewall: "Microsoft.Network/azureFirewalls",
  azurerm_function_app_flex_consumption: "Microsoft.Web/sites",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters",
  azurerm_linux_function_app: "Microsoft.Web/sites",
  azurerm_monitor_action_group: "Microsoft.Insights/actionGroups",
  azurerm_monitor_activity_log_alert: "Microsoft.Insights/activityLogAlerts",
  azurerm_route_table: "Microsoft.Network/routeTables",
  azurerm_user_assigned_identity: "Microsoft.ManagedIdentity/userAssignedIdentities",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks",
};

/** The id that Azure would give a resource. Types that nothing here reads get one of the same form. */
export function armId({ type, name, attribute, subscription }: Element): string {
  const group = (): string =>
    `/subscriptions/${subscription}/resourceGroups/${textOf(attribute("resource_group_name"))}`;
  const own = textOf(attribute("name")) || name;
  switch (type) {
    case "azurerm_subscription":
      return `/subscriptions/${subscription}`;
    case "azurerm_resource_group":
      return `/subscriptions/${subscription}/resourceGroups/${own}`;
    case "azurerm_subnet":
      return `${group()}/providers/Microsoft.Network/virtualNetworks/${textOf(attribute("virtual_network_name"))}/subnets/${own}`;
    default:
      return `${group()}/providers/${IN_GROUP[type] ?? `Terraform/${type}`}/${own}`;
  }
}
