/** Services that a firewall publishes. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { blocks, text, texts, type Values } from "../values.js";
import { ipGroupNames, type OwnIpGroups } from "./ip-groups.js";

/** Rules of a policy that translate its addresses to others. */
export function natRulesOf(inventory: Inventory, policy: string | undefined): readonly Values[] {
  if (policy === undefined) return [];
  return inventory
    .referringTo("azurerm_firewall_policy_rule_collection_group", "firewall_policy_id", policy)
    .flatMap(({ values }) => blocks(values, "nat_rule_collection"))
    .flatMap((collection) => blocks(collection, "rule"));
}

/** Services that the policy publishes at addresses of the firewall, by the names of their rules. */
export function publishSpec(
  rules: readonly Values[],
  addresses: readonly unknown[],
  ipGroups: OwnIpGroups,
): Spec | undefined {
  const services = rules.flatMap((rule) => {
    const index = addresses.indexOf(text(rule, "destination_address"));
    return index === -1 ? [] : [[text(rule, "name") ?? "", serviceSpec(rule, index + 1, ipGroups)] as const];
  });
  return services.length === 0 ? undefined : Object.fromEntries(services);
}

/** @param publicIp number of the firewall's address, from 1 */
function serviceSpec(rule: Values, publicIp: number, ipGroups: OwnIpGroups): Spec {
  const port = Number(texts(rule, "destination_ports")[0]);
  const toPort = Number(rule["translated_port"]);
  const [protocol] = texts(rule, "protocols");
  return compact(
    {
      port,
      to: text(rule, "translated_address"),
      toPort: toPort === port ? undefined : toPort,
      protocol,
      publicIp,
      from: callersSpec(rule, ipGroups),
    },
    DEFAULTS.publishedService,
  );
}

/** Ranges or IP groups that a service is published to; undefined for any source. */
function callersSpec(rule: Values, ipGroups: OwnIpGroups): unknown {
  const groups = texts(rule, "source_ip_groups");
  if (groups.length > 0) return { ipGroups: ipGroupNames(groups, ipGroups) };
  const from = texts(rule, "source_addresses");
  return from.includes("*") ? undefined : from;
}
