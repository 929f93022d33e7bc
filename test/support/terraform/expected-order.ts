/**
 * The orders that a platform must keep, read off the synthesized JSON: which elements a cluster must find in place
 * when it is made. Looked up by reference where there is one.
 */
import { referencedAddress, referencesIn } from "@aks-topology/terraform";
import { happenedBefore, type AddressedEvent } from "./cycle.js";

type Json = Readonly<Record<string, unknown>>;

/** `first` must be complete before `second` begins; on destroy the other way round. */
export interface Order {
  readonly why: string;
  readonly first: string;
  readonly second: string;
}

/** What an apply and a destroy did against the orders, as sentences. */
export function brokenOrders(events: readonly AddressedEvent[], orders: readonly Order[]): readonly string[] {
  return orders.flatMap(({ why, first, second }) => [
    ...(happenedBefore(events, "create", first, second)
      ? []
      : [`${second} was begun before ${first} was there, so it is not sure that ${why}.`]),
    ...(happenedBefore(events, "delete", second, first)
      ? []
      : [`${first} went while ${second} still stood, so it is not sure that ${why}.`]),
  ]);
}

interface Element {
  readonly address: string;
  readonly type: string;
  readonly body: Json;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function elements(stack: Json): readonly Element[] {
  const types = isJson(stack.resource) ? stack.resource : {};
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(isJson(named) ? named : {}).flatMap(([name, body]) =>
      isJson(body) ? [{ address: `${type}.${name}`, type, body }] : [],
    ),
  );
}

/** The addresses of all resources that a value refers to. */
function targets(value: unknown): readonly string[] {
  return referencesIn(value).flatMap((reference) => referencedAddress(reference) ?? []);
}

/**
 * The resources that each resource waits for, by address: those that it refers to or names in `depends_on`, and what these
 * wait for. Data sources, which differ between majors, are left out.
 */
export function dependencies(stack: Json): Readonly<Record<string, readonly string[]>> {
  const direct = new Map(
    elements(stack).map(({ address, body }) => {
      const named: readonly unknown[] = Array.isArray(body.depends_on) ? body.depends_on : [];
      const all = [...targets(body), ...named.map(String)];
      return [address, all.filter((target) => !target.startsWith("data."))] as const;
    }),
  );
  const follow = (address: string, found: Set<string>): Set<string> => {
    for (const next of direct.get(address) ?? []) {
      if (found.has(next)) continue;
      follow(next, found.add(next));
    }
    return found;
  };
  return Object.fromEntries(
    [...direct.keys()].map((address) => [address, [...follow(address, new Set())].sort()]),
  );
}

export function expectedOrders(stack: Json): readonly Order[] {
  const all = elements(stack);
  const of = (type: string): readonly Element[] => all.filter((element) => element.type === type);
  const pools = of("azurerm_kubernetes_cluster_node_pool");
  const tablesOf = (subnets: readonly string[]): readonly Element[] =>
    of("azurerm_subnet_route_table_association").filter(({ body }) =>
      targets(body.subnet_id).some((subnet) => subnets.includes(subnet)),
    );
  return of("azurerm_kubernetes_cluster").flatMap(({ address: second, body }) => {
    const needs = (why: string, found: readonly Element[]): readonly Order[] =>
      found.map(({ address: first }) => ({ why, first, second }));
    const associations = tablesOf(targets(body.default_node_pool));
    const tables = associations.flatMap((association) => targets(association.body.route_table_id));
    const identity = targets(body.identity);
    const gateway = of("azurerm_application_gateway").filter(({ address }) =>
      targets(body.ingress_application_gateway).includes(address),
    );
    return [
      ...needs("the nodes' subnet has its table", associations),
      ...needs(
        "the table has its default route",
        of("azurerm_route").filter((route) =>
          targets(route.body.route_table_name).some((table) => tables.includes(table)),
        ),
      ),
      ...needs(
        "the cluster's identity has its roles",
        of("azurerm_role_assignment").filter((role) =>
          targets(role.body.principal_id).some((principal) => identity.includes(principal)),
        ),
      ),
      ...needs("the firewall allows egress of the nodes", ruleGroupsOf(second, all)),
      ...needs(
        "the gateway's subnet has a table before AGIC would give it one",
        gateway.flatMap((found) => tablesOf(targets(found.body.gateway_ip_configuration))),
      ),
      ...pools
        .filter((pool) => targets(pool.body.kubernetes_cluster_id).includes(second))
        .flatMap((pool) =>
          tablesOf(targets(pool.body.vnet_subnet_id)).map(({ address: first }) => ({
            why: "the pool's subnet has its table",
            first,
            second: pool.address,
          })),
        ),
    ];
  });
}

/** A cluster's rules are in the group of its name; a rule contains address ranges, so no reference identifies its cluster. */
function ruleGroupsOf(cluster: string, all: readonly Element[]): readonly Element[] {
  const name = cluster.replace(/^.*\./, "");
  return all.filter(({ address }) => address === `azurerm_firewall_policy_rule_collection_group.${name}`);
}
