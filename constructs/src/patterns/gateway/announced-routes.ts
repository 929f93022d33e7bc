import type { ITerraformDependable } from "cdktf";
import type { Cidr } from "../../net/cidr.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import { inspectorOf, type IHub } from "../estate/hub.js";

/** What a gateway's table has in place of what it would learn. */
export interface ReplacedRoutes {
  /** Private ranges that are routed to the hub's firewall. */
  readonly ranges: readonly Cidr[];
  /** What must exist before the gateway. */
  readonly routes: readonly ITerraformDependable[];
}

/**
 * Gives a gateway's table, which learns no routes, what the hub would announce: private ranges through its firewall, and
 * 0.0.0.0/0 to the Internet, since the gateway does not work behind an appliance. An explicit route holds even if the table
 * learned routes. Source: Application Gateway documentation, infrastructure configuration, supported user-defined routes;
 * AKS #3093.
 */
export function replaceAnnounced(
  table: IExtensibleRouteTable,
  hub: IHub,
  networkIsolation: boolean,
): ReplacedRoutes {
  const inspector = inspectorOf(hub);
  if (inspector === undefined || hub.announced.length === 0) return { ranges: [], routes: [] };
  const ranges = hub.announced.filter(({ prefixLength }) => prefixLength > 0);
  return {
    ranges,
    routes: [
      // An isolated gateway needs no Internet.
      ...(networkIsolation ? [] : table.sendEverythingToInternet()),
      ...ranges.flatMap((range) => table.send(`private-${dashed(range.literal)}`, range, inspector)),
    ],
  };
}

function dashed(range: string): string {
  return range.replaceAll(/[^0-9a-f]+/g, "-");
}
