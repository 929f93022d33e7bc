/** What a platform file names by id exists before Terraform runs: seeded in the offline provider, and never touched by it. */
import { armTypeOf } from "@aks-topology/constructs/internal";
import type { OfflineProvider } from "./provider.js";

/** A resource that exists already, as azurerm would call it. */
export interface ExistingResource {
  readonly type: string;
  /** Azure Resource Manager id. */
  readonly id: string;
}

/** azurerm's types of what files name by id. */
const TYPES: Readonly<Record<string, string>> = {
  "microsoft.containerregistry/registries": "azurerm_container_registry",
  "microsoft.containerservice/managedclusters": "azurerm_kubernetes_cluster",
  "microsoft.eventgrid/systemtopics": "azurerm_eventgrid_system_topic",
  "microsoft.insights/actiongroups": "azurerm_monitor_action_group",
  "microsoft.keyvault/vaults": "azurerm_key_vault",
  "microsoft.managedidentity/userassignedidentities": "azurerm_user_assigned_identity",
  "microsoft.monitor/accounts": "azurerm_monitor_workspace",
  "microsoft.network/applicationgateways": "azurerm_application_gateway",
  "microsoft.network/azurefirewalls": "azurerm_firewall",
  "microsoft.network/dnszones": "azurerm_dns_zone",
  "microsoft.network/firewallpolicies": "azurerm_firewall_policy",
  "microsoft.network/natgateways": "azurerm_nat_gateway",
  "microsoft.network/networksecuritygroups": "azurerm_network_security_group",
  "microsoft.network/privatednszones": "azurerm_private_dns_zone",
  "microsoft.network/publicipaddresses": "azurerm_public_ip",
  "microsoft.network/publicipprefixes": "azurerm_public_ip_prefix",
  "microsoft.network/routetables": "azurerm_route_table",
  "microsoft.network/virtualnetworks": "azurerm_virtual_network",
  "microsoft.network/virtualnetworks/subnets": "azurerm_subnet",
  "microsoft.operationalinsights/workspaces": "azurerm_log_analytics_workspace",
};

/** The resources that a platform file names by id, each once. */
export function existingIn(text: string): readonly ExistingResource[] {
  const ids = text.match(/\/subscriptions\/[^\s,}"'\]]+/g) ?? [];
  return [...new Set(ids)].flatMap((id) => {
    const type = TYPES[armTypeOf(id)?.toLowerCase() ?? ""];
    return type === undefined ? [] : [{ type, id }];
  });
}

export function seedExisting(provider: OfflineProvider, existing: readonly ExistingResource[]): void {
  for (const { type, id } of existing) provider.seed(type, id);
}

/** What the provider was asked to create, update or delete of what existed, as sentences. */
export function touchedOf(provider: OfflineProvider, existing: readonly ExistingResource[]): string[] {
  const ids = new Set(existing.map(({ type, id }) => `${type} ${id.toLowerCase()}`));
  const events = provider.log
    .filter(({ type, id }) => ids.has(`${type} ${id.toLowerCase()}`))
    .map(({ action, type, id }) => `${action} of ${type} ${id}`);
  const gone = existing.filter(({ type, id }) => !provider.holds(type, id)).map(({ id }) => `${id} is gone`);
  return [...events, ...gone];
}
