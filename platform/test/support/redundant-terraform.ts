/**
 * Terraform that flips no declared and no forbidden path when it is missing, with the reason why. A reason counts only for
 * mutants that no path has noticed.
 */
import { Cidr } from "@aks-topology/constructs/internal";
import type { Stack } from "@aks-topology/terraform";
import { objectOf, textsOf, type Body } from "./json-bodies.js";
import type { Mutant } from "./terraform-mutants.js";

interface Redundancy {
  readonly reason: string;
  readonly is: (mutant: Mutant, original: readonly Stack[]) => boolean;
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
    is: ({ type }, original) =>
      type === "azurerm_virtual_network_peering" &&
      !original.some((stack) => SERVING.some((serving) => serving in objectOf(stack.json["resource"]))),
  },
  {
    reason: "Nodes go out by default outbound access instead, with other addresses.",
    is: ({ type }) => type === "azurerm_subnet_nat_gateway_association",
  },
  {
    reason: "Terraform writes no route into the table, and no pods are behind those that others write.",
    is: ({ type, body }, original) =>
      type === "azurerm_subnet_route_table_association" &&
      !hasRoutes(String(body["route_table_id"]), original),
  },
  {
    reason: "AKS links the zone to the network of the nodes; the link is for clients elsewhere.",
    is: ({ type, target }) =>
      type === "azurerm_private_dns_zone_virtual_network_link" && target.includes("_zone_privatelink-"),
  },
];

const IPV4_RANGE = /^[\d.]+\/\d+$/;

const SERVING = ["azurerm_firewall", "azurerm_virtual_network_gateway"];

/** Why no path notices a mutant; undefined where nothing explains it. */
export function redundancyOf(mutant: Mutant, original: readonly Stack[]): string | undefined {
  return REDUNDANT.find(({ is }) => is(mutant, original))?.reason;
}

function isForAnotherSubnet(rule: Body, original: readonly Stack[]): boolean {
  const group = /azurerm_network_security_group\.[\w-]+/.exec(
    `${String(rule["network_security_group_name"])} ${String(rule["network_security_group_id"])}`,
  )?.[0];
  const own = new Set(
    bodiesOf(original, "azurerm_subnet_network_security_group_association")
      .filter(
        ([, body]) => group !== undefined && String(body["network_security_group_id"]).includes(`${group}.`),
      )
      .map(([, body]) => /azurerm_subnet\.([\w-]+)/.exec(String(body["subnet_id"]))?.[1]),
  );
  const subnets = bodiesOf(original, "azurerm_subnet").map(([name, body]) => ({
    isOwn: own.has(name),
    prefixes: textsOf(body["address_prefixes"]).map((text) => Cidr.of(text)),
  }));
  const destinations = [
    ...textsOf(rule["destination_address_prefix"]),
    ...textsOf(rule["destination_address_prefixes"]),
  ];
  return (
    own.size > 0 &&
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

function bodiesOf(stacks: readonly Stack[], type: string): readonly (readonly [string, Body])[] {
  return stacks.flatMap((stack) =>
    Object.entries(objectOf(objectOf(stack.json["resource"])[type])).map(
      ([name, body]) => [name, objectOf(body)] as const,
    ),
  );
}
