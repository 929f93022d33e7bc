import { treeState } from "../core/tree-state.js";
import type { IRouteTable } from "../network/route-table.js";

const target = treeState("mirror-target", () => ({ isMirrorTarget: false }));

/** Marks a table that the runtime writes node routes into. */
export function markMirrorTarget(table: IRouteTable): void {
  target.of(table).isMirrorTarget = true;
}

/** Whether the runtime writes node routes into a table. */
export function isMirrorTarget(table: IRouteTable): boolean {
  return target.peek(table)?.isMirrorTarget ?? false;
}
