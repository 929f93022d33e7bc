import { treeState } from "../core/tree-state.js";
import type { IRouteTable } from "../network/route-table.js";

const target = treeState("mirror-target", () => ({}));

/** Marks a table that the runtime writes node routes into. */
export function markMirrorTarget(table: IRouteTable): void {
  target.of(table);
}

/** Whether the runtime writes node routes into a table. */
export function isMirrorTarget(table: IRouteTable): boolean {
  return target.peek(table) !== undefined;
}
