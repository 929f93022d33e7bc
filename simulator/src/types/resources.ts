import type { TypeRow } from "../core/type-row.js";

/** Microsoft.Resources. */
export const RESOURCE_ROWS: readonly TypeRow[] = [
  {
    type: "Microsoft.Resources/resourceGroups",
    writes: "sync",
    needsLocation: true,
    deletes: "async",
    retryAfter: 0,
  },
];
