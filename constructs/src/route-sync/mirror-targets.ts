import type { IRouteTable } from "../network/route-table.js";

const targets = new WeakSet<IRouteTable>();

/** Remembers that the runtime writes node routes into a table. */
export function markMirrorTarget(table: IRouteTable): void {
  targets.add(table);
}

/** Whether a table gets node routes from the runtime. */
export function isMirrorTarget(table: IRouteTable): boolean {
  return targets.has(table);
}
