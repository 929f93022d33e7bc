import type { DenyPolicy } from "./admission/policies.js";
import type { Pace } from "./aks/route-writer.js";
import type { Clock } from "./core/clock.js";
import type { TypeRow } from "./core/type-row.js";
import type { EventOptions } from "./events/events.js";
import type { FaultRule } from "./faults/rule.js";
import type { Latencies } from "./gate.js";

/** How a simulator behaves. */
export interface SimulatorOptions {
  /** @default the machine's time */
  readonly clock?: Clock;
  /** Seed of etags, operation ids and faults. @default 1 */
  readonly seed?: number;
  /** Tenant that tokens and identities name. @default a fixed one */
  readonly tenant?: string;
  /** How long things take. @default no time at all */
  readonly latencies?: Partial<Latencies>;
  /** Refuse calls beyond Azure's token buckets with 429. @default false */
  readonly throttling?: boolean;
  /** Let role assignments decide. @default false: any bearer token may do everything */
  readonly permissions?: boolean;
  /** Object ids that may do everything under enforced permissions, in addition to the client of the printed environment. @default none */
  readonly administrators?: readonly string[];
  /** Most routes one table may hold. @default 1,000 */
  readonly routesPerTable?: number;
  /** How the AKS controllers pace themselves. Azure: 30 s, 30 s, 120 s. @default every change is written at once */
  readonly aks?: Partial<Pace>;
  /** How events travel. @default at once, once, in order */
  readonly events?: Partial<EventOptions>;
  /** Faults to inject from the start. @default none */
  readonly faults?: readonly FaultRule[];
  /** Policies that deny writes. @default none */
  readonly policies?: readonly DenyPolicy[];
  /** Resource providers that no subscription has registered yet. @default none */
  readonly unregistered?: readonly string[];
  /** Entries per page of a list. @default lists come whole */
  readonly pageSize?: number;
  /** Further rows for the table of types. @default none */
  readonly types?: readonly TypeRow[];
}
