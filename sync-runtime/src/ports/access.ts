import type { Cidr } from "../domain/cidr.js";
import type { RouteTable } from "../domain/table.js";
import type { Call } from "./route-tables.js";

/** Whom a token names, by its claims; null where it does not say. Never the token itself. */
export interface Identity {
  /** Object id of the user, service principal or managed identity (`oid`): what role assignments name. */
  readonly objectId: string | null;
  /** Client id of the application or managed identity (`appid`, `azp`). */
  readonly clientId: string | null;
  /** `tid`. */
  readonly tenantId: string | null;
}

/** What an attempt that cannot change anything showed of a permission. */
export type Proof =
  | { readonly kind: "granted" }
  /** No role allows it, or a deny assignment forbids it. */
  | { readonly kind: "denied"; readonly message: string }
  /** A role allows it, and a policy denies it. */
  | { readonly kind: "policy"; readonly message: string }
  /** A role allows it, and a lock forbids it. */
  | { readonly kind: "locked"; readonly message: string }
  /** What had to be refused was done. */
  | { readonly kind: "done"; readonly message: string }
  | { readonly kind: "unproven"; readonly message: string };

/** One filter of an alert processing rule, as Azure names fields and operators. */
export interface AlertFilter {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** An enabled alert processing rule that takes all action groups from the alerts that it fits. */
export interface Suppression {
  readonly name: string;
  /** Ids of subscriptions, groups or resources: an alert on one of them, or on something inside, is suppressed. */
  readonly scopes: readonly string[];
  /** All of them must fit. */
  readonly filters: readonly AlertFilter[];
  /** Local time in the rule's own zone, without an offset; null for ever. */
  readonly until: string | null;
  /** True when it acts at certain hours or days only. */
  readonly recurs: boolean;
}

/** What Azure reports about this process and the surroundings of the tables. Every method throws `SyncError` and nothing else. */
export interface Access {
  /** @throws SyncError `UNAUTHENTICATED` when there is no token to be had */
  identity(call: Call): Promise<Identity>;
  /** Resolves when the Resource Manager answers anything to this identity. @throws SyncError when it does not */
  reach(subscription: string, call: Call): Promise<void>;
  /** Whether this identity may write a table, without writing it: the table as it was read, for an etag that no table has. */
  canWrite(table: RouteTable, call: Call): Promise<Proof>;
  /** Whether this identity may follow a write to its end: asks for an operation that does not exist. */
  canFollow(subscription: string, location: string, call: Call): Promise<Proof>;
  /** The address ranges of a subnet. */
  subnetRanges(subnetId: string, call: Call): Promise<readonly Cidr[]>;
  /** All rules of a subscription that suppress alerts. */
  suppressions(subscription: string, call: Call): Promise<readonly Suppression[]>;
}
