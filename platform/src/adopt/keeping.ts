/**
 * What the file names by its id instead of creating it, since it would not come out as it is.
 *
 * A hub or a network whose parts are in other resource groups than the file puts them is kept from the start. After the file
 * was built, kept are also networks, subnets, route tables and security groups that Terraform would replace, security groups
 * and route tables to which it would add rules and routes, subnets with which it would associate something new, hubs whose
 * firewall it would change, and gateways whose routing it would change.
 */
import { sameId, type Inventory } from "./inventory.js";
import { text } from "./values.js";
import { keyOfElement, type Element, type Matching } from "./matching.js";
import type { AttributeDifference } from "./comparison.js";
import type { FoundHub, FoundSpoke, Relations } from "./relations.js";

/** Ids in lower case of what is kept because of its resource group, or since only its id was found. */
export function keptFromStart({ hubs, spokes }: Relations): readonly string[] {
  const keptHubs = hubs.filter(
    (hub) => hub.network === undefined || isScattered(hub) || sharesGroup(hub, spokes),
  );
  const keptSpokes = spokes.filter(
    ({ id, clusters, network }) =>
      network === undefined || clusters.some((cluster) => groupOf(cluster.id) !== groupOf(id)),
  );
  const ids = [...keptHubs.map(({ id }) => id), ...keptSpokes.map(({ id }) => id)];
  return ids.map((id) => id.toLowerCase());
}

function isScattered({ id, firewall, networkGateway }: FoundHub): boolean {
  return [firewall, networkGateway].some((part) => part !== undefined && groupOf(part.id) !== groupOf(id));
}

function sharesGroup(hub: FoundHub, spokes: readonly FoundSpoke[]): boolean {
  return spokes.some(({ id, clusters }) => groupOf(clusters[0]?.id ?? id) === groupOf(hub.id));
}

function groupOf(id: string): string {
  return id.split("/").slice(0, 5).join("/").toLowerCase();
}

/** Types that the file can name by their ids. */
const KEEPABLE: ReadonlySet<string> = new Set([
  "azurerm_virtual_network",
  "azurerm_subnet",
  "azurerm_route_table",
  "azurerm_network_security_group",
]);

/** For parts of something that can be kept: the attribute that names it. */
const OWNERS: Readonly<Record<string, readonly [attribute: string, type: string]>> = {
  azurerm_network_security_rule: ["network_security_group_name", "azurerm_network_security_group"],
  azurerm_route: ["route_table_name", "azurerm_route_table"],
  azurerm_subnet_network_security_group_association: ["subnet_id", "azurerm_subnet"],
  azurerm_subnet_route_table_association: ["subnet_id", "azurerm_subnet"],
  azurerm_subnet_nat_gateway_association: ["subnet_id", "azurerm_subnet"],
};

/** Arguments of a gateway that say where requests go. */
const ROUTING =
  /^(backend_address_pool|backend_http_settings|http_listener|request_routing_rule|url_path_map)\b/;

/** Ids in lower case of what is kept because of what the first plan would do to it. */
export function keptByPlan(
  matching: Matching,
  differences: readonly AttributeDifference[],
  inventory: Inventory,
  { hubs }: Relations,
): readonly string[] {
  const changed = new Set(differences.map(({ id }) => id.toLowerCase()));
  const isChanged = (id: string | undefined): boolean => id !== undefined && changed.has(id.toLowerCase());
  const keptHubs = hubs.filter(
    ({ id, firewall, networkGateway }) =>
      isChanged(id) ||
      isChanged(firewall?.id) ||
      isChanged(networkGateway?.id) ||
      isChanged(text(firewall?.values ?? {}, "firewall_policy_id")),
  );
  const gateways = differences.filter(
    ({ id, attribute }) =>
      ROUTING.test(attribute) && inventory.byId("azurerm_application_gateway", id) !== undefined,
  );
  return [
    ...keptHubs.map(({ id }) => id.toLowerCase()),
    ...gateways.map(({ id }) => id.toLowerCase()),
    ...keptParts(matching, differences, inventory),
  ];
}

function keptParts(
  { elements, pairs }: Matching,
  differences: readonly AttributeDifference[],
  inventory: Inventory,
): readonly string[] {
  const replaced = new Set(differences.filter(({ replaces }) => replaces).map(({ address }) => address));
  return elements.flatMap((element) => {
    const found = pairs.get(keyOfElement(element));
    if (KEEPABLE.has(element.type))
      return found !== undefined && replaced.has(element.address) ? [found.id.toLowerCase()] : [];
    if (found !== undefined && !replaced.has(element.address)) return [];
    return ownerOf(element, inventory);
  });
}

/** The found resource that an element is part of. */
function ownerOf(element: Element, inventory: Inventory): readonly string[] {
  const [attribute, type] = OWNERS[element.type] ?? [];
  if (attribute === undefined || type === undefined) return [];
  const value = element.attribute(attribute);
  const group = element.attribute("resource_group_name");
  return inventory
    .of(type)
    .filter(({ id, values }) =>
      attribute.endsWith("_id")
        ? typeof value === "string" && sameId(id, value)
        : values["name"] === value && values["resource_group_name"] === group,
    )
    .map(({ id }) => id.toLowerCase());
}
