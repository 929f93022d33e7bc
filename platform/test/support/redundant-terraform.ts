/**
 * Terraform that flips no declared and no forbidden path when it is missing, with the reason why. A reason counts only for
 * mutants that no path has noticed.
 */
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

interface Redundancy {
  readonly reason: string;
  readonly is: (mutant: Mutant, original: Original) => boolean;
}

const REDUNDANT: readonly Redundancy[] = [
  {
    reason: "Nodes put their own address in the place of a pod's, unless a cluster is set to keep it.",
    is: ({ type, name }) => type === "azurerm_network_security_rule" && /_pods-to-nodes(-v6)? /.test(name),
  },
  {
    reason: "A load balancer has no network interface, so that the group of its subnet judges nothing.",
    is: ({ type, target }) =>
      type.includes("security") &&
      /\.\w+_load_balancers(_[\w-]+)?$/.test(target) &&
      !target.includes("gateway_"),
  },
  {
    reason: "Callers of private endpoints in the hub are on subnets of other teams, which are not described.",
    is: ({ type, name }) =>
      type === "azurerm_network_security_rule" && /_private_endpoints_from-hub /.test(name),
  },
  {
    reason: "The rule is about addresses of another subnet than those that have the group.",
    is: (mutant, original) =>
      mutant.type === "azurerm_network_security_rule" && isForAnotherSubnet(mutant.body, original),
  },
  {
    reason: "A spoke sends its own packets only: its hub gets none that it forwards for others.",
    is: ({ type, name }) =>
      type === "azurerm_virtual_network_peering" && name.endsWith("_from_hub without forwarded traffic"),
  },
  {
    reason: "The hub has neither firewall nor gateway: nothing in it serves the spoke.",
    is: ({ type }, { stacks }) =>
      type === "azurerm_virtual_network_peering" &&
      !stacks.some((stack) => SERVING.some((serving) => serving in objectOf(stack.json["resource"]))),
  },
  {
    reason: "Nodes go out by default outbound access instead, with other addresses.",
    is: ({ type }) => type === "azurerm_subnet_nat_gateway_association",
  },
  {
    reason: "Terraform writes no route into the table, and no pods are behind those that others write.",
    is: ({ type, body }, { stacks }) =>
      type === "azurerm_subnet_route_table_association" && !hasRoutes(String(body["route_table_id"]), stacks),
  },
  {
    reason: "Another rule of the firewall allows the same clients the same host names.",
    is: ({ part, body }, { stacks }) => part !== undefined && isAllowedTwice(part, body, stacks),
  },
  {
    reason: "Another route of the table leads the same packets to the same hop.",
    is: ({ type, name, body }, { stacks }) =>
      type === "azurerm_route" && name.endsWith(" removed") && isRoutedTwice(body, stacks),
  },
  {
    reason: "The route is the one that Azure has by itself.",
    is: ({ type, name, body }) =>
      type === "azurerm_route" &&
      name.endsWith(" removed") &&
      body["next_hop_type"] === "Internet" &&
      body["address_prefix"] === "0.0.0.0/0",
  },
  {
    reason:
      "How networks that are peered with the hub route is not described, so that no path begins in them.",
    is: ({ type, body }, original) =>
      type === "azurerm_route" && isOfNoEnd(rangeOf(body["address_prefix"]), original),
  },
  {
    reason: "The spoke opens nothing to what is behind the hub's gateway, and uses nothing there.",
    is: ({ target }, original) =>
      /_from_on_premises$|_GatewaySubnet$/.test(target) &&
      !sitePaths(original).some(({ name }) => isOfSpoke(name, target)),
  },
  {
    reason: "The table's routes are for the answers of pods, whose subnet is another one.",
    is: ({ type, target }, { stacks }) =>
      type === "azurerm_subnet_route_table_association" && hasOtherPods(target, stacks),
  },
  {
    reason: "Nothing is in the spoke.",
    is: ({ type, body }, { stacks }) =>
      type === "azurerm_virtual_network_peering" && isOfEmptyNetwork(body, stacks),
  },
  {
    reason: "Clients of the private frontend are on-premises, with resolvers that are not described.",
    is: ({ type, target }) =>
      type === "azurerm_private_dns_zone_virtual_network_link" && target.includes("_private_dns_"),
  },
  {
    reason: "What is in an IP group that exists already is not known, so that no path goes to it.",
    is: (mutant) => mutant.type === "azurerm_firewall_policy_rule_collection_group" && isForIpGroups(mutant),
  },
  {
    reason: "AKS links the zone to the network of the nodes; the link is for clients elsewhere.",
    is: ({ type, target }) =>
      type === "azurerm_private_dns_zone_virtual_network_link" && target.includes("_zone_privatelink-"),
  },
];

