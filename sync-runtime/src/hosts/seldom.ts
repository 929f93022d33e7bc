import type { Clock } from "../ports/clock.js";

const minuteMs = 60_000;

/** Says yes at most once a minute: for messages that nobody understands, and that would make us read everything. */
export class Seldom {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): boolean {
    const now = this.#clock.now();
    if (now - this.#last < minuteMs) return false;
    this.#last = now;
    return true;
  }
}
