import type { Clock } from "./clock.js";
import type { ConfirmationStore } from "./confirmations.js";
import type { Reporter } from "./reporter.js";
import type { RouteTables } from "./route-tables.js";

/** Everything that reconciling needs from outside. */
export interface Ports {
  readonly tables: RouteTables;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly reporter: Reporter;
  /** @default none is kept, and no large removal is ever confirmed */
  readonly confirmations?: ConfirmationStore | undefined;
}
