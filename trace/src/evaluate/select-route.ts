import { isSame, isWithin, type Address } from "../address.js";
import type { NextHop, Subnet } from "../model/model.js";
import { Unsure, type Tri } from "../tri.js";
import type { EffectiveRoute } from "./effective-routes.js";
import { isBehindEndpoint } from "./service-endpoints.js";
import { isOfService } from "./tags.js";

export interface RouteChoice {
  /** Undefined where no route fits: an address of a family that the network does not have. */
  readonly route: EffectiveRoute | undefined;
  /** What decides, where different addresses of the destination would take routes with different next hops. */
  readonly unsure: Unsure | undefined;
  /** Routes that fit as well, less specific. */
  readonly others: () => readonly EffectiveRoute[];
}

/** The route to a destination among those of `effectiveRoutes`, which are sorted. */
export function selectRoute(
  routes: readonly EffectiveRoute[],
  destination: Address,
  { routeTable }: Subnet,
): RouteChoice {
  const doubts: Unsure[] = [];
  const maybe: EffectiveRoute[] = [];
  for (const [index, route] of routes.entries()) {
    const fits = routeFits(route, destination);
    if (fits === false) continue;
    if (fits instanceof Unsure) {
      doubts.push(fits);
      maybe.push(route);
      continue;
    }
    const others = (): readonly EffectiveRoute[] =>
      routes.slice(index + 1).filter((other) => routeFits(other, destination) === true);
    const differs = maybe.some(({ nextHop }) => !isSameHop(nextHop, route.nextHop));
    const opaque =
      routeTable?.isOpaque === true && route.kind !== "user" ? [`the routes in ${routeTable.address}`] : [];
    const on = [...(differs ? doubts.flatMap((doubt) => doubt.on) : []), ...opaque];
    return { route, unsure: on.length === 0 ? undefined : new Unsure(...on), others };
  }
  return { route: undefined, unsure: undefined, others: () => [] };
}

function routeFits({ only, tag, nextHop, prefix }: EffectiveRoute, destination: Address): Tri {
  if (nextHop.type === "service") return isBehindEndpoint(destination, nextHop.service);
  if (tag !== undefined) return isOfService(destination, tag);
  return only === undefined ? isWithin(destination, prefix) : isSame(destination, only);
}

function isSameHop(one: NextHop, other: NextHop): boolean {
  if (one.type !== other.type) return false;
  switch (one.type) {
    case "appliance":
      return other.type === "appliance" && isSame(one.ip, other.ip);
    case "nodes":
      return other.type === "nodes" && one.cluster.key === other.cluster.key;
    case "peering":
      return other.type === "peering" && one.peering.key === other.peering.key;
    case "endpoint":
      return other.type === "endpoint" && one.endpoint.key === other.endpoint.key;
    case "service":
      return other.type === "service" && one.service === other.service;
    case "gateway":
    case "internet":
    case "network":
    case "none":
      return true;
  }
}
