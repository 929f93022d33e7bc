/** Calls by kind. A poll asks after a long-running operation; every other GET, HEAD is a read; the rest are writes. */
export interface CallCounts {
  readonly reads: number;
  readonly writes: number;
  readonly polls: number;
}

export type CallKind = keyof CallCounts;

const NONE: CallCounts = { reads: 0, writes: 0, polls: 0 };

/** Ids counted one by one; beyond this many only the total is kept. */
const COUNTED_IDS = 20_000;

/** How often clients called, in all and by resource id. What the simulator itself does (AKS, seeding) is not counted. */
export class Counters {
  #total: CallCounts = NONE;
  readonly #byId = new Map<string, CallCounts>();

  /** Calls since the last reset. The object is a snapshot: it does not change later. */
  get total(): CallCounts {
    return this.#total;
  }

  get reads(): number {
    return this.#total.reads;
  }

  get writes(): number {
    return this.#total.writes;
  }

  get polls(): number {
    return this.#total.polls;
  }

  /** Calls that named this resource, without case. */
  of(id: string): CallCounts {
    return this.#byId.get(id.toLowerCase()) ?? NONE;
  }

  /** Calls since an earlier `total`. */
  since(earlier: CallCounts): CallCounts {
    const { reads, writes, polls } = this.#total;
    return { reads: reads - earlier.reads, writes: writes - earlier.writes, polls: polls - earlier.polls };
  }

  reset(): void {
    this.#total = NONE;
    this.#byId.clear();
  }

  /** Called by the simulator for every request of a client. */
  count(kind: CallKind, id: string): void {
    this.#total = { ...this.#total, [kind]: this.#total[kind] + 1 };
    const key = id.toLowerCase();
    const known = this.#byId.get(key);
    if (known === undefined && this.#byId.size >= COUNTED_IDS) return;
    this.#byId.set(key, { ...(known ?? NONE), [kind]: (known ?? NONE)[kind] + 1 });
  }
}
