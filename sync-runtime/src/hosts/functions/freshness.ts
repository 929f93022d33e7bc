import type { Clock } from "../../ports/clock.js";
import type { WakeMessage } from "../../ports/wake-queue.js";

/** Allowed difference between the clocks of two instances: Azure's hosts keep time to well below this. */
const skewMs = 2_000;

/** Targets remembered; a runtime has hundreds. */
const remembered = 10_000;

/**
 * Knows which messages the rounds of this instance have answered already: those sent before the last good round of
 * their target began. It saves the reads of a burst of alerts, and only that: every sweep looks again anyway.
 */
export class Freshness {
  readonly #clock: Clock;
  readonly #began = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  answered({ target, sent, confirmations }: WakeMessage): boolean {
    const began = this.#began.get(target.key);
    return confirmations.size === 0 && began !== undefined && sent + skewMs < began;
  }

  /** Call when a round begins. @returns a function to call when it has succeeded */
  begin({ target }: WakeMessage): () => void {
    const now = this.#clock.now();
    return () => {
      if (this.#began.size >= remembered) this.#began.clear();
      this.#began.set(target.key, now);
    };
  }
}
