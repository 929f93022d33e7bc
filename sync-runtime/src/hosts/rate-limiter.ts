import type { Clock } from "../ports/clock.js";

const minuteMs = 60_000;

/** Admits once a minute: for messages that nobody understands, and that would make us read everything. */
export class RateLimiter {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  admit(): boolean {
    const now = this.#clock.monotonic();
    if (now - this.#last < minuteMs) return false;
    this.#last = now;
    return true;
  }
}
