import { SyncError } from "./domain/errors.js";
import { slept } from "./ports/clock.js";
import type { Clock } from "./ports/clock.js";
import { TableCallError } from "./ports/route-tables.js";

/** How long one reconcile of one target may try. */
export interface Limits {
  /** From the first read to the last decision to try again, in milliseconds. Default 120,000. */
  readonly roundMs: number;
  /** For one read, in milliseconds. Default 30,000. */
  readonly callMs: number;
  /** For one write with its operation, in milliseconds; AKS's own writes take a few seconds. Default 60,000. */
  readonly writeMs: number;
  /** Writes tried in one reconcile. Default 8. */
  readonly attempts: number;
}

export const defaultLimits: Limits = { roundMs: 120_000, callMs: 30_000, writeMs: 60_000, attempts: 8 };

const firstWaitMs = 500;
const longestWaitMs = 20_000;

/** The time that a reconcile has, and how it spends it between attempts. Knows nothing of tables. */
export class Effort {
  readonly limits: Limits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #start: number;

  constructor(clock: Clock, random: () => number, limits: Limits) {
    this.limits = limits;
    this.#clock = clock;
    this.#random = random;
    this.#start = clock.now();
  }

  get elapsedMs(): number {
    return this.#clock.now() - this.#start;
  }

  /** Half of what is left: reading must leave time for writing. */
  halfway(): number {
    const now = this.#clock.now();
    return now + Math.max(0, this.#start + this.limits.roundMs - now) / 2;
  }

  get deadline(): number {
    return this.#start + this.limits.roundMs;
  }

  /** Exponential, jittered by half so that rivals part, and never before Azure asked for. */
  waitBefore(attempt: number, afterMs: number | null): number {
    const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    return Math.max(ceiling * (0.5 + this.#random() / 2), afterMs ?? 0);
  }

  /** Waits, unless that would end after `deadline`. @returns whether it waited */
  async wait(ms: number, deadline: number): Promise<boolean> {
    if (this.#clock.now() + ms > deadline) return false;
    await this.#clock.sleep(ms);
    return true;
  }

  /** Runs with a signal that aborts after `ms`. */
  async within<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const expired = new AbortController();
    const done = new AbortController();
    void slept(this.#clock, ms, done.signal).then((late) => {
      if (late) expired.abort();
    });
    try {
      return await run(expired.signal);
    } finally {
      done.abort();
    }
  }

  /** The error of the last attempt, told as the end of all of them. */
  gaveUp(error: SyncError, attempts: number): SyncError {
    if (!(error instanceof TableCallError) || error.again.when === "never") return error;
    const { code, whose, remedy } = error;
    const seconds = Math.round(this.elapsedMs / 1000);
    const message = `gave up after ${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${seconds} s: ${error.message}`;
    return new SyncError({ code, whose, remedy, message, cause: error });
  }
}
