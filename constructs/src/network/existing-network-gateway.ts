import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { Construct } from "constructs";
import { parseArmIdOf } from "../core/arm-id.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { report } from "../core/problem.js";
import type { Cidr } from "../net/cidr.js";
import type { INetworkGateway } from "./network-gateway.js";
import { RequestedRoute } from "./requested.js";
import type { NextHop } from "./route-table.js";
import { NOT_A_ROUTE_TABLE, TABLE_OF_NETWORK_MANAGER } from "./rules.js";

export interface ExistingNetworkGatewayProps {
  /**
   * Azure Resource Manager id of the table of GatewaySubnet, in the subscription of the hub: routes to the spokes are added
   * to it. @default nothing is changed: the routes are listed for the hub's team
   */
  readonly routeTableId?: string | undefined;
}

/** A VPN or ExpressRoute gateway that exists already. */
export class ExistingNetworkGateway extends Construct implements INetworkGateway {
  readonly dependables = [];
  /** Azure Resource Manager id of the table of GatewaySubnet, where routes may be added to it. */
  readonly routeTableId: string | undefined;
  readonly #table: { readonly name: string; readonly resourceGroupName: string } | undefined;

  constructor(scope: Construct, id: string, { routeTableId }: ExistingNetworkGatewayProps) {
    super(scope, id);
    this.routeTableId = routeTableId;
    if (routeTableId === undefined) return;
    report(this, TABLE_OF_NETWORK_MANAGER.judge({ id: routeTableId, prop: "routeTableId" }));
    const parsed = parseArmIdOf("Microsoft.Network/routeTables", routeTableId);
    if (parsed === undefined) report(this, NOT_A_ROUTE_TABLE.judge(routeTableId));
    else this.#table = parsed;
  }

  send(
    scope: Construct,
    id: string,
    range: Cidr,
    hop: NextHop,
    { name, provider }: Parameters<INetworkGateway["send"]>[4],
  ): void {
    const table = this.#table;
    if (table === undefined) {
      new RequestedRoute(scope, id, { name, range, hop });
      return;
    }
    new Route(
      scope,
      id,
      omitUndefined({
        name,
        resourceGroupName: table.resourceGroupName,
        routeTableName: table.name,
        addressPrefix: String(range),
        nextHopType: "VirtualAppliance",
        nextHopInIpAddress: hop.privateIpAddress,
        provider,
      }),
    );
  }
}
