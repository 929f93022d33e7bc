import type { CallCounts } from "../domain/describe.js";
import { SyncError, type SyncErrorDetails } from "../domain/errors.js";
import type { ResourceGroupId, TableId } from "../domain/ids.js";
import type { Route } from "../domain/route.js";
import type { RouteTable } from "../domain/table.js";

/** Counts calls as they are made. */
export class Meter {
  #counts = { reads: 0, writes: 0, polls: 0, retries: 0, throttles: 0 };

  count(kind: keyof CallCounts | "throttles"): void {
    this.#counts[kind] += 1;
  }

  get counts(): CallCounts {
    const { reads, writes, polls, retries } = this.#counts;
    return { reads, writes, polls, retries };
  }

  /** Answers with status 429. */
  get throttles(): number {
    return this.#counts.throttles;
  }
}

/** What every call gets along: where to count it, and when to give it up. */
export interface Call {
  readonly meter: Meter;
  readonly signal: AbortSignal;
}

/** What a write gets along. */
export interface WriteCall extends Call {
  /** Aborts when the process is asked to stop: a write that is not on its way yet must not begin. */
  readonly stop: AbortSignal;
}

/** Azure's route tables. Every method throws `TableCallError` or a plain `SyncError` and nothing else. */
export interface RouteTables {
  /** @throws SyncError also when the answer is no route table, or another one than asked for */
  read(id: TableId, call: Call): Promise<RouteTable>;
  /** The single route table of a node resource group. */
  find(group: ResourceGroupId, call: Call): Promise<TableId>;
  /**
   * Replaces the routes of a table as it was read, if it is still the same, and waits until Azure has done so.
   * Everything else of the body goes back as it came.
   * @returns the table as it was read after the write
   */
  write(table: RouteTable, routes: readonly Route[], call: WriteCall): Promise<RouteTable>;
}

/**
 * When a failed call is worth repeating:
 * `changed` another writer was first (412): read again and plan again;
 * `later` it may pass by itself, not before `afterMs` if given;
 * `never` repeating cannot help.
 */
export type RetryAdvice =
  | { readonly when: "changed" }
  | { readonly when: "later"; readonly afterMs: number | null }
  | { readonly when: "never" };

export interface TableCallErrorDetails extends SyncErrorDetails {
  readonly retry: RetryAdvice;
  /** True when the call may have taken effect although it failed. */
  readonly maybeDone: boolean;
}

/** A call that failed, with what the reconciler needs to go on. */
export class TableCallError extends SyncError {
  override readonly name = "TableCallError";
  readonly retry: RetryAdvice;
  readonly maybeDone: boolean;

  constructor(details: TableCallErrorDetails) {
    super(details);
    this.retry = details.retry;
    this.maybeDone = details.maybeDone;
  }
}
