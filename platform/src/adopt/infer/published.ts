/** Services that a firewall publishes. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { blocks, text, texts, type Values } from "../values.js";

/** Rules of a policy that translate its addresses to others. */
export function natRulesOf(inventory: Inventory, policy: string | undefined): readonly Values[] {
  if (policy === undefined) return [];
  return inventory
    .referringTo("azurerm_firewall_policy_rule_collection_group", "firewall_policy_id", policy)
    .flatMap(({ values }) => blocks(values, "nat_rule_collection"))
    .flatMap((collection) => blocks(collection, "rule"));
}

/** Services that the policy publishes at addresses of the firewall, by the names of their rules. */
export function publishSpec(rules: readonly Values[], addresses: readonly unknown[]): Spec | undefined {
  const services = rules.flatMap((rule) => {
    const index = addresses.indexOf(text(rule, "destination_address"));
    return index === -1 ? [] : [[text(rule, "name") ?? "", serviceSpec(rule, index + 1)] as const];
  });
  return services.length === 0 ? undefined : Object.fromEntries(services);
}

/** @param publicIp number of the firewall's address, from 1 */
function serviceSpec(rule: Values, publicIp: number): Spec {
  const port = Number(texts(rule, "destination_ports")[0]);
  const [toPort, from] = [Number(rule["translated_port"]), texts(rule, "source_addresses")];
  const [protocol] = texts(rule, "protocols");
  return compact(
    {
      port,
      to: text(rule, "translated_address"),
      toPort: toPort === port ? undefined : toPort,
      protocol,
      publicIp,
      from: from.includes("*") ? undefined : from,
    },
    DEFAULTS.publishedService,
  );
}
