import type { Cidr } from "../cidr.js";
import type { Announcement, Network, NetworkGateway, RouteTable, Subnet } from "../model/model.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import { connectionsOf, rangesBehind, together, type Sites } from "./network-gateways.js";
import { cidrs } from "./networks.js";
import type { Thing } from "./thing.js";

/**
 * VPN and ExpressRoute gateways of a virtual hub whose routing intent sends private traffic through its firewall: what comes
 * from on-premises passes it, and only the hub itself knows the way to what is behind the gateways. Source: Microsoft Learn, "How
 * to configure Virtual WAN Hub routing policies".
 */
export function gatewayOfVirtualHub(things: Things, hub: Network): NetworkGateway | undefined {
  const sites = sitesOf(things);
  const subnet = rangeOfGateways(hub);
  const inHub = (type: string): readonly Thing[] =>
    things.of(type).filter((thing) => Block.of(thing).key("virtual_hub_id") === hub.key);
  const gateway = (thing: Thing, behind: Pick<NetworkGateway, "prefixes" | "learns">): NetworkGateway => ({
    ...named(thing),
    network: hub,
    subnet,
    ...behind,
  });
  return [
    ...inHub("azurerm_vpn_gateway").map((thing) => gateway(thing, behindVpn(thing, things, sites))),
    ...inHub("azurerm_express_route_gateway").map((thing) => gateway(thing, behindCircuits(thing, things))),
    ...inHub("azurerm_point_to_site_vpn_gateway").map((thing) => gateway(thing, behindClients(thing))),
  ].reduce<NetworkGateway | undefined>(together, undefined);
}

function sitesOf(things: Things): Sites {
  return new Map(
    things
      .of("azurerm_vpn_site")
      .map((thing) => [named(thing).key, cidrs(Block.of(thing).texts("address_cidrs"))]),
  );
}

function behindVpn(thing: Thing, things: Things, sites: Sites): Pick<NetworkGateway, "prefixes" | "learns"> {
  return rangesBehind({
    block: Block.of(thing),
    connections: connectionsOf(things, "azurerm_vpn_gateway_connection", "vpn_gateway_id", thing),
    siteOf: (connection) => sites.get(connection.key("remote_vpn_site_id") ?? ""),
    hasBgp: (connection) => connection.blocks("vpn_link").some((link) => link.flag("bgp_enabled", false)),
    clients: [],
    isPrivateLine: false,
  });
}

function behindCircuits(thing: Thing, things: Things): Pick<NetworkGateway, "prefixes" | "learns"> {
  return rangesBehind({
    block: Block.of(thing),
    connections: connectionsOf(things, "azurerm_express_route_connection", "express_route_gateway_id", thing),
    siteOf: () => undefined,
    hasBgp: () => true,
    clients: [],
    isPrivateLine: true,
  });
}

function behindClients(thing: Thing): Pick<NetworkGateway, "prefixes" | "learns"> {
  const pools = Block.of(thing)
    .blocks("connection_configuration")
    .flatMap((configuration) => configuration.blocks("vpn_client_address_pool"));
  return rangesBehind({
    block: Block.of(thing),
    connections: [],
    siteOf: () => undefined,
    hasBgp: () => false,
    clients: pools.flatMap((pool) => cidrs(pool.texts("address_prefixes"))),
    isPrivateLine: false,
  });
}

/** Where packets of on-premises enter a hub: each connected network, and all private ranges, are behind the firewall. */
function rangeOfGateways(hub: Network): Subnet {
  const own = { address: hub.address, name: "gateways of the virtual hub" };
  const [first] = hub.announces.filter(({ prefix }) => prefix.length > 0);
  const table: RouteTable | undefined = first && {
    ...own,
    key: `${hub.key}#gateways/routes`,
    name: "routing intent",
    propagates: true,
    isOpaque: false,
    routes: routesThrough(first, hub),
  };
  return {
    ...own,
    key: `${hub.key}#gateways`,
    network: hub,
    prefixes: [],
    hasDefaultOutbound: false,
    serviceEndpoints: [],
    endpointPolicies: { routes: true, securityGroups: false },
    routeTable: table,
    securityGroup: undefined,
    natGateway: undefined,
  };
}

function routesThrough({ ip, address, key }: Announcement, hub: Network): RouteTable["routes"] {
  const ranges = [
    ...hub.announces.map(({ prefix }) => prefix).filter(({ length }) => length > 0),
    ...hub.peerings.flatMap(({ remote }) => remote?.space ?? []),
  ];
  return [...new Map(ranges.map((range) => [range.toString(), range])).values()].map((prefix: Cidr) => ({
    key: `${key}/${prefix.toString()}`,
    address,
    name: "routing intent",
    prefix,
    nextHop: { type: "appliance", ip },
  }));
}
