import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import type { ITerraformDependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { claimsAround } from "../../core/address-claims.js";
import type { Cidr } from "../../net/cidr.js";
import { isBehindGateway, type Claim } from "../../net/claims.js";
import { ExistingRouteTable } from "../../network/existing-route-table.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import { inspectorOf } from "./hub.js";
import type { ISpoke } from "./spoke.js";

/**
 * Callers of something private in a spoke. Those in the spoke itself and in the hub are reached through the peering. All
 * others are *far*: their requests and the responses must take the same way, through the hub's firewall or appliance, or
 * in a hub without one through its network gateway.
 */

/** The far ranges of callers, each once. */
export function farRanges({ hub, network }: ISpoke, callers: readonly Cidr[]): readonly Cidr[] {
  const near = [...hub.network.addressSpace, ...network.addressSpace];
  const far = callers.filter((range) => !near.some((space) => space.contains(range)));
  return [...new Map(far.map((range) => [range.literal, range])).values()];
}

/** Why no route from the spoke to a far range can exist; undefined where one can. */
export function obstacleTo(scope: IConstruct, { hub, network }: ISpoke, range: Cidr): string | undefined {
  const { reached, beyond } = claimsAround(scope, network);
  const peered = networkOf(range, reached);
  if (peered === undefined && !hub.onPremises.some((site) => site.contains(range))) {
    const far = networkOf(range, beyond);
    if (far !== undefined) return `no peering connects ${far.owner} with the spoke's hub`;
    const isFarSite = [...reached, ...beyond].some(
      (claim) => isBehindGateway(claim.use) && claim.range.contains(range),
    );
    if (isFarSite && hub.gateway === undefined)
      return "it is on-premises behind the gateway of another hub, which only the networks of that hub use";
  }
  if (inspectorOf(hub) !== undefined) return undefined;
  if (hub.gateway === undefined) return "the hub has neither a firewall nor a gateway";
  return (
    peered && `peering is not transitive, so ${peered.owner} is unreachable without a firewall in the hub`
  );
}

/**
 * Whether a range is of a network of the platform, of one that a hub is peered with, or on-premises. The way to any other one
 * is not known.
 */
export function isKnown(scope: IConstruct, { hub, network }: ISpoke, range: Cidr): boolean {
  const { reached, beyond } = claimsAround(scope, network);
  return (
    hub.onPremises.some((site) => site.overlaps(range)) ||
    [...reached, ...beyond].some(
      ({ use, range: own }) =>
        (use === "network" || use === "peer" || isBehindGateway(use)) && own.overlaps(range),
    )
  );
}

/** The claim of a network of the platform, or of another one that a hub is peered with, that contains a range. */
function networkOf(range: Cidr, claims: readonly Claim<unknown>[]): Claim<unknown> | undefined {
  return claims.find(({ use, range: own }) => (use === "network" || use === "peer") && own.contains(range));
}

export interface ResponseRoutes {
  readonly spoke: ISpoke;
  /** The table of the subnet that responds; it learns no routes by BGP. */
  readonly table: IExtensibleRouteTable;
  /** Far ranges. */
  readonly ranges: readonly Cidr[];
  /** Beginning of a route's name; the rest follows from the range, so that adding a range changes no other route. */
  readonly prefixOf: (range: Cidr) => string;
}

/** Adds the routes of the responses to a table. */
export function routeResponses(
  scope: Construct,
  { spoke, table, ranges, prefixOf }: ResponseRoutes,
): readonly ITerraformDependable[] {
  const { gateway } = spoke.hub;
  const inspector = inspectorOf(spoke.hub);
  return ranges.flatMap((range): readonly ITerraformDependable[] => {
    const name = `${prefixOf(range)}-${range.literal.replaceAll(/[^0-9a-f]+/g, "-")}`;
    if (inspector !== undefined) return table.send(name, range, inspector);
    if (gateway === undefined) return [];
    if (table instanceof ExistingRouteTable) return table.send(name, range, "VirtualNetworkGateway");
    return [
      new Route(scope, name, {
        name,
        resourceGroupName: spoke.placement.resourceGroupName,
        routeTableName: table.routeTableName,
        addressPrefix: String(range),
        nextHopType: "VirtualNetworkGateway",
      }),
    ];
  });
}
