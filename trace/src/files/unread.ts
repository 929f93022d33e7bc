/** Resources that decide where packets go and that the model does not read. */
import { Term } from "@aks-topology/terraform";
import { isRecord, type Thing } from "../read/thing.js";

const TYPES: ReadonlySet<string> = new Set([
  "azurerm_route_server",
  "azurerm_network_manager_admin_rule",
  "azurerm_network_manager_connectivity_configuration",
  "azurerm_network_manager_routing_rule",
  "azurerm_virtual_network_gateway_nat_rule",
]);

/** Their addresses. */
export function unreadOf(things: readonly Thing[]): readonly string[] {
  return things.filter(isUnread).map(({ address }) => address);
}

function isUnread({ type, attribute }: Thing): boolean {
  // Subnets of a peering that has not the whole networks are peered without the others.
  if (type === "azurerm_virtual_network_peering")
    return attribute("peer_complete_virtual_networks_enabled") === false;
  return TYPES.has(type) || (type.startsWith("azapi_") && isOfNetworks(attribute("type")));
}

/** `Microsoft.Network/virtualNetworks/subnets@2024-05-01` */
function isOfNetworks(type: unknown): boolean {
  return typeof type === "string" && /^microsoft\.network\//i.test(type);
}

/** Whether things of a type are read, or tell that the model does not have them. */
export function isOfInterest(type: string): boolean {
  return type.startsWith("azurerm_") || type.startsWith("azapi_");
}

/** Values of a resource that nothing completes. */
export function plainThing(type: string, address: string, stack: string | undefined, values: unknown): Thing {
  const attribute = (name: string): unknown => (isRecord(values) ? values[name] : undefined);
  return { type, address, stack, attribute: (name) => (name === "lifecycle" ? LIFECYCLE : attribute(name)) };
}

/** Plans and states do not show it. */
export const LIFECYCLE = new Term("path", "lifecycle");
