import { Construct, type IConstruct } from "constructs";
import { parseArmIdOf, resourceGroupScope } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { nameInPlatform } from "../core/name-in-platform.js";
import { report, TopologyError } from "../core/problem.js";
import { treeState } from "../core/tree-state.js";
import { Cidr } from "../net/cidr.js";
import { RequestedTableRoute } from "./requested-of-subnet.js";
import type { IExtensibleRouteTable, NextHop } from "./route-table.js";
import { NOT_A_ROUTE_TABLE, ROUTE_TABLE_SHARED, TABLE_OF_NETWORK_MANAGER } from "./rules.js";

/** The cluster or gateway of each table that exists already, by its id in lower case. */
const holders = treeState("existing-route-tables", () => new Map<string, IConstruct>());

/** The first that uses a table: the caller, or one before it. */
function holderOfTable(user: IConstruct, routeTableId: string): IConstruct {
  const tables = holders.of(user.node.root);
  const key = (knownText(routeTableId) ?? routeTableId).toLowerCase();
  const holder = tables.get(key) ?? user;
  tables.set(key, holder);
  return holder;
}

/** The table of a cluster or a gateway that exists already. One that another uses is reported at `prop`. */
export function existingTableOf(user: Construct, routeTableId: string, prop: string): ExistingRouteTable {
  const table = new ExistingRouteTable(user, "~existing_routes", { routeTableId });
  report(user, TABLE_OF_NETWORK_MANAGER.judge({ id: routeTableId, prop }));
  const holder = holderOfTable(user, routeTableId);
  if (holder !== user)
    report(user, ROUTE_TABLE_SHARED.judge({ id: routeTableId, holder: nameInPlatform(holder), prop }));
  return table;
}

export interface ExistingRouteTableProps {
  /** Azure Resource Manager id of the table. */
  readonly routeTableId: string;
}

/** A route table that exists already. It is never changed: its routes are listed for its team. */
export class ExistingRouteTable extends Construct implements IExtensibleRouteTable {
  readonly routeTableId: string;
  readonly routeTableName: string;

  /** @throws TopologyError when the id is not that of a route table */
  constructor(scope: Construct, id: string, { routeTableId }: ExistingRouteTableProps) {
    super(scope, id);
    const parsed = parseArmIdOf("Microsoft.Network/routeTables", routeTableId);
    if (parsed === undefined) throw new TopologyError(this, NOT_A_ROUTE_TABLE.problem(routeTableId));
    this.routeTableId = routeTableId;
    this.routeTableName = parsed.name;
  }

  /** Azure Resource Manager id of the group that holds the table. */
  get resourceGroupId(): string {
    return resourceGroupScope(this.routeTableId);
  }

  send(name: string, range: Cidr, hop: RequestedTableRoute["hop"]): readonly [] {
    const { routeTableId } = this;
    new RequestedTableRoute(this, `route_${name}`, { name, range, hop, routeTableId });
    return [];
  }

  sendEverythingTo(hop: NextHop): readonly [] {
    return this.send("default", Cidr.of("0.0.0.0/0"), hop);
  }

  sendEverythingToInternet(): readonly [] {
    return this.send("default", Cidr.of("0.0.0.0/0"), "Internet");
  }
}
