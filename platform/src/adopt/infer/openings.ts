/** Who reaches an Application Gateway, by the rules of its subnet's security group. */
import { Cidr } from "@aks-topology/constructs/internal";
import { isWithin, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, gatewaySubnetOf, type FoundHub } from "../relations.js";
import { blocks, text, texts, type Values } from "../values.js";
import { familyOf } from "./network-plugin.js";

/** Rules of the gateway's security group that admit callers to its subnet, from the Internet or from ranges. */
export function openingsOf(inventory: Inventory, gateway: FoundResource): readonly Values[] {
  const id = associatedWith(inventory, gatewaySubnetOf(gateway), "network_security_group");
  return inboundRulesOf(inventory, id).filter(
    (rule) =>
      portsIn(rule).length > 0 &&
      sourcesOf(rule).every((source) => source === "Internet" || familyOf(source) !== undefined),
  );
}

/** Rules of a security group that admit something inbound. */
export function inboundRulesOf(inventory: Inventory, id: string | undefined): readonly Values[] {
  const group = inventory.byId("azurerm_network_security_group", id);
  if (group === undefined) return [];
  const rules = [
    ...blocks(group.values, "security_rule"),
    ...inventory
      .of("azurerm_network_security_rule")
      .filter((rule) => isWithin(rule.id, group.id))
      .map(({ values }) => values),
  ];
  return rules.filter((rule) => text(rule, "direction") === "Inbound" && text(rule, "access") === "Allow");
}

export function sourcesOf(rule: Values): readonly string[] {
  const one = text(rule, "source_address_prefix");
  return one === undefined ? texts(rule, "source_address_prefixes") : [one];
}

/** Single ports of a rule; none where it admits a range of ports. */
export function portsIn(rule: Values): readonly number[] {
  const one = text(rule, "destination_port_range");
  const ports = (one === undefined ? texts(rule, "destination_port_ranges") : [one]).map(Number);
  return ports.every(Number.isInteger) ? [...ports].sort((a, b) => a - b) : [];
}

/** IPv4 ranges from which a gateway's private address is reached. */
export function privateUsersOf(inventory: Inventory, gateway: FoundResource): readonly string[] {
  return openingsOf(inventory, gateway)
    .flatMap(sourcesOf)
    .filter((source) => familyOf(source) === 4);
}

/** Ranges behind the hub's gateway: those of users that are in no network of Azure. */
export function onPremisesOf(inventory: Inventory, { networkGateway }: FoundHub): readonly string[] {
  return networkGateway === undefined ? [] : rangesOfUsers(inventory);
}

/** Ranges of users that are in no network of Azure. */
export function rangesOfUsers(inventory: Inventory): readonly string[] {
  const spaces = inventory
    .of("azurerm_virtual_network")
    .flatMap(({ values }) => texts(values, "address_space"))
    .filter((space) => familyOf(space) === 4)
    .map((space) => Cidr.of(space));
  const users = inventory
    .of("azurerm_application_gateway")
    .flatMap((gateway) => privateUsersOf(inventory, gateway))
    .filter((range) => !spaces.some((space) => space.overlaps(Cidr.of(range))));
  return [...new Set(users)];
}
