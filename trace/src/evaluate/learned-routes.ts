import { isPrivate, isWithin, type Address } from "../address.js";
import type { Model, NetworkGateway, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import { gatewayOf, type EffectiveRoute } from "./effective-routes.js";

/**
 * Whether a gateway may have learned a route that comes before the chosen one: for a private range one that is more specific,
 * for everything else the default route, which comes before Azure's own (Microsoft Learn, "Virtual network traffic routing",
 * "How Azure selects a route"). Other networks are taken to announce neither ranges of described networks that another route
 * has, nor parts of the Internet.
 * @returns what it depends on, undefined where no learned route comes first
 */
export function mayBeLearned(
  { network, routeTable }: Subnet,
  route: EffectiveRoute,
  destination: Address,
  { networks }: Model,
): { readonly gateway: NetworkGateway; readonly on: Unsure } | undefined {
  const gateway = gatewayOf(network);
  if (gateway === undefined || gateway.learns === "nothing" || routeTable?.propagates === false)
    return undefined;
  const isNowhere = route.kind === "system" && route.nextHop.type === "none";
  const described = isNowhere ? [] : networks.flatMap(({ space }) => space);
  const known = [...described, ...gateway.prefixes.filter(({ length }) => length > 0)];
  if (known.some((range) => isWithin(destination, range) === true)) return undefined;
  if (!comesAfterLearned(route, destination, gateway)) return undefined;
  const what = destination.kind === "range" ? destination.range.toString() : destination.label;
  return { gateway, on: new Unsure(`whether ${gateway.address} learns a route to ${what}`) };
}

function comesAfterLearned(
  { kind, nextHop, prefix, tag }: EffectiveRoute,
  destination: Address,
  { learns }: NetworkGateway,
): boolean {
  const isInRange = destination.kind === "range" && isPrivate(destination.range);
  switch (kind) {
    case "system":
      return nextHop.type === "none" || (nextHop.type === "internet" && (isInRange || learns === "anything"));
    case "user":
      return (
        isInRange && tag === undefined && !prefix.isAddress && !["nodes", "gateway"].includes(nextHop.type)
      );
    case "bgp":
      return false;
  }
}
