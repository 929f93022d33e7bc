/** Time as the reconciler sees it, so that tests can run minutes in milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch. It may step: only for logs and for what leaves the process, never for a pause. */
  now(): number;
  /** Milliseconds since some fixed moment of this process. It never steps: for pauses, pacing and deadlines. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; resolves or rejects at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Sleeps until time or `signal` ends it. @returns true when it slept its time, false when it was woken */
export async function sleepUnlessAborted(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}
