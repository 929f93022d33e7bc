import { within } from "../types/helpers.js";
import { asPrefix, lengthOf, samePrefix } from "./prefixes.js";

export type RouteSource = "User" | "VirtualNetworkGateway" | "Default";

/** A route of a network interface, as Azure's effective routes list it. */
export interface EffectiveRoute {
  /** Set for user-defined routes alone. */
  readonly name?: string;
  readonly source: RouteSource;
  readonly state: "Active" | "Invalid";
  /** One prefix, or a service tag. */
  readonly prefix: string;
  readonly nextHopType: string;
  readonly nextHopIpAddress?: string;
}

/** A network on the other side of a connected peering. */
export interface Peer {
  readonly prefixes: readonly string[];
  readonly global: boolean;
}

/** What the routes of one subnet follow from. */
export interface RouteFacts {
  readonly space: readonly string[];
  readonly peers: readonly Peer[];
  /** Prefixes that a virtual network gateway teaches, its own or a peer's. */
  readonly learned: readonly string[];
  /** False where the subnet's table has gateway route propagation switched off. */
  readonly propagates: boolean;
  readonly userRoutes: readonly {
    readonly name: string;
    readonly prefix: string;
    readonly nextHopType: string;
    readonly nextHopIpAddress: string | undefined;
  }[];
  /** Addresses of private endpoints in the network and in its peers. */
  readonly endpoints: readonly PrivateEndpointAddress[];
}

export interface PrivateEndpointAddress {
  readonly address: string;
  /** The endpoint's subnet applies route tables to private endpoints. */
  readonly routed: boolean;
  /** Prefix of the endpoint's network that holds the address. */
  readonly within: string;
}

/** Ranges that Azure drops where no network has them (Microsoft Learn, "Virtual network traffic routing", Default). */
const NOWHERE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * The effective routes of a subnet. Of several routes for one prefix a user-defined one wins, then one from a gateway,
 * then Azure's own; but a gateway's route never overrides those of the virtual network and its peers, however specific
 * it is (Microsoft Learn, "Virtual network traffic routing", "How Azure selects a route").
 */
export function effectiveRoutes(facts: RouteFacts): EffectiveRoute[] {
  const { space, peers, learned, propagates, userRoutes } = facts;
  const system = [
    ...space.map((prefix) => byDefault(prefix, "VnetLocal")),
    ...peers.flatMap(({ prefixes, global }) =>
      prefixes.map((prefix) => byDefault(prefix, global ? "VNetGlobalPeering" : "VNetPeering")),
    ),
  ];
  const elsewhere = [
    ...(space.some((prefix) => prefix.includes(":")) ? [byDefault("::/0", "Internet")] : []),
    byDefault("0.0.0.0/0", "Internet"),
    ...nowhere(facts).map((prefix) => byDefault(prefix, "None")),
  ];
  const user = userRoutes.map(({ name, prefix, nextHopType, nextHopIpAddress }): EffectiveRoute => ({
    name,
    source: "User",
    state: "Active",
    prefix,
    nextHopType,
    ...(nextHopIpAddress === undefined ? {} : { nextHopIpAddress }),
  }));
  const byGateway = (propagates ? learned : []).map((prefix): EffectiveRoute => ({
    source: "VirtualNetworkGateway",
    state: system.some((own) => within(prefix, own.prefix)) ? "Invalid" : "Active",
    prefix,
    nextHopType: "VirtualNetworkGateway",
  }));
  const taken = (prefix: string, by: readonly EffectiveRoute[]): boolean =>
    by.some((route) => route.state === "Active" && samePrefix(route.prefix, prefix));
  const settled = (
    routes: readonly EffectiveRoute[],
    ...above: readonly EffectiveRoute[][]
  ): EffectiveRoute[] =>
    routes.map((route) =>
      above.some((winners) => taken(route.prefix, winners)) ? { ...route, state: "Invalid" } : route,
    );
  return [
    ...settled(system, user),
    ...settled(byGateway, user),
    ...settled(elsewhere, user, byGateway),
    ...facts.endpoints.map((endpoint) => toEndpoint(endpoint, user)),
    ...user,
  ];
}

/**
 * A network that has one of the ranges, or one around it, has its own route instead of this one; and Azure removes
 * them all once a user-defined route has 0.0.0.0/0 (the same page, "Routing example", "Subnet2").
 */
function nowhere({ space, userRoutes }: RouteFacts): readonly string[] {
  if (userRoutes.some(({ prefix }) => samePrefix(prefix, "0.0.0.0/0"))) return [];
  return NOWHERE.filter((prefix) => !space.some((own) => within(prefix, own)));
}

function byDefault(prefix: string, nextHopType: string): EffectiveRoute {
  return {
    source: "Default",
    state: "Active",
    prefix,
    nextHopType,
  };
}

/**
 * A private endpoint's own /32. Where its subnet applies route tables, a user-defined route overrides it that is at
 * least as specific as the endpoint's network (Microsoft Learn, "Manage network policies for private endpoints").
 */
function toEndpoint(
  { address, routed, within: network }: PrivateEndpointAddress,
  user: readonly EffectiveRoute[],
): EffectiveRoute {
  const prefix = asPrefix(address) ?? address;
  const overridden = user.some(
    (route) =>
      within(prefix, route.prefix) &&
      (samePrefix(prefix, route.prefix) || (routed && lengthOf(route.prefix) >= lengthOf(network))),
  );
  return { ...byDefault(prefix, "InterfaceEndpoint"), state: overridden ? "Invalid" : "Active" };
}

/** The route that a packet to an address takes: the active one with the longest prefix. */
export function routeTo(routes: readonly EffectiveRoute[], address: string): EffectiveRoute | undefined {
  const prefix = asPrefix(address) ?? "";
  return routes
    .filter((route) => route.state === "Active" && within(prefix, route.prefix))
    .reduce<EffectiveRoute | undefined>(
      (best, route) => (best === undefined || lengthOf(route.prefix) > lengthOf(best.prefix) ? route : best),
      undefined,
    );
}
