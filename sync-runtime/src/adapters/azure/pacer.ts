import { sleepUnlessAborted, type Clock } from "../../ports/clock.js";

/** A bucket of `size` requests that refills by `perSecond`. */
export interface BucketSize {
  readonly size: number;
  readonly perSecond: number;
}

/**
 * Four fifths of what Azure gives a subscription (reads 250 and 25/s, writes 200 and 10/s:
 * learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling), since others call too.
 */
const BUCKETS = { read: { size: 200, perSecond: 20 }, write: { size: 160, perSecond: 8 } } as const;

/** Spreads one process's requests to a subscription so that a sweep of hundreds of mirrors is not throttled. */
export class Pacer {
  readonly #clock: Clock;
  readonly #buckets: Readonly<Record<"read" | "write", Bucket>>;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#buckets = {
      read: new Bucket(BUCKETS.read, clock.monotonic()),
      write: new Bucket(BUCKETS.write, clock.monotonic()),
    };
  }

  /** Resolves when a request of this kind may go out, or when `signal` aborts. */
  async admit(kind: "read" | "write", signal: AbortSignal): Promise<void> {
    const waitMs = this.#buckets[kind].reserve(this.#clock.monotonic());
    if (waitMs > 0) await sleepUnlessAborted(this.#clock, waitMs, signal);
  }
}

class Bucket {
  readonly #shape: BucketSize;
  #tokens: number;
  #filledAt: number;

  constructor(shape: BucketSize, now: number) {
    this.#shape = shape;
    this.#tokens = shape.size;
    this.#filledAt = now;
  }

  /** Takes a token, ahead of time if there is none. @returns how long to wait for it, in milliseconds */
  reserve(now: number): number {
    const { size, perSecond } = this.#shape;
    this.#tokens = Math.min(size, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / perSecond) * 1000;
  }
}
