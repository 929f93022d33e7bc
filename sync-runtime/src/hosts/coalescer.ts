import { sleepUnlessAborted, type Clock } from "../ports/clock.js";

/** `pausing`: woken, but its last run began too short a time ago. */
type State = "pausing" | "queued" | "running" | "running-and-woken";

export interface CoalescerOptions {
  readonly clock: Clock;
  /** Keys that may run at the same time. */
  readonly concurrency: number;
  /** Least time between the beginnings of two runs of a key, in milliseconds. */
  readonly pauseMs: (key: string) => number;
  /** Gets what a run threw: one that fails must not end anything else. */
  readonly failed: (error: unknown) => void;
}

/**
 * Runs work by key, one run of a key at a time and at most one a pause. However often a key is woken while it runs or
 * pauses, it runs once more: a run that starts after the last wake-up sees everything that they were about.
 */
export class Coalescer {
  readonly #run: (key: string) => Promise<void>;
  readonly #options: CoalescerOptions;
  readonly #states = new Map<string, State>();
  readonly #began = new Map<string, number>();
  readonly #queue: string[] = [];
  readonly #stop = new AbortController();
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(run: (key: string) => Promise<void>, options: CoalescerOptions) {
    this.#run = run;
    this.#options = options;
  }

  wake(key: string): void {
    if (this.#stop.signal.aborted) return;
    const state = this.#states.get(key);
    if (state === "running") this.#states.set(key, "running-and-woken");
    if (state !== undefined) return;
    const pauseMs = this.#pauseLeft(key);
    if (pauseMs > 0) this.#pause(key, pauseMs);
    else this.#enqueue(key);
  }

  /** Forgets keys that are never woken again. */
  retain(keys: ReadonlySet<string>): void {
    for (const key of this.#began.keys()) if (!keys.has(key)) this.#began.delete(key);
  }

  /** For how long the longest of the running runs has run, in milliseconds; 0 when none runs. */
  get longestRunMs(): number {
    const now = this.#options.clock.monotonic();
    const running = [...this.#states].filter(([, state]) => state.startsWith("running"));
    return Math.max(0, ...running.map(([key]) => now - (this.#began.get(key) ?? now)));
  }

  /** Resolves when nothing pauses, is queued or runs. */
  async idle(): Promise<void> {
    if (this.#states.size === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Takes no more wake-ups, drops what has not begun, and resolves when what is running has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#queue.length = 0;
    for (const [key, state] of this.#states) if (!state.startsWith("running")) this.#states.delete(key);
    this.#resolveIdle();
    await this.idle();
  }

  #pauseLeft(key: string): number {
    const began = this.#began.get(key);
    return began === undefined ? 0 : began + this.#options.pauseMs(key) - this.#options.clock.monotonic();
  }

  #pause(key: string, ms: number): void {
    this.#states.set(key, "pausing");
    sleepUnlessAborted(this.#options.clock, ms, this.#stop.signal).then((over) => {
      if (over) this.#enqueue(key);
    }, this.#options.failed);
  }

  #enqueue(key: string): void {
    this.#states.set(key, "queued");
    this.#queue.push(key);
    this.#pump();
  }

  #pump(): void {
    while (this.#running < this.#options.concurrency) {
      const key = this.#queue.shift();
      if (key === undefined) return;
      this.#states.set(key, "running");
      this.#began.set(key, this.#options.clock.monotonic());
      this.#running += 1;
      this.#run(key)
        .catch(this.#options.failed)
        .finally(() => {
          this.#ended(key);
        });
    }
  }

  #ended(key: string): void {
    this.#running -= 1;
    const again = this.#states.get(key) === "running-and-woken";
    this.#states.delete(key);
    if (again) this.wake(key);
    this.#pump();
    this.#resolveIdle();
  }

  #resolveIdle(): void {
    if (this.#states.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
