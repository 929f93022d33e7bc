import type { TableId } from "../../domain/ids.js";
import type { Clock } from "../../ports/clock.js";

/**
 * Insertion times and the queue's own time have a resolution of a second each, and the round's reads go out while the
 * queue is asked: a message must be older than the round by this much to be answered by it. In milliseconds.
 */
const SKEW_MS = 2_000;

/** Targets remembered; a runtime has hundreds. */
const REMEMBERED = 10_000;

interface Round {
  /** By the queue's own time; null when the queue did not say. */
  readonly queueTime: number | null;
  /** By this process's monotonic clock. */
  readonly began: number;
}

/**
 * Knows which messages the rounds of this instance have answered already: those that were inserted before the last good
 * round of their target began, both by the queue's time. It saves the reads of a burst of alerts, and only that: every
 * sweep looks again anyway.
 */
export class Freshness {
  readonly #clock: Clock;
  readonly #good = new Map<string, Round>();
  /** When the last round of a target began, however it ended. */
  readonly #began = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param inserted when the message came into the queue, by the queue's time; null when that is not known */
  answered(target: TableId, inserted: number | null): boolean {
    const round = this.#good.get(target.key);
    if (round?.queueTime == null || inserted === null) return false;
    return inserted + SKEW_MS < round.queueTime;
  }

  /** Milliseconds since the last good round of a target began; infinite when there was none. */
  sinceGood(target: TableId): number {
    const round = this.#good.get(target.key);
    return round === undefined ? Number.POSITIVE_INFINITY : this.#clock.monotonic() - round.began;
  }

  /** Milliseconds since any round of a target began; infinite when there was none. */
  sinceBegan(target: TableId): number {
    const began = this.#began.get(target.key);
    return began === undefined ? Number.POSITIVE_INFINITY : this.#clock.monotonic() - began;
  }

  /** Call when a round begins. @returns a function to call when it has succeeded */
  begin(target: TableId): (queueTime: number | null) => void {
    const began = this.#clock.monotonic();
    if (this.#began.size >= REMEMBERED) this.#began.clear();
    this.#began.set(target.key, began);
    return (queueTime) => {
      if (this.#good.size >= REMEMBERED) this.#good.clear();
      this.#good.set(target.key, { queueTime, began });
    };
  }
}
