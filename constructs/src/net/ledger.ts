/**
 * Which key has which value: what earlier runs recorded, and what this one does. A value of an earlier run is held for its
 * key whether or not the key is still there.
 */
export class Ledger<V extends string | number> {
  readonly #held: ReadonlyMap<string, V>;
  readonly #now = new Map<string, V>();

  constructor(held: Iterable<readonly [string, V]>) {
    this.#held = new Map(held);
  }

  /** What is held for a key. */
  held(key: string): V | undefined {
    return this.#held.get(key);
  }

  record(key: string, value: V): V {
    this.#now.set(key, value);
    return value;
  }

  /** What a key holds, else the first candidate that no other key of `among` has; recorded. */
  place(key: string, candidates: Iterable<V>, among: (key: string) => boolean): V | undefined {
    const held = this.#held.get(key);
    if (held !== undefined) return this.record(key, held);
    const taken = new Set(
      [...this.#held, ...this.#now].filter(([other]) => among(other)).map(([, value]) => value),
    );
    for (const candidate of candidates) {
      if (!taken.has(candidate)) return this.record(key, candidate);
    }
    return undefined;
  }

  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  /** Whether this run recorded a key that holds nothing. */
  get hasNew(): boolean {
    return [...this.#now.keys()].some((key) => !this.#held.has(key));
  }

  /** Everything held, by key. */
  get all(): ReadonlyMap<string, V> {
    return this.#held;
  }

  /** What this run recorded. */
  get recorded(): ReadonlyMap<string, V> {
    return this.#now;
  }

  /** What is held and this run did not record. */
  get gone(): readonly (readonly [string, V])[] {
    return [...this.#held].filter(([key]) => !this.#now.has(key));
  }
}
