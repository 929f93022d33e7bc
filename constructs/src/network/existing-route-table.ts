import { Construct, type IConstruct } from "constructs";
import { armTypeOf, parseArmId, resourceGroupScope } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { TopologyError } from "../core/problem.js";
import { treeState } from "../core/tree-state.js";
import { Cidr } from "../net/cidr.js";
import { RequestedTableRoute } from "./requested-of-subnet.js";
import type { IExtensibleRouteTable, NextHop } from "./route-table.js";
import { NOT_A_ROUTE_TABLE } from "./rules.js";

/** The cluster of each table that exists already, by its id in lower case. */
const holders = treeState("existing-route-tables", () => new Map<string, IConstruct>());

/** The first cluster that uses a table: the caller, or one before it. */
export function holderOfTable(cluster: IConstruct, routeTableId: string): IConstruct {
  const tables = holders.of(cluster.node.root);
  const key = (knownText(routeTableId) ?? routeTableId).toLowerCase();
  const holder = tables.get(key) ?? cluster;
  tables.set(key, holder);
  return holder;
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
    const parsed = parseArmId(routeTableId);
    if (parsed === undefined || armTypeOf(routeTableId) !== "Microsoft.Network/routeTables")
      throw new TopologyError(this, NOT_A_ROUTE_TABLE.problem(routeTableId));
    this.routeTableId = routeTableId;
    this.routeTableName = parsed.name;
  }

  /** Azure Resource Manager id of the group that holds the table. */
  get resourceGroupId(): string {
    return resourceGroupScope(this.routeTableId);
  }

  send(name: string, range: Cidr, hop: NextHop | "VirtualNetworkGateway"): readonly [] {
    const { routeTableId } = this;
    new RequestedTableRoute(this, `route_${name}`, { name, range, hop, routeTableId });
    return [];
  }

  sendEverythingTo(hop: NextHop): readonly [] {
    return this.send("default", Cidr.of("0.0.0.0/0"), hop);
  }
}
