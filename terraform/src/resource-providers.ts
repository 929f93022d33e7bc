/** The resource providers that a subscription needs for a stack, and their registration by Terraform's provider. */
import { asBlocks, isObject, type JsonObject } from "./json.js";

/**
 * Resource providers by the type of a resource, the first match of which counts. Sources: the namespaces in the ids of azurerm's
 * types; AKS documentation, create a cluster (Compute) and add-ons; Network Watcher documentation, flow logs (Insights).
 */
const BY_TYPE: readonly (readonly [type: RegExp, providers: readonly string[]])[] = [
  [/^azurerm_(network_watcher_flow_log)$/, ["Network", "Insights"]],
  [/^azurerm_cdn_frontdoor_firewall_policy$/, ["Cdn", "Network"]],
  [/^azurerm_cdn_/, ["Cdn"]],
  // Source: Application Gateway for Containers documentation, ALB controller with Helm, prerequisites.
  [/^azurerm_application_load_balancer/, ["Network", "NetworkFunction", "ServiceNetworking"]],
  [
    /^azurerm_(application_gateway|bastion|dns_|express_route|firewall|ip_group|local_network|nat_gateway|network_|private_|public_ip|route|subnet|virtual_hub|virtual_network|virtual_wan|vpn_|web_application_firewall)/,
    ["Network"],
  ],
  [/^azurerm_kubernetes_(cluster_extension|flux_configuration)$/, ["KubernetesConfiguration"]],
  // Source: AKS documentation, AKS Automatic, quickstart: the safeguards are Azure policies.
  [/^azurerm_kubernetes_automatic_cluster$/, ["Compute", "ContainerService", "Network", "PolicyInsights"]],
  [/^azurerm_kubernetes_cluster/, ["Compute", "ContainerService", "Network"]],
  [/^azurerm_container_registry/, ["ContainerRegistry"]],
  [/^azurerm_linux_virtual_machine$/, ["Compute"]],
  [/^azurerm_monitor_alert_prometheus_rule_group$/, ["AlertsManagement"]],
  [/^azurerm_monitor_workspace$/, ["Monitor"]],
  [/^azurerm_(application_insights|monitor_)/, ["Insights"]],
  [/^azurerm_log_analytics_/, ["OperationalInsights"]],
  [/^azurerm_(function_app|service_plan)/, ["Web"]],
  [/^azurerm_storage_/, ["Storage"]],
  [/^azurerm_eventgrid_/, ["EventGrid"]],
  [/^azurerm_key_vault/, ["KeyVault"]],
  [/^azurerm_(user_assigned_identity|federated_identity_credential)$/, ["ManagedIdentity"]],
  [/^azurerm_\w+_policy_assignment$/, ["Authorization", "PolicyInsights"]],
  [/^azurerm_role_/, ["Authorization"]],
  // Registered in every subscription, or no resource of Azure.
  [/^(azurerm_resource_group|azurerm_subscription|terraform_data)$/, []],
];

/** Resource providers of a cluster's add-ons, by the argument that turns one on. Source: AKS documentation, add-ons. */
const BY_ADD_ON: Readonly<Record<string, readonly string[]>> = {
  oms_agent: ["OperationalInsights", "OperationsManagement"],
  monitor_metrics: ["AlertsManagement", "Monitor"],
  microsoft_defender: ["Security"],
  azure_policy_enabled: ["PolicyInsights"],
  aci_connector_linux: ["ContainerInstance"],
};

/** The resource providers that a resource needs, such as `Microsoft.Network`; undefined for a type that no row has. */
export function resourceProvidersOf(type: string, body: JsonObject): readonly string[] | undefined {
  const own = BY_TYPE.find(([pattern]) => pattern.test(type))?.[1];
  if (own === undefined) return undefined;
  const addOns = type === "azurerm_kubernetes_cluster" ? Object.entries(BY_ADD_ON) : [];
  const turnedOn = addOns.flatMap(([argument, providers]) => (isOn(body[argument]) ? providers : []));
  const named = [...own, ...turnedOn].map((name) => `Microsoft.${name}`);
  return [...new Set([...named, ...(type === "azurerm_subnet" ? delegatedTo(body) : [])])].sort();
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** Who a subnet is delegated to, which has to be registered too. Source: Azure/terraform-provider-azapi #625. */
function delegatedTo(body: JsonObject): readonly string[] {
  return blocksOf(body["delegation"])
    .flatMap((delegation) => blocksOf(delegation["service_delegation"]))
    .flatMap(({ name }) => (typeof name === "string" ? [name.replace(/\/.*$/, "")] : []));
}

/** Who registers resource providers: `register`: Terraform, those that the resources need; `none`: no one here. */
export type Registration = "register" | "none";

/**
 * A stack whose provider blocks say which resource providers are registered in their subscriptions. A block that says so
 * already keeps it. Both majors of azurerm have the arguments.
 */
export function withRegistrations(stack: JsonObject, registration: Registration): JsonObject {
  const { provider } = stack;
  if (!isObject(provider)) return stack;
  const blocks = blocksOf(provider["azurerm"]).map((block) =>
    block["resource_provider_registrations"] === undefined
      ? { ...block, ...argumentsOf(stack, block, registration) }
      : block,
  );
  return { ...stack, provider: { ...provider, azurerm: blocks } };
}

function argumentsOf(stack: JsonObject, { alias }: JsonObject, registration: Registration): JsonObject {
  const none = { resource_provider_registrations: "none" };
  if (registration === "none") return none;
  const own = typeof alias === "string" ? `azurerm.${alias}` : undefined;
  const names = resourcesIn(stack)
    .filter(([, body]) => body["provider"] === own || (own === undefined && body["provider"] === "azurerm"))
    .flatMap(([type, body]) => resourceProvidersOf(type, body) ?? []);
  const needed = [...new Set(names)].sort();
  return needed.length === 0 ? none : { ...none, resource_providers_to_register: needed };
}

function resourcesIn({ resource }: JsonObject): readonly (readonly [type: string, body: JsonObject])[] {
  if (!isObject(resource)) return [];
  return Object.entries(resource).flatMap(([type, all]) =>
    isObject(all)
      ? Object.values(all)
          .filter(isObject)
          .map((body) => [type, body] as const)
      : [],
  );
}

function blocksOf(value: unknown): readonly JsonObject[] {
  return (asBlocks(value) ?? []).filter(isObject);
}
