import { ResolvedStacks, type ResolvedElement, type Stack } from "@aks-topology/terraform";
import { Pending, readModel, type Model, type ReadOptions, type Thing } from "@aks-topology/trace";

/** What Terraform calls another resource's attribute, in text of the constructs. */
const REFERENCE = /^((?:data\.)?azurerm_\w+\.[\w-]+)\.(\w+)(\[.*)?$/;

/** Of a provider that leaves its subscription to the environment. */
export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

/** Types that decide where packets go. */
const TYPES: readonly string[] = [
  "azurerm_application_gateway",
  "azurerm_application_load_balancer",
  "azurerm_application_load_balancer_frontend",
  "azurerm_application_load_balancer_subnet_association",
  "azurerm_bastion_host",
  "azurerm_cdn_frontdoor_endpoint",
  "azurerm_cdn_frontdoor_origin",
  "azurerm_cdn_frontdoor_origin_group",
  "azurerm_cdn_frontdoor_profile",
  "azurerm_express_route_connection",
  "azurerm_express_route_gateway",
  "azurerm_firewall",
  "azurerm_firewall_policy",
  "azurerm_firewall_policy_rule_collection_group",
  "azurerm_function_app_flex_consumption",
  "azurerm_ip_group",
  "azurerm_key_vault",
  "azurerm_kubernetes_automatic_cluster",
  "azurerm_kubernetes_cluster",
  "azurerm_kubernetes_cluster_node_pool",
  "azurerm_linux_virtual_machine",
  "azurerm_local_network_gateway",
  "azurerm_nat_gateway",
  "azurerm_nat_gateway_public_ip_association",
  "azurerm_nat_gateway_public_ip_prefix_association",
  "azurerm_network_interface",
  "azurerm_network_security_group",
  "azurerm_network_security_rule",
  "azurerm_private_dns_a_record",
  "azurerm_private_dns_resolver",
  "azurerm_private_dns_resolver_forwarding_rule",
  "azurerm_private_dns_resolver_inbound_endpoint",
  "azurerm_private_dns_resolver_outbound_endpoint",
  "azurerm_private_dns_resolver_virtual_network_link",
  "azurerm_private_dns_zone",
  "azurerm_private_dns_zone_virtual_network_link",
  "azurerm_private_endpoint",
  "azurerm_public_ip",
  "azurerm_public_ip_prefix",
  "azurerm_route",
  "azurerm_route_table",
  "azurerm_storage_blob",
  "azurerm_subnet",
  "azurerm_subnet_nat_gateway_association",
  "azurerm_subnet_network_security_group_association",
  "azurerm_subnet_route_table_association",
  "azurerm_virtual_hub",
  "azurerm_virtual_hub_connection",
  "azurerm_virtual_hub_routing_intent",
  "azurerm_virtual_network",
  "azurerm_virtual_network_dns_servers",
  "azurerm_virtual_network_gateway",
  "azurerm_virtual_network_gateway_connection",
  "azurerm_virtual_network_peering",
  "azurerm_vpn_gateway",
  "azurerm_vpn_gateway_connection",
  "azurerm_vpn_site",
];

/** The network of synthesized stacks, with what exists already. */
export function networkModel(
  stacks: readonly Stack[],
  existing: readonly Thing[],
  options: ReadOptions = {},
): Model {
  const resolved = new ResolvedStacks(stacks, {
    subscription: SUBSCRIPTION,
    unknown: (element, attribute, nested) => new Pending(element, attribute, nested),
  });
  const elements = TYPES.flatMap((type) => resolved.elements(type));
  const byAddress = new Map(elements.map((element) => [element.address, element]));
  return readModel([...elements, ...existing.map((thing) => connected(thing, byAddress))], options);
}

/** A thing whose references to resources of the stacks are resolved. */
function connected(thing: Thing, elements: ReadonlyMap<string, ResolvedElement>): Thing {
  return { ...thing, attribute: (name) => resolvedValue(thing.attribute(name), elements) };
}

function resolvedValue(value: unknown, elements: ReadonlyMap<string, ResolvedElement>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => resolvedValue(item, elements));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, resolvedValue(inner, elements)]),
    );
  if (typeof value !== "string") return value;
  const [, address = "", attribute = "", within] = REFERENCE.exec(value) ?? [];
  const element = elements.get(address);
  if (element === undefined) return value;
  const known = within === undefined ? element.attribute(attribute) : undefined;
  return known ?? new Pending(element, attribute, within?.split(".").at(-1));
}
