import type { Address } from "../address.js";
import type { AddressSet, PortRange, SecurityGroup, SecurityRule } from "../model/model.js";
import { addressSet, portRange, type KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, Register, type Things } from "./index-of-things.js";
import { describe, keyOf } from "./thing.js";

/** By the key of an application security group, the addresses of its members. */
type Members = ReadonlyMap<string, readonly Address[]>;

export function readSecurityGroups(
  things: Things,
  known: KnownAddresses,
  members: Members,
): Register<SecurityGroup> {
  const groups = new Register<SecurityGroup>();
  for (const thing of things.of("azurerm_network_security_group")) {
    const group: SecurityGroup = { ...named(thing), rules: [], isOpaque: false };
    for (const rule of Block.of(thing).blocks("security_rule")) {
      const name = rule.text("name") ?? "rule";
      const address = `${thing.address}.security_rule["${name}"]`;
      group.rules.push(ruleOf(rule, { key: address, address, name }, known, members));
    }
    groups.add(thing, group);
  }
  for (const thing of things.of("azurerm_network_security_rule")) {
    const block = Block.of(thing);
    const group =
      groups.get(block.key("network_security_group_id")) ??
      groups.named(block.value("resource_group_name"), block.value("network_security_group_name"));
    group?.rules.push(ruleOf(block, named(thing), known, members));
  }
  for (const group of groups.all()) group.rules.sort((a, b) => a.priority - b.priority);
  return groups;
}

function ruleOf(
  block: Block,
  name: { key: string; address: string; name: string },
  known: KnownAddresses,
  members: Members,
): SecurityRule {
  const addresses = (side: "source" | "destination"): readonly AddressSet[] => [
    ...[...block.list(`${side}_address_prefix`), ...block.list(`${side}_address_prefixes`)].map((value) =>
      addressSet(value, known),
    ),
    ...block.list(`${side}_application_security_group_ids`).flatMap((id) => membersOf(id, members)),
  ];
  const ports = (side: "source" | "destination"): readonly PortRange[] =>
    [...block.list(`${side}_port_range`), ...block.list(`${side}_port_ranges`)].map(portRange);
  return {
    ...name,
    direction: block.text("direction")?.toLowerCase() === "outbound" ? "outbound" : "inbound",
    priority: block.number("priority") ?? 0,
    allows: block.text("access")?.toLowerCase() === "allow",
    protocol: (block.text("protocol") ?? "*").toUpperCase(),
    sources: addresses("source"),
    destinations: addresses("destination"),
    ports: ports("destination"),
    sourcePorts: ports("source"),
  };
}

/** A group of which nothing describes a member may have members that Terraform does not manage, such as nodes of AKS. */
function membersOf(id: unknown, members: Members): readonly AddressSet[] {
  const own = members.get(keyOf(id) ?? "") ?? [];
  return own.length > 0
    ? own.map((address) => ({ kind: "address", address }))
    : [{ kind: "unknown", label: `the members of ${describe(id)}` }];
}
