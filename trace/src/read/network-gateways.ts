/** VPN and ExpressRoute gateways, with the ranges that they know and what else they may learn. */
import type { Cidr } from "../cidr.js";
import type { NetworkGateway, Subnet } from "../model/model.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import { cidrs, type Networks } from "./networks.js";
import type { Thing } from "./thing.js";

/** Attaches the gateways to their networks. A VPN and an ExpressRoute gateway of one network are one in the model. */
export function readNetworkGateways(things: Things, { subnets }: Networks): void {
  const sites = sitesOf(things);
  for (const thing of things.of("azurerm_virtual_network_gateway")) {
    const subnet = Block.of(thing)
      .blocks("ip_configuration")
      .flatMap((item) => subnets.get(item.key("subnet_id")) ?? [])[0];
    if (subnet === undefined) continue;
    const { network } = subnet;
    network.gateway = together(network.gateway, gatewayOf(thing, subnet, things, sites));
  }
}

/** Ranges of sites, by the key of what describes a site. */
export type Sites = ReadonlyMap<string, readonly Cidr[]>;

function sitesOf(things: Things): Sites {
  return new Map(
    things
      .of("azurerm_local_network_gateway")
      .map((thing) => [named(thing).key, cidrs(Block.of(thing).texts("address_space"))]),
  );
}

/**
 * A gateway knows the ranges of its sites and of its clients. Over BGP, from another gateway and from ExpressRoute it learns
 * what the other side announces, unless a platform file says what that is (Microsoft Learn, "About BGP and VPN Gateway",
 * "About ExpressRoute virtual network gateways").
 */
function gatewayOf(thing: Thing, subnet: Subnet, things: Things, sites: Sites): NetworkGateway {
  const block = Block.of(thing);
  const connections = connectionsOf(
    things,
    "azurerm_virtual_network_gateway_connection",
    "virtual_network_gateway_id",
    thing,
  );
  return {
    ...named(thing),
    network: subnet.network,
    subnet,
    ...rangesBehind({
      block,
      connections,
      siteOf: (connection) => sites.get(connection.key("local_network_gateway_id") ?? ""),
      hasBgp,
      clients: block.blocks("vpn_client_configuration").flatMap((item) => cidrs(item.texts("address_space"))),
      isPrivateLine: block.text("type") === "ExpressRoute",
    }),
  };
}

/** Connections of a gateway, which they name by an attribute. */
export function connectionsOf(
  things: Things,
  type: string,
  attribute: string,
  gateway: Thing,
): readonly Block[] {
  return things
    .of(type)
    .map((connection) => Block.of(connection))
    .filter((connection) => connection.key(attribute) === named(gateway).key);
}

/** What the ranges behind a gateway follow from. */
interface Behind {
  readonly block: Block;
  readonly connections: readonly Block[];
  /** Ranges of the site of a connection; undefined where nothing describes them. */
  readonly siteOf: (connection: Block) => readonly Cidr[] | undefined;
  readonly hasBgp: (connection: Block) => boolean;
  /** Ranges of VPN clients. */
  readonly clients: readonly Cidr[];
  /** Whether it speaks BGP with whatever it is connected to, as ExpressRoute does. */
  readonly isPrivateLine: boolean;
}

export function rangesBehind({
  block,
  connections,
  siteOf,
  hasBgp: speaksBgp,
  clients,
  isPrivateLine,
}: Behind): Pick<NetworkGateway, "prefixes" | "learns"> {
  const declaring = [block, ...connections].filter(
    (item) => item.value("on_premises_prefixes") !== undefined,
  );
  const declared = cidrs(declaring.flatMap((item) => item.texts("on_premises_prefixes")));
  const prefixes = distinct([...connections.flatMap((item) => siteOf(item) ?? []), ...clients, ...declared]);
  const isOpen =
    declaring.length === 0 &&
    (connections.some((item) => siteOf(item) === undefined || speaksBgp(item)) ||
      (connections.length === 0 && isPrivateLine));
  return {
    prefixes,
    learns: isOpen ? "anything" : prefixes.length === 0 ? "private ranges" : "nothing",
  };
}

function hasBgp(connection: Block): boolean {
  return connection.flag("bgp_enabled", false) || connection.flag("enable_bgp", false);
}

/** The most first. */
const LEARNS: readonly NetworkGateway["learns"][] = ["anything", "private ranges", "nothing"];

/** Two gateways of one network, as one. */
export function together(one: NetworkGateway | undefined, other: NetworkGateway): NetworkGateway {
  if (one === undefined) return other;
  return {
    ...one,
    address: `${one.address} and ${other.address}`,
    name: `${one.name} and ${other.name}`,
    prefixes: distinct([...one.prefixes, ...other.prefixes]),
    learns: LEARNS.find((item) => item === one.learns || item === other.learns) ?? "anything",
  };
}

/** Ranges that several connections have, each once. */
function distinct(ranges: readonly Cidr[]): readonly Cidr[] {
  return [...new Map(ranges.map((range) => [String(range), range])).values()];
}
