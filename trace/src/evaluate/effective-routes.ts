import { PRIVATE_RANGES, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { Model, Network, NetworkGateway, NextHop, Peering, Subnet } from "../model/model.js";

export interface EffectiveRoute {
  /** Of routes for one prefix a user-defined one wins, then one from a gateway. */
  readonly kind: "user" | "bgp" | "system";
  readonly prefix: Cidr;
  /** The one address in the prefix that the route is for, where it is not known which it is. */
  readonly only?: Address | undefined;
  /** The service tag whose ranges the route is for, which Azure keeps; then `prefix` is everything. */
  readonly tag?: string | undefined;
  readonly nextHop: NextHop;
  /** Terraform address, or the system route's own name. */
  readonly by: string;
  readonly name: string;
}

/** Ranges that Azure drops where no network has them (Microsoft Learn, "Virtual network traffic routing", "Default"). */
const NOWHERE = PRIVATE_RANGES.slice(0, 4);

/**
 * The routes of a subnet that count, the most specific first; of those for one prefix a user-defined one before one from a
 * gateway before Azure's own. Routes from a gateway never override those of the network and its peers, however specific
 * they are (Microsoft Learn, "Virtual network traffic routing", "How Azure selects a route").
 */
export function effectiveRoutes(subnet: Subnet, model: Model): readonly EffectiveRoute[] {
  const known = memo.get(model) ?? new Map<Subnet, readonly EffectiveRoute[]>();
  memo.set(model, known);
  const routes = known.get(subnet) ?? computed(subnet, model);
  known.set(subnet, routes);
  return routes;
}

/** The routes of a private endpoint, whose answers no route table directs (Microsoft Learn, "What is a private endpoint?"). */
export function endpointsRoutes(subnet: Subnet, model: Model): readonly EffectiveRoute[] {
  return computed({ ...subnet, routeTable: undefined }, model);
}

/** A model does not change once it is read. */
const memo = new WeakMap<Model, Map<Subnet, readonly EffectiveRoute[]>>();

function computed(subnet: Subnet, model: Model): readonly EffectiveRoute[] {
  const { network, routeTable } = subnet;
  const near = nearRoutes(network);
  const learned =
    routeTable?.propagates === false
      ? []
      : learnedRoutes(network).filter(
          ({ prefix }) => !near.some((own) => own.prefix.length > 0 && own.prefix.contains(prefix)),
        );
  const user = userRoutes(subnet);
  const all = [
    ...user,
    ...learned,
    ...near,
    ...endpointRoutes(subnet, model),
    ...serviceRoutes(subnet),
    ...farRoutes(network, user),
  ];
  const first = new Map<string, EffectiveRoute>();
  for (const route of all) {
    // Of endpoints whose address is not known, and of service tags, each has a route of its own.
    const prefix = `${route.prefix.toString()}${isForPrefix(route) ? "" : ` ${route.tag ?? ""} ${route.name}`}`;
    if (!first.has(prefix)) first.set(prefix, route);
  }
  return [...first.values()].sort((a, b) => lengthOf(b) - lengthOf(a));
}

function isForPrefix({ only, tag }: EffectiveRoute): boolean {
  return only === undefined && tag === undefined;
}

/** A route for one address is as specific as can be; the ranges of a service are more specific than everything. */
function lengthOf({ only, tag, prefix }: EffectiveRoute): number {
  if (tag !== undefined) return 0.5;
  return only === undefined ? prefix.length : 129;
}

const EVERYTHING = Cidr.of("0.0.0.0/0");

function userRoutes({ routeTable, network }: Subnet): readonly EffectiveRoute[] {
  return (routeTable?.routes ?? []).map(({ prefix, nextHop, address, name }) => ({
    kind: "user",
    ...(prefix instanceof Cidr ? { prefix } : { prefix: EVERYTHING, tag: prefix.tag }),
    nextHop: completed(nextHop, network),
    by: address,
    name,
  }));
}

/**
 * The ranges of the services that have an endpoint in the subnet. A route to 0.0.0.0/0 does not override them (Microsoft
 * Learn, "Virtual network traffic routing", "0.0.0.0/0 address prefix").
 */
function serviceRoutes({ serviceEndpoints }: Subnet): readonly EffectiveRoute[] {
  return serviceEndpoints.map((service) => ({
    ...system(EVERYTHING, { type: "service", service }, `service endpoint ${service}`),
    tag: service,
  }));
}

/** The gateway that a route of type VirtualNetworkGateway leads to: the network's own, or a peer's that it uses. */
function completed(nextHop: NextHop, network: Network): NextHop {
  return nextHop.type === "gateway" ? { type: "gateway", gateway: gatewayOf(network) } : nextHop;
}

/** The network's own gateway, or the peer's that it uses. */
export function gatewayOf(network: Network): NetworkGateway | undefined {
  return network.gateway ?? network.peerings.find(usesRemoteGateway)?.remote?.gateway;
}

/** Both halves agree: one uses remote gateways, the other allows transit. */
function usesRemoteGateway(peering: Peering): boolean {
  return peering.usesRemoteGateways && otherHalf(peering)?.allowsTransit === true;
}

/** The half of a peering on the other side. */
export function otherHalf({ network, remote }: Peering): Peering | undefined {
  return remote?.peerings.find((half) => half.remoteKey === network.key);
}

/** A peering carries traffic once both halves exist. */
export function isConnected(peering: Peering): boolean {
  return peering.allowsAccess && otherHalf(peering) !== undefined;
}

/** Routes of the network itself and of its peers. */
function nearRoutes(network: Network): readonly EffectiveRoute[] {
  const own = network.space.map((prefix) => system(prefix, { type: "network" }, "the network's own range"));
  const peers = network.peerings
    .filter((peering) => isConnected(peering))
    .flatMap((peering) =>
      (peering.remote?.space ?? []).map((prefix) => ({
        ...system(prefix, { type: "peering" as const, peering }, `peering ${peering.name}`),
        by: peering.address,
      })),
    );
  return [...own, ...peers];
}

function learnedRoutes(network: Network): readonly EffectiveRoute[] {
  const gateway = gatewayOf(network);
  const ofGateway = (gateway?.prefixes ?? []).map((prefix): EffectiveRoute => ({
    kind: "bgp",
    prefix,
    nextHop: { type: "gateway", gateway },
    by: gateway?.address ?? "",
    name: "learned from the gateway",
  }));
  return [...network.peerings.filter(isConnected).flatMap(announcedRoutes), ...ofGateway];
}

/**
 * What a virtual hub with routing intent announces to a network: its firewall is the next hop of private ranges, and of
 * everything else where the connection has internet security (Microsoft Learn, "How to configure Virtual WAN Hub routing
 * policies").
 */
function announcedRoutes({ remote, learnsDefault }: Peering): readonly EffectiveRoute[] {
  return (remote?.announces ?? [])
    .filter(({ prefix }) => prefix.length > 0 || learnsDefault)
    .map(({ prefix, ip, address }) => ({
      kind: "bgp",
      prefix,
      nextHop: { type: "appliance", ip },
      by: address,
      name: "announced by the virtual hub",
    }));
}

/** A private endpoint's own address, in its network and in the peers. */
function endpointRoutes({ network, routeTable }: Subnet, { endpoints }: Model): readonly EffectiveRoute[] {
  const reachable = new Set([
    network.key,
    ...network.peerings.filter(isConnected).map(({ remoteKey }) => remoteKey),
  ]);
  return endpoints
    .filter(({ subnet }) => reachable.has(subnet.network.key))
    .flatMap((endpoint) => {
      const { ip, subnet } = endpoint;
      if (ip.kind !== "range") return [];
      const within = subnet.network.space.find((prefix) => prefix.contains(ip.range))?.length ?? 0;
      // Where the endpoint's subnet applies route tables, a route at least as specific as its network overrides it
      // (Microsoft Learn, "Manage network policies for private endpoints").
      const isOverridden = (routeTable?.routes ?? []).some(
        ({ prefix }) =>
          subnet.endpointPolicies.routes &&
          prefix instanceof Cidr &&
          prefix.contains(ip.range) &&
          prefix.length >= within,
      );
      const route = system(ip.range, { type: "endpoint", endpoint }, `private endpoint ${endpoint.name}`);
      return isOverridden ? [] : [ip.range.isAddress ? route : { ...route, only: ip }];
    });
}

/**
 * The default route, and the ranges that go nowhere. The latter are gone where a user-defined route has 0.0.0.0/0: the route
 * table of Microsoft's routing example has them for the subnet without such a route only (Microsoft Learn, "Virtual network
 * traffic routing", "Routing example"), and spokes reach each other through a hub's firewall by that route alone.
 */
function farRoutes({ space }: Network, user: readonly EffectiveRoute[]): readonly EffectiveRoute[] {
  const hasDefault = user.some((route) => isForPrefix(route) && route.prefix.equals(EVERYTHING));
  const nowhere = hasDefault ? [] : NOWHERE;
  const everywhere = [EVERYTHING, ...(space.some(({ family }) => family === 6) ? [Cidr.of("::/0")] : [])];
  return [
    ...everywhere.map((prefix) => system(prefix, { type: "internet" }, "the default route to the Internet")),
    ...nowhere
      .filter((prefix) => !space.some((own) => own.contains(prefix)))
      .map((prefix) => system(prefix, { type: "none" }, "private ranges that no network has")),
  ];
}

function system(prefix: Cidr, nextHop: NextHop, name: string): EffectiveRoute {
  return { kind: "system", prefix, nextHop, by: `system route ${prefix.toString()}`, name };
}
