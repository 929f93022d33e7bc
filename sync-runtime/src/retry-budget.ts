import { interrupted, SyncError } from "./domain/errors.js";
import { sleepUnlessAborted, type Clock } from "./ports/clock.js";
import { within } from "./ports/race.js";
import { TableCallError } from "./ports/route-tables.js";
import { counted } from "./domain/counted.js";

/** How long one reconcile of one target may try. */
export interface Limits {
  /** From the first read to the last decision to try again, in milliseconds. @default 120,000 */
  readonly roundMs: number;
  /** For one read, in milliseconds. @default 30,000 */
  readonly callMs: number;
  /** For one write with its operation, in milliseconds; AKS's own writes take a few seconds. @default 60,000 */
  readonly writeMs: number;
  /** Writes tried in one reconcile. @default 8 */
  readonly attempts: number;
}

export const DEFAULT_LIMITS: Limits = { roundMs: 120_000, callMs: 30_000, writeMs: 60_000, attempts: 8 };

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/** No call gets less, however little time is left: an answer that is on its way should not be thrown away. */
const LEAST_CALL_MS = 500;

/** A write that is under way at the deadline may end, within reason. */
const WRITE_GRACE_MS = 1_000;

const never = new AbortController().signal;

/** The time that a reconcile has, and how it spends it between attempts, independent of tables. */
export class RetryBudget {
  readonly limits: Limits;
  /** Aborts when the process is asked to stop: nothing new begins. */
  readonly stop: AbortSignal;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #start: number;

  constructor(clock: Clock, random: () => number, limits: Limits, stop: AbortSignal = never) {
    this.limits = limits;
    this.stop = stop;
    this.#clock = clock;
    this.#random = random;
    this.#start = clock.monotonic();
  }

  stopping(): boolean {
    return this.stop.aborted;
  }

  get elapsedMs(): number {
    return this.#clock.monotonic() - this.#start;
  }

  get leftMs(): number {
    return Math.max(0, this.limits.roundMs - this.elapsedMs);
  }

  /** Half of what is left, as a moment of the monotonic clock: reading must leave time for writing. */
  halfway(): number {
    return this.#clock.monotonic() + this.leftMs / 2;
  }

  /** As a moment of the monotonic clock. */
  get deadline(): number {
    return this.#start + this.limits.roundMs;
  }

  /** Exponential, jittered by half so that rivals part, and never before Azure asked for. */
  waitBefore(attempt: number, afterMs: number | null): number {
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    return Math.max(ceiling * (0.5 + this.#random() / 2), afterMs ?? 0);
  }

  /** Waits, unless that would end after `deadline` or the process stops. @returns whether it waited its time */
  async wait(ms: number, deadline: number): Promise<boolean> {
    if (this.#clock.monotonic() + ms > deadline) return false;
    return sleepUnlessAborted(this.#clock, ms, this.stop);
  }

  /** A call that only reads, given up at `until`, after `callMs`, or when the process stops. Never throws. */
  async read<T>(
    what: string,
    until: number,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | SyncError> {
    if (this.stopping()) return interrupted();
    const ms = Math.min(this.limits.callMs, Math.max(LEAST_CALL_MS, until - this.#clock.monotonic()));
    try {
      return await within(this.#clock, ms, call, () => noAnswer(`read ${what}`, ms, false), this.stop);
    } catch (error) {
      return this.stopping() ? interrupted() : SyncError.from(error);
    }
  }

  /** A write, given up at the deadline or after `writeMs`; one that is under way is not interrupted. Never throws. */
  async write<T>(what: string, call: (signal: AbortSignal) => Promise<T>): Promise<T | SyncError> {
    const ms = Math.min(this.limits.writeMs, this.leftMs + WRITE_GRACE_MS);
    try {
      return await within(this.#clock, ms, call, () => noAnswer(`write ${what}`, ms, true));
    } catch (error) {
      return SyncError.from(error);
    }
  }

  /** The error of the last attempt, reported as the result of all of them. */
  gaveUp(error: SyncError, attempts: number): SyncError {
    if (!(error instanceof TableCallError) || error.retry.when === "never") return error;
    const { code, fault, remedy } = error;
    const seconds = Math.round(this.elapsedMs / 1000);
    const message = `gave up after ${counted(attempts, "attempt")} in ${seconds} s: ${error.message}`;
    return new SyncError({ code, fault, remedy, message, cause: error });
  }
}

function noAnswer(what: string, ms: number, maybeDone: boolean): TableCallError {
  return new TableCallError({
    code: "AZURE_UNAVAILABLE",
    fault: "azure",
    message: `could not ${what}: no answer within ${Math.round(ms / 100) / 10} s`,
    remedy:
      "Check the network, the endpoint and the identity endpoint: something accepts connections and does not answer.",
    retry: { when: "later", afterMs: null },
    maybeDone,
  });
}
