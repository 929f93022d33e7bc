import { SyncError } from "./errors.js";
import { nested } from "./flat.js";
import { TableId } from "./ids.js";
import { isJsonObject, stringAt, type Json, type JsonObject } from "./json.js";
import { Route } from "./route.js";

/** State of a table in Azure. `Updating` and whatever else is not final will pass by itself. */
export type TableState = "Succeeded" | "Failed" | "Deleting" | "Updating";

/** A route table that was read and is one: nothing in it is assumed. */
export interface RouteTable {
  readonly id: TableId;
  /** Changes with every write, twice; good for one `If-Match`. */
  readonly etag: string;
  readonly state: TableState;
  /** As Azure put it. */
  readonly provisioningState: string;
  readonly routes: readonly Route[];
  /** The whole body as it was read. */
  readonly body: JsonObject;
}

/**
 * Reads a table from a body of the Resource Manager API, or from what `az network route-table show -o json` prints
 * (the same fields without the `properties` level).
 * @throws SyncError `TABLE_UNREADABLE` naming all that is missing: a body that is no table must never pass as an empty one.
 */
export function readTable(body: unknown): RouteTable {
  if (!isJsonObject(body)) throw unreadable(["it is not a JSON object"]);
  const flaws: string[] = [];
  const demand = (object: JsonObject, key: string): string => {
    const value = stringAt(object, key);
    if (value === undefined || value === "") flaws.push(`${key} is missing`);
    return value ?? "";
  };
  const properties = isJsonObject(body["properties"]) ? body["properties"] : body;
  const idText = demand(body, "id");
  demand(body, "name");
  const etag = demand(body, "etag");
  const provisioningState = demand(properties, "provisioningState");
  const id = TableId.parse(idText);
  if (idText !== "" && id === null) flaws.push(`id is not that of a route table (${idText})`);
  const routes = readRoutes(properties["routes"], flaws);
  if (flaws.length > 0 || id === null) throw unreadable(flaws);
  return { id, etag, state: stateOf(provisioningState), provisioningState, routes, body };
}

function readRoutes(list: Json | undefined, flaws: string[]): Route[] {
  if (!Array.isArray(list)) {
    flaws.push("routes is not an array");
    return [];
  }
  return list.flatMap((entry: unknown, index) => {
    const route = readRoute(entry);
    if (route === null) flaws.push(`routes[${index}] lacks its name, addressPrefix or nextHopType`);
    return route ?? [];
  });
}

function readRoute(entry: unknown): Route | null {
  if (!isJsonObject(entry)) return null;
  const properties = isJsonObject(entry["properties"]) ? entry["properties"] : entry;
  const name = stringAt(entry, "name");
  const addressPrefix = stringAt(properties, "addressPrefix");
  const nextHopType = stringAt(properties, "nextHopType");
  const nextHopIpAddress = stringAt(properties, "nextHopIpAddress") ?? null;
  if (!name || !addressPrefix || !nextHopType) return null;
  return new Route({ name, addressPrefix, nextHopType, nextHopIpAddress: nextHopIpAddress || null }, entry);
}

/** `Canceled` ended without success like `Failed`; states that Azure may yet invent are waited for. */
function stateOf(provisioningState: string): TableState {
  switch (provisioningState.toLowerCase()) {
    case "succeeded":
      return "Succeeded";
    case "failed":
    case "canceled":
      return "Failed";
    case "deleting":
      return "Deleting";
    default:
      return "Updating";
  }
}

function unreadable(flaws: readonly string[]): SyncError {
  return new SyncError({
    code: "TABLE_UNREADABLE",
    fault: "azure",
    message: `the answer does not read as a route table: ${flaws.join("; ")}`,
    remedy: "Look at the table with `az network route-table show`; nothing was written.",
  });
}

/** The whole body for a PUT: as it was read, with `routes` in place of its routes. */
export function bodyWithRoutes(table: RouteTable, routes: readonly Route[]): JsonObject {
  const body = nested(table.body);
  const properties = isJsonObject(body["properties"]) ? body["properties"] : {};
  return { ...body, properties: { ...properties, routes: routes.map((route) => route.toBody()) } };
}
