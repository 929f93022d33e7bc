import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { RouteTable, type IExtensibleRouteTable, type NextHop } from "../../../network/route-table.js";
import type { EgressContext } from "./provider.js";

/** The custom route table on all subnets of the cluster: the given one, or a new one, with 0.0.0.0/0 to an appliance where one is given. */
export function routeSubnets(
  scope: Construct,
  context: Pick<EgressContext, "spoke" | "subnets" | "nameParts" | "routeTable">,
  hop?: NextHop,
): { readonly routeTable: IExtensibleRouteTable; readonly routes: readonly ITerraformDependable[] } {
  const { spoke, subnets, nameParts } = context;
  const routeTable =
    context.routeTable ?? new RouteTable(scope, "~routes", { placement: spoke.placement, nameParts });
  const routes = hop === undefined ? [] : routeTable.sendEverythingTo(hop);
  for (const subnet of subnets) subnet.useRouteTable(routeTable);
  return { routeTable, routes };
}
