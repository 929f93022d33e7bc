import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { RouteTable as AzurermRouteTable } from "@cdktf/provider-azurerm/lib/route-table/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { parseArmId } from "../core/arm-id.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";

/** Anything that routes can be sent to by a private address. */
export interface NextHop {
  /** IPv4 address that traffic is sent to. */
  readonly privateIpAddress: string;
}

export interface RouteTableProps {
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Whether routes learned from a VPN or ExpressRoute gateway apply. @default false */
  readonly bgpRoutePropagation?: boolean | undefined;
}

/** What others need of a route table, whether it is made here or exists already. */
export interface IRouteTable {
  /** Azure Resource Manager id. */
  readonly routeTableId: string;
  /** Name in its resource group. */
  readonly routeTableName: string;
}

/** A route table that routes can be added to, whether it is created here or exists already. */
export interface IExtensibleRouteTable extends IRouteTable {
  /** Routes one range to an appliance. AKS must not use the name for the route of a node. */
  send(name: string, range: Cidr, hop: NextHop): readonly ITerraformDependable[];
  /** Routes 0.0.0.0/0 to an appliance. */
  sendEverythingTo(hop: NextHop): readonly ITerraformDependable[];
  /** Routes 0.0.0.0/0 to the Internet, whatever the subnet would learn. */
  sendEverythingToInternet(): readonly ITerraformDependable[];
}

/**
 * A route table whose routes others write too: AKS, or the sync runtime.
 *
 * Its own routes are resources of their own and never inline: `route` left out preserves what is there, while an empty
 * list would delete it. Changes of tags and routes are ignored, because azurerm writes the whole table on an update,
 * with the routes that it saw when it last read.
 */
export class RouteTable extends Construct implements IExtensibleRouteTable {
  /**
   * A table that exists already. It is only referred to, never changed.
   * @param routeTableId Azure Resource Manager id
   */
  static fromId(routeTableId: string): IRouteTable {
    return { routeTableId, routeTableName: parseArmId(routeTableId)?.name ?? routeTableId };
  }

  readonly resource: AzurermRouteTable;
  readonly #placement: Placement;

  constructor(scope: Construct, id: string, props: RouteTableProps) {
    super(scope, id);
    this.#placement = props.placement;
    this.resource = new AzurermRouteTable(this, "~route_table", {
      name: Naming.of(this).name(this, "routeTable", ...props.nameParts),
      ...placed(props.placement),
      bgpRoutePropagationEnabled: props.bgpRoutePropagation ?? false,
      lifecycle: { ignoreChanges: ["tags", "route"] },
    });
  }

  /** Azure Resource Manager id. */
  get routeTableId(): string {
    return this.resource.id;
  }

  /** Name in its resource group. */
  get routeTableName(): string {
    return this.resource.name;
  }

  sendEverythingTo(hop: NextHop): readonly [Route] {
    return [this.#route("default", "0.0.0.0/0", hop)];
  }

  sendEverythingToInternet(): readonly [Route] {
    return [this.#route("default", "0.0.0.0/0", "Internet")];
  }

  send(name: string, range: Cidr, hop: NextHop): readonly [Route] {
    return [this.#route(name, String(range), hop)];
  }

  #route(name: string, addressPrefix: string, hop: NextHop | "Internet"): Route {
    return new Route(this, name, {
      name,
      resourceGroupName: this.#placement.resourceGroupName,
      routeTableName: this.resource.name,
      addressPrefix,
      ...(hop === "Internet"
        ? { nextHopType: hop }
        : { nextHopType: "VirtualAppliance", nextHopInIpAddress: hop.privateIpAddress }),
    });
  }
}