const IPV4_RANGE = /^[\d.]+\/\d+$/;

const SERVING = ["azurerm_firewall", "azurerm_virtual_network_gateway"];

/** Whether a rule of a group has IP groups as its destinations. */
function isForIpGroups({ part, body }: Mutant): boolean {
  return blocksOf(body["network_rule_collection"])
    .flatMap((collection) => blocksOf(collection["rule"]))
    .some(({ name, destination_ip_groups: groups }) => name === part && groups !== undefined);
}

/** Why no path notices a mutant; undefined where nothing explains it. */
export function redundancyOf(mutant: Mutant, original: Original): string | undefined {
  return REDUNDANT.find(({ is }) => is(mutant, original))?.reason;
}

function isForAnotherSubnet(rule: Body, { stacks, existing }: Original): boolean {
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

function hasRoutes(tableId: string, original: readonly Stack[]): boolean {
  const [address = "", name = ""] = /azurerm_route_table\.([\w-]+)/.exec(tableId) ?? [];
  const table = bodiesOf(original, "azurerm_route_table").find(([own]) => own === name)?.[1];
  return (
    "route" in (table ?? {}) ||
    bodiesOf(original, "azurerm_route").some(([, route]) => JSON.stringify(route).includes(`${address}.`))
  );
}

function rangeOf(value: unknown): Cidr | undefined {
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
function isOfNoEnd(range: Cidr | undefined, original: Original): boolean {
  if (range === undefined || range.prefixLength === 0) return false;
  if (networkRanges(original).some((own) => own.overlaps(range))) return false;
  return original.paths
    .flatMap(({ from, to }) => [from, to])
    .every((end) => rangeOf(end)?.overlaps(range) !== true);
}

/** Delivered paths with an end that is in no network: on-premises. */
function sitePaths(original: Original): readonly TracedPath[] {
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
function isOfSpoke(path: string, target: string): boolean {
  const spoke = /\.([\w-]+)_from_on_premises$/.exec(target)?.[1];
  return spoke === undefined || path.startsWith(`${spoke}/`) || path.startsWith(`${spoke}:`);
}

/** The table of the nodes of pods that have a subnet of their own. */
function hasOtherPods(target: string, stacks: readonly Stack[]): boolean {
  const associations = bodiesOf(stacks, "azurerm_subnet_route_table_association").map(([name]) => name);
  return associations.includes(`${target.slice(target.indexOf(".") + 1)}_pods`);
}

/** Whether another route of the same table has the same hop, for a range around that of the route. */
function isRoutedTwice(route: Body, stacks: readonly Stack[]): boolean {
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
function isAllowedTwice(part: string, group: Body, stacks: readonly Stack[]): boolean {
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
function isOfEmptyNetwork(peering: Body, stacks: readonly Stack[]): boolean {
  const text = JSON.stringify(peering);
  const used = bodiesOf(stacks, "azurerm_subnet").map(([, body]) => JSON.stringify(body));
  return bodiesOf(stacks, "azurerm_virtual_network").some(
    ([name]) =>
      text.includes(`azurerm_virtual_network.${name}.`) &&
      !used.some((subnet) => subnet.includes(`azurerm_virtual_network.${name}.`)),
  );
}

function bodiesOf(stacks: readonly Stack[], type: string): readonly (readonly [string, Body])[] {
  return stacks.flatMap((stack) =>
    Object.entries(objectOf(objectOf(stack.json["resource"])[type])).map(
      ([name, body]) => [name, objectOf(body)] as const,
    ),
  );
}
