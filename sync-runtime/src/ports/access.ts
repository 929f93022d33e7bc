import type { Call } from "./route-tables.js";

/** One grant that the signed-in identity has on a scope; actions may hold `*`. */
export interface Grant {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** What this process may do in Azure. */
export interface Access {
  /** The grants on a scope, inherited ones included. @throws SyncError when Azure does not tell */
  grants(scope: string, subscription: string, call: Call): Promise<readonly Grant[]>;
}
