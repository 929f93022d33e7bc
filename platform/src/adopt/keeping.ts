/**
 * What the file names by its id instead of creating it, since it would not come out as it is.
 *
 * Kept from the start are a hub and a network whose parts are in other resource groups than the file puts them, subnets
 * that several pools share, route tables of Azure Virtual Network Manager, and what the configuration only reads with data
 * sources. After the file was built, kept are also networks, subnets, route tables and security groups that Terraform would
 * replace, security groups and route tables to which it would add rules and routes, subnets with which it would associate
 * something new, hubs whose firewall it would change or whose policy has rules of others, and gateways whose routing it
 * would change.
 */
import { isOfNetworkManager } from "@aks-topology/constructs/internal";
import { isNamedOfAzapi } from "./azapi.js";
import { sameId, type Inventory } from "./inventory.js";
import { block, text } from "./values.js";
import { keyOfElement, type Element, type Matching } from "./matching.js";
import type { AttributeDifference } from "./comparison.js";
import { poolsOf } from "./infer/pools.js";
import {
  clustersIn,
  associatedWith,
  gatewaySubnetOf,
  networkOf,
  type FoundHub,
  type FoundSpoke,
  type Relations,
} from "./relations.js";

/** Ids in lower case of what is kept because of its resource group, or since another configuration manages it. */
export function keptFromStart(inventory: Inventory, { hubs, spokes }: Relations): readonly string[] {
  const keptHubs = hubs.filter(
    (hub) => hub.network === undefined || isScattered(hub) || sharesGroup(hub, spokes),
  );
  const keptSpokes = spokes.filter(
    ({ id, clusters, network }) =>
      network === undefined || clusters.some((cluster) => groupOf(cluster.id) !== groupOf(id)),
  );
  const ids = [
    ...keptHubs.map(({ id }) => id),
    ...keptSpokes.map(({ id }) => id),
    ...sharedSubnets(inventory),
    ...onlyRead(inventory),
    ...inventory.all.filter(isNamedOfAzapi).map(({ id }) => id),
    ...inventory.of("azurerm_route_table").flatMap(({ id }) => (isOfNetworkManager(id) ? [id] : [])),
  ];
  return withOwners(inventory, ids);
}

/**
 * With what is kept because of it: of a cluster and a gateway their subnets, of a subnet its network, route table and security
 * group.
 */
export function withOwners(inventory: Inventory, kept: readonly string[]): readonly string[] {
  const subnets = kept.flatMap((id) => [
    ...(/\/subnets\/[^/]+$/i.test(id) ? [id] : []),
    ...subnetsOfCluster(inventory, id),
    ...subnetsOfGateway(inventory, id),
  ]);
  const owners = subnets.flatMap((id) => [
    id,
    networkOf(id),
    associatedWith(inventory, id, "route_table"),
    associatedWith(inventory, id, "network_security_group"),
  ]);
  return [...new Set([...kept, ...owners].flatMap((id) => id?.toLowerCase() ?? []))];
}

function subnetsOfCluster(inventory: Inventory, id: string): readonly string[] {
  const cluster = clustersIn(inventory).find((found) => sameId(found.id, id));
  if (cluster === undefined) return [];
  return poolsOf(inventory, cluster).flatMap((pool) =>
    ["vnet_subnet_id", "pod_subnet_id"].flatMap((name) => text(pool, name) ?? []),
  );
}

function subnetsOfGateway(inventory: Inventory, id: string): readonly string[] {
  const gateway = inventory.byId("azurerm_application_gateway", id);
  const subnet = gateway && gatewaySubnetOf(gateway);
  return subnet === undefined ? [] : [subnet];
}

/** What the configuration reads with data sources: another one manages it. */
function onlyRead(inventory: Inventory): readonly string[] {
  const { all } = inventory;
  return all.flatMap(({ id, type, mode }) =>
    mode === "data" && KEEPABLE.has(type) && inventory.byId(type, id)?.mode === "data" ? [id] : [],
  );
}

/** Subnets of several pools: the file creates one for each. */
function sharedSubnets(inventory: Inventory): readonly string[] {
  const subnets = [
    ...inventory
      .of("azurerm_kubernetes_cluster")
      .map(({ values }) => text(block(values, "default_node_pool"), "vnet_subnet_id")),
    ...inventory
      .of("azurerm_kubernetes_cluster_node_pool")
      .map(({ values }) => text(values, "vnet_subnet_id")),
  ].flatMap((id) => id?.toLowerCase() ?? []);
  return [...new Set(subnets)].filter((id) => subnets.indexOf(id) !== subnets.lastIndexOf(id));
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
  "azurerm_public_ip",
  "azurerm_public_ip_prefix",
  "azurerm_user_assigned_identity",
  "azurerm_log_analytics_workspace",
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
const ROUTING = new RegExp(
  `^(${[
    "backend_address_pool",
    "backend_http_settings",
    "custom_error_configuration",
    "http_listener",
    "private_link_configuration",
    "probe",
    "redirect_configuration",
    "request_routing_rule",
    "rewrite_rule_set",
    "ssl_profile",
    "trusted_client_certificate",
    "url_path_map",
  ].join("|")})\\b`,
);

/** Ids in lower case of what is kept because of what the first plan would do to it. */
export function keptByPlan(
  matching: Matching,
  differences: readonly AttributeDifference[],
  inventory: Inventory,
  { hubs }: Relations,
  kept: readonly string[],
): readonly string[] {
  const changed = new Set(differences.map(({ id }) => id.toLowerCase()));
  const isChanged = (id: string | undefined): boolean => id !== undefined && changed.has(id.toLowerCase());
  const keptHubs = hubs.filter(
    ({ id, firewall, networkGateway }) =>
      isChanged(id) ||
      isChanged(firewall?.id) ||
      isChanged(networkGateway?.id) ||
      isChanged(text(firewall?.values ?? {}, "firewall_policy_id")) ||
      hasRulesOfOthers(matching, inventory, text(firewall?.values ?? {}, "firewall_policy_id")),
  );
  return [
    ...keptHubs.map(({ id }) => id.toLowerCase()),
    ...keptParts(matching, differences, inventory),
    ...keptPeerings(kept, differences, inventory),
  ];
}

/** Peerings of kept networks that the plan would change. */
function keptPeerings(
  kept: readonly string[],
  differences: readonly AttributeDifference[],
  inventory: Inventory,
): readonly string[] {
  return differences
    .filter(({ id }) => inventory.byId("azurerm_virtual_network_peering", id) !== undefined)
    .map(({ id }) => id.toLowerCase())
    .filter((id) => kept.includes(networkOf(id) ?? ""));
}

/** Ids in lower case of clusters that the plan would replace, and of gateways that it would replace or route otherwise. */
export function keptWhole(
  differences: readonly AttributeDifference[],
  inventory: Inventory,
): readonly string[] {
  return differences
    .filter(({ id, attribute, replaces }) =>
      inventory.byId("azurerm_application_gateway", id) === undefined
        ? replaces && /\/managedClusters\//i.test(id)
        : replaces || ROUTING.test(attribute),
    )
    .map(({ id }) => id.toLowerCase().replace(/\/agentpools\/.*$/, ""));
}

/** Whether a policy has rule groups that no element is: one that is added could get the priority of one of them. */
function hasRulesOfOthers({ pairs }: Matching, inventory: Inventory, policy: string | undefined): boolean {
  if (policy === undefined) return false;
  const taken = new Set(pairs.values());
  return inventory
    .referringTo("azurerm_firewall_policy_rule_collection_group", "firewall_policy_id", policy)
    .some((group) => !taken.has(group));
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
