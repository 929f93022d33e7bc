/** Who reaches an Application Gateway, by the rules of its subnet's security group. */
import { Cidr, NOT_ON_THE_INTERNET } from "@aks-topology/constructs/internal";
import { isWithin, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, gatewaySubnetOf, type FoundHub } from "../relations.js";
import { blocks, text, texts, type Values } from "../values.js";
import { sitesOf } from "./network-gateway.js";
import { rangesOfVirtualHubSites } from "./virtual-hub-gateway.js";
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

/** Ranges behind the hub's gateway: those of its sites and of what is called there, and of users that are in no network of Azure. */
export function onPremisesOf(inventory: Inventory, { networkGateway }: FoundHub): readonly string[] {
  if (networkGateway === undefined) return [];
  const sites = [
    ...sitesOf(inventory, networkGateway).flatMap(({ values }) => texts(values, "address_space")),
    ...rangesOfVirtualHubSites(inventory, networkGateway),
  ];
  const others = [...(sites.length === 0 ? [] : privateDestinations(inventory)), ...rangesOfUsers(inventory)];
  return [...sites, ...others].reduce<readonly string[]>(
    (ranges, range) =>
      ranges.some((other) => Cidr.of(other).contains(Cidr.of(range))) ? ranges : [...ranges, range],
    [],
  );
}

/** Private ranges that the firewall's rules allow and that are in no network of Azure. */
function privateDestinations(inventory: Inventory): readonly string[] {
  const destinations = inventory
    .of("azurerm_firewall_policy_rule_collection_group")
    .flatMap(({ values }) => blocks(values, "network_rule_collection"))
    .flatMap((collection) => blocks(collection, "rule"))
    .flatMap((rule) => [
      ...texts(rule, "destination_addresses"),
      ...texts(rule, "destination_ip_groups").flatMap((id) =>
        texts(inventory.byId("azurerm_ip_group", id)?.values ?? {}, "cidrs"),
      ),
    ])
    .filter((range) => /^[\d.]+\/\d+$/.test(range))
    .filter((range) => NOT_ON_THE_INTERNET.some((own) => own.contains(Cidr.of(range))));
  return outsideOfNetworks(inventory, destinations);
}

/** Ranges of users that are in no network of Azure. */
export function rangesOfUsers(inventory: Inventory): readonly string[] {
  const users = inventory
    .of("azurerm_application_gateway")
    .flatMap((gateway) => privateUsersOf(inventory, gateway));
  return outsideOfNetworks(inventory, users);
}

function outsideOfNetworks(inventory: Inventory, ranges: readonly string[]): readonly string[] {
  const spaces = inventory
    .of("azurerm_virtual_network")
    .flatMap(({ values }) => texts(values, "address_space"))
    .filter((space) => familyOf(space) === 4)
    .map((space) => Cidr.of(space));
  return [...new Set(ranges)].filter((range) => !spaces.some((space) => space.overlaps(Cidr.of(range))));
}
