import { Cidr } from "@aks-topology/constructs/internal";
import type { FoundResource, Inventory } from "../inventory.js";
import { associatedWith } from "../relations.js";
import { text, texts, type Values } from "../values.js";
import { familyOf } from "./network-plugin.js";
import { inboundRulesOf, sourcesOf } from "./openings.js";
import { poolsOf } from "./pools.js";

/**
 * Ranges outside of a cluster from which its security groups admit every protocol and port; undefined without any. What such rules
 * admit to is the cluster's own: nodes and pods reach each other by the same kind of rule.
 */
export function podCallersOf(inventory: Inventory, cluster: FoundResource): readonly string[] | undefined {
  const rules = poolsOf(inventory, cluster)
    .map((pool) => associatedWith(inventory, text(pool, "vnet_subnet_id"), "network_security_group"))
    .flatMap((group) => inboundRulesOf(inventory, group))
    .filter(admitsEverything);
  const own = rules
    .flatMap(destinationsOf)
    .filter(isIpv4)
    .map((range) => Cidr.of(range));
  const callers = rules
    .map(sourcesOf)
    .filter((sources) => sources.every(isIpv4))
    .flat()
    .filter((source) => !own.some((range) => range.overlaps(Cidr.of(source))));
  return callers.length === 0 ? undefined : [...new Set(callers)];
}

function admitsEverything(rule: Values): boolean {
  return text(rule, "protocol") === "*" && text(rule, "destination_port_range") === "*";
}

function destinationsOf(rule: Values): readonly string[] {
  const one = text(rule, "destination_address_prefix");
  return one === undefined ? texts(rule, "destination_address_prefixes") : [one];
}

function isIpv4(range: string): boolean {
  return familyOf(range) === 4;
}
