import { isWithin, type Inventory } from "../inventory.js";
import { associatedWith } from "../relations.js";
import { blocks, text } from "../values.js";

/** The address to which the table of a subnet sends 0.0.0.0/0; undefined where it sends it to none. */
export function defaultHopOf(inventory: Inventory, subnetId: string | undefined): string | undefined {
  const tableId = associatedWith(inventory, subnetId, "route_table");
  const table = inventory.byId("azurerm_route_table", tableId);
  if (table === undefined) return undefined;
  const routes = [
    ...blocks(table.values, "route"),
    ...inventory
      .of("azurerm_route")
      .filter(({ id }) => isWithin(id, table.id))
      .map(({ values }) => values),
  ];
  const route = routes.find((candidate) => text(candidate, "address_prefix") === "0.0.0.0/0");
  return route === undefined ? undefined : text(route, "next_hop_in_ip_address");
}
