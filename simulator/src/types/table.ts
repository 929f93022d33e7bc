import type { TypeRow } from "../core/type-row.js";
import { resourceRows } from "./resources.js";
import { routeTableRows } from "./route-tables.js";
import { virtualNetworkRows } from "./virtual-networks.js";

/** The table of types. */
export const typeTable: readonly TypeRow[] = [...resourceRows, ...routeTableRows, ...virtualNetworkRows];
