import { Cidr } from "../cidr.js";
import type { NextHop, RouteTable, TableRoute } from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, Register, type Things } from "./index-of-things.js";

export function readRouteTables(things: Things, known: KnownAddresses): Register<RouteTable> {
  const tables = new Register<RouteTable>();
  for (const thing of things.of("azurerm_route_table")) {
    const block = Block.of(thing);
    const table: RouteTable = {
      ...named(thing),
      propagates:
        block.flag("bgp_route_propagation_enabled", true) &&
        !block.flag("disable_bgp_route_propagation", false),
      routes: [],
      isOpaque: block.flag("is_opaque", false),
    };
    for (const route of block.blocks("route")) {
      const name = route.text("name") ?? "route";
      const address = `${thing.address}.route["${name}"]`;
      table.routes.push(...routeOf(route, { key: address, address, name }, known));
    }
    tables.add(thing, table);
  }
  for (const thing of things.of("azurerm_route")) {
    const block = Block.of(thing);
    const table =
      tables.get(block.key("route_table_id")) ??
      tables.named(block.value("resource_group_name"), block.value("route_table_name"));
    table?.routes.push(...routeOf(block, named(thing), known));
  }
  return tables;
}

function routeOf(
  block: Block,
  name: { key: string; address: string; name: string },
  known: KnownAddresses,
): readonly TableRoute[] {
  const prefix = block.text("address_prefix");
  if (prefix === undefined) return [];
  const range = Cidr.parse(prefix);
  return [{ ...name, prefix: range ?? { tag: prefix }, nextHop: nextHopOf(block, known) }];
}

function nextHopOf(block: Block, known: KnownAddresses): NextHop {
  switch (block.text("next_hop_type")?.toLowerCase()) {
    case "virtualappliance":
      return { type: "appliance", ip: known.of(block.value("next_hop_in_ip_address")) };
    case "internet":
      return { type: "internet" };
    case "vnetlocal":
      return { type: "network" };
    case "virtualnetworkgateway":
      return { type: "gateway", gateway: undefined };
    default:
      return { type: "none" };
  }
}
