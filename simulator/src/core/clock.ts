/** Where the simulator takes time from. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Milliseconds since some fixed moment; never steps. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs a task later without keeping the process alive. Returns its cancellation. */
  schedule(ms: number, task: () => void): () => void;
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error
    ? signal.reason
    : new DOMException("The operation was aborted.", "AbortError");
}

function sleepBy(schedule: (task: () => void) => () => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortReason(signal));
      return;
    }
    const onAbort = (): void => {
      cancel();
      if (signal !== undefined) reject(abortReason(signal));
    };
    const cancel = schedule(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/** The machine's own time. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    sleepBy((task) => {
      const timer = setTimeout(task, ms);
      return () => {
        clearTimeout(timer);
      };
    }, signal),
  schedule: (ms, task) => {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly task: () => void;
}

/** How often the event loop is let round before time moves, so that promise chains come to rest. */
const TURNS = 2;

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Time that moves only on request: minutes pass in milliseconds, in the same order on every run. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers: Timer[] = [];

  /** @param start milliseconds since the epoch; default 2026-11-20T09:00:00Z */
  constructor(start: number = Date.UTC(2026, 10, 20, 9)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  /** Timers not yet due. */
  get pending(): number {
    return this.#timers.length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return sleepBy((task) => this.schedule(ms, task), signal);
  }

  schedule(ms: number, task: () => void): () => void {
    const timer: Timer = { due: this.#now + Math.max(0, ms), order: this.#order++, task };
    this.#push(timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index < 0) return;
      this.#timers.splice(index, 1);
    };
  }

  /** Lets `ms` pass, running what falls due in order. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#settle();
    for (let next = this.#timers[0]; next !== undefined && next.due <= until; next = this.#timers[0]) {
      this.#fire();
      await this.#settle();
    }
    this.#now = until;
  }

  /** Runs timers until none is left, or `limitMs` of virtual time have passed (default one day). */
  async runUntilIdle(limitMs = 86_400_000): Promise<void> {
    const limit = this.#now + limitMs;
    await this.#settle();
    for (let next = this.#timers[0]; next !== undefined && next.due <= limit; next = this.#timers[0]) {
      this.#fire();
      await this.#settle();
    }
  }

  /** Lets time pass until the promise settles, and gives its result. With no timer left it waits for real work. */
  async runUntil<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const finish = (): void => {
      done = true;
    };
    promise.then(finish, finish);
    await this.#settle();
    while (!isTrue(done)) {
      if (this.#timers.length > 0) this.#fire();
      else await realClock.sleep(1);
      await this.#settle();
    }
    return promise;
  }

  async #settle(): Promise<void> {
    for (let i = 0; i < TURNS; i++) await turn();
  }

  #push(timer: Timer): void {
    // Timers mostly come in order: searching from the end makes a sorted insert cheap.
    let index = this.#timers.length;
    while (index > 0 && byDue(timer, this.#timers[index - 1] ?? timer) < 0) index--;
    this.#timers.splice(index, 0, timer);
  }

  #fire(): void {
    const timer = this.#timers.shift();
    if (timer === undefined) return;
    this.#now = Math.max(this.#now, timer.due);
    timer.task();
  }
}

function byDue(a: Timer, b: Timer): number {
  return a.due - b.due || a.order - b.order;
}

/** The compiler cannot see that a callback changes the flag. */
function isTrue(flag: boolean): boolean {
  return flag;
}
