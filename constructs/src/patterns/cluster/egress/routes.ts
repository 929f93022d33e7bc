import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { RouteTable, type NextHop } from "../../../network/route-table.js";
import type { EgressContext } from "./provider.js";

/** A custom route table on all subnets of the cluster, with 0.0.0.0/0 to an appliance where one is given. */
export function routeSubnets(
  scope: Construct,
  { spoke, subnets, nameParts }: Pick<EgressContext, "spoke" | "subnets" | "nameParts">,
  hop?: NextHop,
): { readonly routeTable: RouteTable; readonly routes: readonly ITerraformDependable[] } {
  const routeTable = new RouteTable(scope, "~routes", { placement: spoke.placement, nameParts });
  const routes = hop === undefined ? [] : [routeTable.sendEverythingTo(hop)];
  for (const subnet of subnets) subnet.useRouteTable(routeTable);
  return { routeTable, routes };
}
