/** The address of the hub's firewall, and the policy of one that exists already. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { FoundResource, Inventory } from "../inventory.js";
import type { FoundHub } from "../relations.js";
import { blocks, number, text } from "../values.js";

/** Private address of a firewall that was found. */
export function privateAddressOf(firewall: FoundResource | undefined): string | undefined {
  const values = firewall?.values ?? {};
  return [...blocks(values, "ip_configuration"), ...blocks(values, "virtual_hub")]
    .map((configuration) => text(configuration, "private_ip_address"))
    .find((address) => address !== undefined);
}

/** A policy that the file only names. */
interface NamedPolicy {
  readonly id: string;
  /** First priority of the rule groups that are added; undefined for the default one. */
  readonly priority?: number;
}

/** A policy of others to which rule groups were added, with the priority of the first of them. */
export function namedPolicyOf(inventory: Inventory): NamedPolicy | undefined {
  const groups = inventory
    .of("azurerm_firewall_policy_rule_collection_group")
    .map(({ values }) => ({ id: text(values, "firewall_policy_id"), priority: number(values, "priority") }))
    .filter(({ id }) => inventory.byId("azurerm_firewall_policy", id)?.mode !== "managed");
  const [first] = groups;
  if (first?.id === undefined) return undefined;
  const priority = Math.min(...groups.flatMap((group) => group.priority ?? []));
  return priority === DEFAULTS.existingHub.basePriority ? { id: first.id } : { id: first.id, priority };
}

/** The address to which the tables of a hub's spokes send 0.0.0.0/0, where a policy of others filters that. */
export function firewallHopOf(inventory: Inventory, { network }: FoundHub): string | undefined {
  if (network !== undefined || namedPolicyOf(inventory) === undefined) return undefined;
  const hops = inventory
    .of("azurerm_route")
    .filter(({ values }) => text(values, "address_prefix") === "0.0.0.0/0")
    .flatMap(({ values }) => text(values, "next_hop_in_ip_address") ?? []);
  const [only, ...others] = new Set(hops);
  return others.length === 0 ? only : undefined;
}
