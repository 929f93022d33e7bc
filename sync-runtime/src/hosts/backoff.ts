/**
 * Lengthens the pause of targets whose writes do not last. Where an alert covers the whole group, the runtime's own writes
 * wake it too: without this, a write that another writer always reverts would be repeated for ever at full pace.
 */
export class Backoff {
  readonly #pauseMs: number;
  readonly #longestMs: number;
  readonly #failures = new Map<string, number>();

  constructor(pauseMs: number, longestMs: number) {
    this.#pauseMs = pauseMs;
    this.#longestMs = longestMs;
  }

  /** @param lasting false: the round wrote, and failed all the same */
  note(key: string, lasting: boolean): void {
    if (lasting) this.#failures.delete(key);
    else this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
  }

  /** Least time between the beginnings of two rounds of a target, in milliseconds. */
  pauseMs(key: string): number {
    const failures = this.#failures.get(key);
    if (failures === undefined) return this.#pauseMs;
    return Math.min(this.#pauseMs * 2 ** failures, Math.max(this.#longestMs, this.#pauseMs));
  }

  /** Forgets targets that are no longer configured. */
  retain(keys: ReadonlySet<string>): void {
    for (const key of this.#failures.keys()) if (!keys.has(key)) this.#failures.delete(key);
  }
}
