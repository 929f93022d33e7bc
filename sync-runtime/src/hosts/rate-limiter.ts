import type { Clock } from "../ports/clock.js";

const MINUTE_MS = 60_000;

/** Admits once a minute: for unknown messages, each of which would cause a read of everything. */
export class RateLimiter {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get ready(): boolean {
    return this.#clock.monotonic() - this.#last >= MINUTE_MS;
  }

  /** Takes this minute's admission. */
  spend(): void {
    this.#last = this.#clock.monotonic();
  }
}
