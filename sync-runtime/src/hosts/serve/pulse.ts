const TICK_MS = 1_000;

/** More than this without a tick means that timers no longer fire, in milliseconds. */
const STALLED_MS = 10_000;

/** Ticks while Node's timers do: the sweep, every pause and every deadline of this process depend on them. */
export class Pulse {
  #last = performance.now();
  readonly #timer = setInterval(() => {
    this.#last = performance.now();
  }, TICK_MS).unref();

  get stalled(): boolean {
    return performance.now() - this.#last > STALLED_MS;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
