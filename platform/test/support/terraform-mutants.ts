/** Copies of synthesized stacks with one fault each in what decides where packets go. */
import type { Stack } from "@aks-topology/terraform";
import { blocksOf, objectOf, type Body } from "./json-bodies.js";

export interface Mutant {
  /** The Terraform address, the rule in it if any, and what is wrong: `azurerm_route.shop removed`. */
  readonly name: string;
  /** The address, and the rule in it if any. */
  readonly target: string;
  /** The rule or route in the resource, if any. */
  readonly part: string | undefined;
  readonly type: string;
  /** The resource as it was. */
  readonly body: Body;
  readonly stacks: readonly Stack[];
}

/** A body with a fault; undefined where the resource is missing. */
interface Fault {
  readonly fault: string;
  readonly body: Body | undefined;
  /** Rule in the body. */
  readonly part?: string | undefined;
}

const MISSING: Fault = { fault: "removed", body: undefined };

/** An address that nothing has, and a port that nothing uses. */
const ELSEWHERE = "10.255.255.254";
const OTHER_PORT = "1";

/** The faults of each type. */
const FAULTS: Readonly<Record<string, (body: Body, among: readonly Body[]) => readonly Fault[]>> = {
  azurerm_route: (body) => [MISSING, { fault: "to another hop", body: toElsewhere(body) }],
  azurerm_route_table: inlineRoutes,
  azurerm_network_security_rule: securityRule,
  azurerm_virtual_network_peering: (body) => [MISSING, ...forwardedDropped(body)],
  azurerm_firewall_policy_rule_collection_group: firewallRules,
  azurerm_subnet_route_table_association: () => [MISSING],
  azurerm_subnet_network_security_group_association: () => [MISSING],
  azurerm_subnet_nat_gateway_association: () => [MISSING],
  azurerm_private_dns_zone_virtual_network_link: () => [MISSING],
  azurerm_private_dns_resolver_virtual_network_link: () => [MISSING],
  azurerm_private_dns_resolver_forwarding_rule: () => [MISSING],
  azurerm_nat_gateway_public_ip_association: () => [MISSING],
  azurerm_nat_gateway_public_ip_prefix_association: () => [MISSING],
  azurerm_application_load_balancer_subnet_association: () => [MISSING],
  azurerm_virtual_hub_connection: () => [MISSING],
  azurerm_virtual_hub_routing_intent: () => [MISSING],
};

/** All mutants of the stacks, one fault each. */
export function* mutantsOf(stacks: readonly Stack[]): Generator<Mutant> {
  for (const [index, stack] of stacks.entries()) {
    const resources = objectOf(stack.json["resource"]);
    for (const [type, faultsOf] of Object.entries(FAULTS)) {
      const named = objectOf(resources[type]);
      const among = Object.values(named).map(objectOf);
      for (const [name, value] of Object.entries(named)) {
        for (const { fault, body, part } of faultsOf(objectOf(value), among)) {
          const target = part === undefined ? `${type}.${name}` : `${type}.${name} ${part}`;
          const mutated = { ...resources, [type]: replaced(named, name, body) };
          yield {
            name: `${target} ${fault}`,
            target,
            part,
            type,
            body: objectOf(value),
            stacks: stacks.with(index, { ...stack, json: { ...stack.json, resource: mutated } }),
          };
        }
      }
    }
  }
}

function replaced(named: Body, name: string, body: Body | undefined): Body {
  const others = Object.fromEntries(Object.entries(named).filter(([key]) => key !== name));
  return body === undefined ? others : { ...others, [name]: body };
}

function toElsewhere(route: Body): Body {
  return route["next_hop_type"] === "VirtualAppliance"
    ? { ...route, next_hop_in_ip_address: ELSEWHERE }
    : { ...route, next_hop_type: "None" };
}

function inlineRoutes(table: Body): readonly Fault[] {
  return blocksOf(table["route"]).flatMap((route, index, routes): readonly Fault[] => {
    const part = String(route["name"]);
    return [
      { part, fault: "removed", body: { ...table, route: routes.toSpliced(index, 1) } },
      { part, fault: "to another hop", body: { ...table, route: routes.with(index, toElsewhere(route)) } },
    ];
  });
}

/** A rule for everything has no other port, and a rule that is last already comes first instead. */
function securityRule(rule: Body, among: readonly Body[]): readonly Fault[] {
  const allows = rule["access"] === "Allow";
  const isForAllPorts = rule["destination_port_range"] === "*";
  const withoutPorts = Object.fromEntries(
    Object.entries(rule).filter(([key]) => key !== "destination_port_ranges"),
  );
  const denies = among.some((other) => other["access"] === "Deny" && isBeside(rule, other));
  return [
    MISSING,
    { fault: allows ? "denies" : "allows", body: { ...rule, access: allows ? "Deny" : "Allow" } },
    ...(isForAllPorts
      ? []
      : [{ fault: "for another port", body: { ...withoutPorts, destination_port_range: OTHER_PORT } }]),
    ...(denies || !allows
      ? [{ fault: allows ? "last" : "first", body: { ...rule, priority: allows ? 4097 : 99 } }]
      : []),
  ];
}

/** Whether two rules are looked at for the same packets. */
function isBeside(one: Body, other: Body): boolean {
  return ["network_security_group_name", "network_security_group_id", "direction"].every(
    (key) => one[key] === other[key],
  );
}

function forwardedDropped(half: Body): readonly Fault[] {
  return half["allow_forwarded_traffic"] === true
    ? [{ fault: "without forwarded traffic", body: { ...half, allow_forwarded_traffic: false } }]
    : [];
}

function firewallRules(group: Body): readonly Fault[] {
  return ["nat", "network", "application"]
    .map((type) => `${type}_rule_collection`)
    .flatMap((key) =>
      blocksOf(group[key]).flatMap((collection, index, collections) =>
        blocksOf(collection["rule"]).flatMap((rule, at, rules): readonly Fault[] => {
          const withRules = (changed: readonly Body[]): Body => ({
            ...group,
            [key]:
              changed.length === 0
                ? collections.toSpliced(index, 1)
                : collections.with(index, { ...collection, rule: changed }),
          });
          const part = String(rule["name"]);
          return [
            { part, fault: "removed", body: withRules(rules.toSpliced(at, 1)) },
            { part, fault: "for another port", body: withRules(rules.with(at, onOtherPort(rule))) },
            { part, fault: "from elsewhere", body: withRules(rules.with(at, fromElsewhere(rule))) },
          ];
        }),
      ),
    );
}

function onOtherPort(rule: Body): Body {
  return "destination_ports" in rule
    ? { ...rule, destination_ports: [OTHER_PORT] }
    : {
        ...rule,
        protocols: blocksOf(rule["protocols"]).map((item) => ({ ...item, port: Number(OTHER_PORT) })),
      };
}

function fromElsewhere(rule: Body): Body {
  return { ...rule, source_addresses: [`${ELSEWHERE}/32`], source_ip_groups: [] };
}
