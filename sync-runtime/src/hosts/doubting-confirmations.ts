import type { ConfirmationStore, Remembered } from "../ports/confirmations.js";

/**
 * Distrusts what a memory says of a mirror after it could not be read or written once: a reading that differed may not
 * have been recorded, so the recorded readings may not be consecutive. What is written next ends the doubt.
 */
export class DoubtingConfirmations implements ConfirmationStore {
  readonly #store: ConfirmationStore;
  readonly #doubtful = new Set<string>();
  #worked = false;

  constructor(store: ConfirmationStore) {
    this.#store = store;
  }

  /** Whether the memory was ever read: one that never was confirms nothing, for any instance. */
  get worked(): boolean {
    return this.#worked;
  }

  async read(mirror: string, signal: AbortSignal): Promise<Remembered | null> {
    try {
      const memory = await this.#store.read(mirror, signal);
      this.#worked = true;
      return memory === null ? null : { ...memory, doubtful: memory.doubtful || this.#doubtful.has(mirror) };
    } catch (error) {
      this.#doubtful.add(mirror);
      throw error;
    }
  }

  async write(
    mirror: string,
    fingerprint: string | null,
    replacing: Remembered | null,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const done = await this.#store.write(mirror, fingerprint, replacing, signal);
      if (done) this.#doubtful.delete(mirror);
      return done;
    } catch (error) {
      this.#doubtful.add(mirror);
      throw error;
    }
  }
}
