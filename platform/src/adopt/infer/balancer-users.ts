/** Who calls the internal load balancers of a spoke, by the rules of their subnet's security group. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import { isWithin, type Inventory } from "../inventory.js";
import { associatedWith } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { text, texts } from "../values.js";
import { inboundRulesOf, portsIn, sourcesOf } from "./openings.js";
import { familyOf } from "./network-plugin.js";

/** The key `loadBalancers` of a spoke whose network has this id; undefined where only its own gateways call them. */
export function balancerUsersSpec(inventory: Inventory, network: string): Spec | undefined {
  const rules = inventory
    .of("azurerm_subnet")
    .filter(({ id }) => isWithin(id, network))
    // Addresses of load balancers need this; no other subnet of a platform has it.
    .filter(({ values }) => values["private_link_service_network_policies_enabled"] === false)
    .flatMap(({ id, values }) => {
      const prefixes = texts(values, "address_prefixes");
      return inboundRulesOf(inventory, associatedWith(inventory, id, "network_security_group")).filter(
        (rule) => prefixes.includes(text(rule, "destination_address_prefix") ?? ""),
      );
    })
    .filter((rule) => sourcesOf(rule).every((source) => familyOf(source) === 4) && portsIn(rule).length > 0);
  const users = [...new Set(rules.flatMap(sourcesOf))];
  if (users.length === 0) return undefined;
  const ports = [...new Set(rules.flatMap(portsIn))];
  return compact({ users, ports }, DEFAULTS.loadBalancers);
}
