/** What the Terraform of an example has, and its paths ask for: facts by which a fault in it is redundant. */
import { Cidr } from "@aks-topology/constructs/internal";
import type { Stack } from "@aks-topology/terraform";
import type { Thing } from "@aks-topology/trace";
import type { TracedPath } from "../../src/index.js";
import { blocksOf, objectOf, textsOf, type Body } from "./json-bodies.js";
import type { Mutant } from "./terraform-mutants.js";

/** The Terraform without a fault, what exists outside of it, and the paths. */
export interface Original {
  readonly stacks: readonly Stack[];
  readonly existing: readonly Thing[];
  readonly paths: readonly TracedPath[];
}

const IPV4_RANGE = /^[\d.]+\/\d+$/;

/** Whether a rule of a group has IP groups as its destinations. */
export function isForIpGroups({ part, body }: Mutant): boolean {
  return blocksOf(body["network_rule_collection"])
    .flatMap((collection) => blocksOf(collection["rule"]))
    .some(({ name, destination_ip_groups: groups }) => name === part && groups !== undefined);
}

/** `shop` of `azurerm_virtual_network_peering.shop_peering_to_hub`; undefined for a peering of two hubs. */
export function spokeOf(target: string): string | undefined {
  return /\.([\w-]+)_peering_(?:to|from)_hub$/.exec(target)?.[1];
}

export function usesAppliance(spoke: string | undefined, stacks: readonly Stack[]): boolean {
  return (
    spoke === undefined ||
    bodiesOf(stacks, "azurerm_route").some(
      ([name, route]) => name.startsWith(`${spoke}_`) && route["next_hop_type"] === "VirtualAppliance",
    )
  );
}

export function usesResolvers(spoke: string | undefined, stacks: readonly Stack[]): boolean {
  return bodiesOf(stacks, "azurerm_virtual_network").some(
    ([name, network]) => name === spoke && textsOf(network["dns_servers"]).length > 0,
  );
}

export function hasOtherAddresses(association: Body, stacks: readonly Stack[]): boolean {
  const all = ["", "_prefix"].flatMap((kind) =>
    bodiesOf(stacks, `azurerm_nat_gateway_public_ip${kind}_association`),
  );
  return all.filter(([, { nat_gateway_id: id }]) => id === association["nat_gateway_id"]).length > 1;
}

export function routesOf(tableId: string, stacks: readonly Stack[]): readonly Body[] {
  const [address = ""] = /azurerm_route_table\.[\w-]+/.exec(tableId) ?? [];
  return bodiesOf(stacks, "azurerm_route").flatMap(([, route]) =>
    JSON.stringify(route).includes(`${address}.`) ? [route] : [],
  );
}

export function isForAnotherSubnet(rule: Body, { stacks, existing }: Original): boolean {
  const group = /azurerm_network_security_group\.[\w-]+/.exec(
    `${String(rule["network_security_group_name"])} ${String(rule["network_security_group_id"])}`,
  )?.[0];
  const ids = bodiesOf(stacks, "azurerm_subnet_network_security_group_association")
    .filter(
      ([, body]) => group !== undefined && String(body["network_security_group_id"]).includes(`${group}.`),
    )
    .map(([, body]) => String(body["subnet_id"]));
  const isOwn = (id: string): boolean => ids.some((own) => own.includes(id));
  const subnets = [
    ...bodiesOf(stacks, "azurerm_subnet").map(([name, body]) => ({
      isOwn: isOwn(`azurerm_subnet.${name}.`),
      prefixes: textsOf(body["address_prefixes"]).map((text) => Cidr.of(text)),
    })),
    ...existing
      .filter(({ type }) => type === "azurerm_subnet")
      .map(({ attribute }) => ({
        isOwn: isOwn(String(attribute("id"))),
        prefixes: textsOf(attribute("address_prefixes")).map((text) => Cidr.of(text)),
      })),
  ];
  const destinations = [
    ...textsOf(rule["destination_address_prefix"]),
    ...textsOf(rule["destination_address_prefixes"]),
  ];
  return (
    ids.length > 0 &&
    destinations.length > 0 &&
    destinations.every((text) => IPV4_RANGE.test(text) && isElsewhere(Cidr.of(text), subnets))
  );
}

function isElsewhere(
  range: Cidr,
  subnets: readonly { readonly isOwn: boolean; readonly prefixes: readonly Cidr[] }[],
): boolean {
  const found = subnets.filter(({ prefixes }) => prefixes.some((prefix) => prefix.overlaps(range)));
  return found.length > 0 && found.every(({ isOwn }) => !isOwn);
}

export function hasRoutes(tableId: string, original: readonly Stack[]): boolean {
  const [address = "", name = ""] = /azurerm_route_table\.([\w-]+)/.exec(tableId) ?? [];
  const table = bodiesOf(original, "azurerm_route_table").find(([own]) => own === name)?.[1];
  return (
    "route" in (table ?? {}) ||
    bodiesOf(original, "azurerm_route").some(([, route]) => JSON.stringify(route).includes(`${address}.`))
  );
}

