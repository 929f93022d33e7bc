import type { Clock } from "../ports/clock.js";
import type { ConfirmationStore, Remembered } from "../ports/confirmations.js";

/** For a single host: after a restart it starts to wait again. */
export class MemoryConfirmations implements ConfirmationStore {
  readonly #clock: Clock;
  readonly #entries = new Map<string, { readonly fingerprint: string | null; readonly since: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  read(mirror: string): Promise<Remembered | null> {
    const entry = this.#entries.get(mirror);
    if (entry === undefined) return Promise.resolve(null);
    const { fingerprint, since } = entry;
    const ageMs = this.#clock.monotonic() - since;
    return Promise.resolve({
      tag: String(since),
      doubtful: false,
      confirmation: fingerprint === null ? null : { fingerprint, ageMs },
    });
  }

  write(mirror: string, fingerprint: string | null): Promise<boolean> {
    if (fingerprint === null) this.#entries.delete(mirror);
    else this.#entries.set(mirror, { fingerprint, since: this.#clock.monotonic() });
    return Promise.resolve(true);
  }
}
