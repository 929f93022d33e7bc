import { addressIn } from "../address.js";
import { Cidr } from "../cidr.js";
import type { PrivateEndpoint, PrivateZone } from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, Register, type Things } from "./index-of-things.js";
import { lastOf, type Networks } from "./networks.js";
import { keyOf } from "./thing.js";

/** Private zones, their links and their records. Zones that exist elsewhere are known by their links. */
export function readZones(things: Things, known: KnownAddresses): readonly PrivateZone[] {
  const zones = new Register<PrivateZone>();
  for (const thing of things.of("azurerm_private_dns_zone"))
    zones.add(thing, { ...named(thing), links: new Map(), records: new Map(), aliases: new Map() });
  for (const thing of things.of("azurerm_private_dns_zone_virtual_network_link")) {
    const block = Block.of(thing);
    const key = block.key("private_dns_zone_id");
    const zone =
      zones.get(key) ??
      zones.named(block.value("resource_group_name"), block.value("private_dns_zone_name")) ??
      foreignZone(key ?? idOfName(block));
    zones.add(thing, zone);
    const network = block.key("virtual_network_id");
    if (network !== undefined)
      zone.links.set(network, {
        registers: block.flag("registration_enabled", false),
        fallsBack: block.text("resolution_policy") === "NxDomainRedirect",
      });
  }
  const zoneOf = (block: Block): PrivateZone | undefined =>
    zones.get(block.key("private_dns_zone_id")) ??
    zones.named(block.value("resource_group_name"), block.value("zone_name"));
  const labelOf = (block: Block): string => (block.text("name") ?? "").toLowerCase();
  for (const thing of things.of("azurerm_private_dns_a_record")) {
    const block = Block.of(thing);
    zoneOf(block)?.records.set(
      labelOf(block),
      block.list("records").map((value) => known.of(value)),
    );
  }
  for (const thing of things.of("azurerm_private_dns_cname_record")) {
    const block = Block.of(thing);
    const [alias] = known.namesOf([block.value("record")]);
    if (alias !== undefined) zoneOf(block)?.aliases.set(labelOf(block), alias.replace(/\.$/, ""));
  }
  return zones.all();
}

function foreignZone(key: string): PrivateZone {
  return { key, address: key, name: lastOf(key), links: new Map(), records: new Map(), aliases: new Map() };
}

/** azurerm 4 refers to a zone by group and name. */
function idOfName(block: Block): string {
  const [group, zone] = ["resource_group_name", "private_dns_zone_name"].map((name) =>
    String(block.value(name)),
  );
  return `/resourcegroups/${group ?? ""}/providers/microsoft.network/privatednszones/${zone ?? ""}`.toLowerCase();
}

export function readEndpoints(things: Things, { subnets }: Networks): readonly PrivateEndpoint[] {
  return things.of("azurerm_private_endpoint").flatMap((thing): PrivateEndpoint[] => {
    const block = Block.of(thing);
    const subnet = subnets.get(block.key("subnet_id"));
    const [prefix] = subnet?.prefixes ?? [];
    if (subnet === undefined || prefix === undefined) return [];
    const given = block
      .blocks("ip_configuration")
      .flatMap((item) => item.text("private_ip_address") ?? [])[0];
    const ip = addressIn((given === undefined ? undefined : Cidr.parse(given)) ?? prefix, thing.address);
    const connection = block.block("private_service_connection");
    const target = keyOf(connection?.value("private_connection_resource_id")) ?? "";
    return [
      {
        ...named(thing),
        subnet,
        ip,
        target,
        targetName: things.nameOf(target) ?? (target.includes("/") ? lastOf(target) : undefined),
        zones: block
          .blocks("private_dns_zone_group")
          .flatMap((group) => group.list("private_dns_zone_ids").flatMap((zone) => keyOf(zone) ?? [])),
      },
    ];
  });
}