export function rangeOf(value: unknown): Cidr | undefined {
  return typeof value === "string" && IPV4_RANGE.test(value) ? Cidr.of(value) : undefined;
}

/** Ranges of the networks, those that exist already among them. */
function networkRanges({ stacks, existing }: Original): readonly Cidr[] {
  return [
    ...bodiesOf(stacks, "azurerm_virtual_network").map(([, body]) => body["address_space"]),
    ...existing
      .filter(({ type, address }) => type === "azurerm_virtual_network" && !address.startsWith("peer "))
      .map(({ attribute }) => attribute("address_space")),
  ].flatMap((space) => textsOf(space).flatMap((text) => rangeOf(text) ?? []));
}

/** Whether a range is of no network, and no path begins or ends in it. */
export function isOfNoEnd(range: Cidr | undefined, original: Original): boolean {
  if (range === undefined || range.prefixLength === 0) return false;
  if (networkRanges(original).some((own) => own.overlaps(range))) return false;
  return original.paths
    .flatMap(({ from, to }) => [from, to])
    .every((end) => rangeOf(end)?.overlaps(range) !== true);
}

/** Delivered paths with an end that is in no network: on-premises. */
export function sitePaths(original: Original): readonly TracedPath[] {
  const networks = networkRanges(original);
  const isSite = (end: string): boolean => {
    const range = rangeOf(end);
    return range !== undefined && !networks.some((own) => own.overlaps(range));
  };
  return original.paths.filter(
    ({ expect, from, to }) => expect === "delivered" && (isSite(from) || isSite(to)),
  );
}

/** Whether a path is one of the spoke of a route such as `shop_from_on_premises`, or the target is of all spokes. */
export function isOfSpoke(path: string, target: string): boolean {
  const spoke = /\.([\w-]+)_from_on_premises$/.exec(target)?.[1];
  return spoke === undefined || path.startsWith(`${spoke}/`) || path.startsWith(`${spoke}:`);
}

/** The table of the nodes of pods that have a subnet of their own. */
export function hasOtherPods(target: string, stacks: readonly Stack[]): boolean {
  const associations = bodiesOf(stacks, "azurerm_subnet_route_table_association").map(([name]) => name);
  return associations.includes(`${target.slice(target.indexOf(".") + 1)}_pods`);
}

/** Whether another route of the same table has the same hop, for a range around that of the route. */
export function isRoutedTwice(route: Body, stacks: readonly Stack[]): boolean {
  const range = rangeOf(route["address_prefix"]);
  return bodiesOf(stacks, "azurerm_route").some(
    ([, other]) =>
      range !== undefined &&
      other["name"] !== route["name"] &&
      ["route_table_name", "route_table_id", "next_hop_type", "next_hop_in_ip_address"].every(
        (key) => other[key] === route[key],
      ) &&
      rangeOf(other["address_prefix"])?.contains(range) === true,
  );
}

/** Whether other rules have all host names of an application rule, for its sources. */
export function isAllowedTwice(part: string, group: Body, stacks: readonly Stack[]): boolean {
  const rule = applicationRules(group).find(({ name }) => name === part);
  const others = bodiesOf(stacks, "azurerm_firewall_policy_rule_collection_group")
    .flatMap(([, body]) => applicationRules(body))
    .filter(({ name }) => name !== part);
  const names = textsOf(rule?.["destination_fqdns"]);
  const sources = textsOf(rule?.["source_addresses"]);
  return (
    names.length > 0 &&
    names.every((name) =>
      others.some(
        (other) =>
          textsOf(other["destination_fqdns"]).some((pattern) => isPartOf(name, pattern)) &&
          sources.every((source) => textsOf(other["source_addresses"]).includes(source)),
      ),
    )
  );
}

function applicationRules(group: Body): readonly Body[] {
  return blocksOf(group["application_rule_collection"]).flatMap(({ rule }) => blocksOf(rule));
}

/** `*.a.b` is part of `*.b`. */
function isPartOf(name: string, pattern: string): boolean {
  return name === pattern || (pattern.startsWith("*.") && name.endsWith(pattern.slice(1)));
}

/** Whether one of the networks of a peering has no subnet. */
export function isOfEmptyNetwork(peering: Body, stacks: readonly Stack[]): boolean {
  const text = JSON.stringify(peering);
  const used = bodiesOf(stacks, "azurerm_subnet").map(([, body]) => JSON.stringify(body));
  return bodiesOf(stacks, "azurerm_virtual_network").some(
    ([name]) =>
      text.includes(`azurerm_virtual_network.${name}.`) &&
      !used.some((subnet) => subnet.includes(`azurerm_virtual_network.${name}.`)),
  );
}

export function bodiesOf(stacks: readonly Stack[], type: string): readonly (readonly [string, Body])[] {
  return stacks.flatMap((stack) =>
    Object.entries(objectOf(objectOf(stack.json["resource"])[type])).map(
      ([name, body]) => [name, objectOf(body)] as const,
    ),
  );
}
