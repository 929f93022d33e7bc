type State = "queued" | "running" | "running-and-woken";

/**
 * Runs work by key, one run of a key at a time. However often a key is woken while it runs, it runs once more:
 * a run that starts after the last wake-up sees everything that they were about.
 */
export class Coalescer {
  readonly #run: (key: string) => Promise<void>;
  readonly #concurrency: number;
  readonly #states = new Map<string, State>();
  readonly #queue: string[] = [];
  #running = 0;
  #stopped = false;
  #waiting: (() => void)[] = [];

  /**
   * @param run must not reject
   * @param concurrency keys that may run at the same time
   */
  constructor(run: (key: string) => Promise<void>, concurrency: number) {
    this.#run = run;
    this.#concurrency = concurrency;
  }

  wake(key: string): void {
    if (this.#stopped) return;
    const state = this.#states.get(key);
    if (state === "running") this.#states.set(key, "running-and-woken");
    if (state !== undefined) return;
    this.#states.set(key, "queued");
    this.#queue.push(key);
    this.#pump();
  }

  /** Resolves when nothing is queued or running. */
  async idle(): Promise<void> {
    if (this.#states.size === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Takes no more wake-ups, drops what is queued, and resolves when what is running has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const key of this.#queue.splice(0)) this.#states.delete(key);
    this.#tellIdle();
    await this.idle();
  }

  #pump(): void {
    while (this.#running < this.#concurrency) {
      const key = this.#queue.shift();
      if (key === undefined) return;
      this.#states.set(key, "running");
      this.#running += 1;
      void this.#run(key).finally(() => {
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
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.#states.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
