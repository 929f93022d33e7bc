import { sleepUnlessAborted, type Clock } from "./clock.js";

/**
 * Gives up on a call when its signal aborts, whether or not the call listens to the signal itself: a dependency that
 * accepts a connection and never answers must not keep anything waiting. A call that does listen gets one turn of the
 * event loop to fail in its own words. What an abandoned call comes to later is dropped.
 * @throws what the call throws, or the signal's reason
 */
export async function raced<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  let forget: () => void = () => undefined;
  const abandoned = new Promise<never>((_, reject) => {
    const abandon = (): void => {
      const reason: unknown = signal.reason;
      setImmediate(reject, reason instanceof Error ? reason : new Error(String(reason)));
    };
    forget = () => {
      signal.removeEventListener("abort", abandon);
    };
    if (signal.aborted) abandon();
    else signal.addEventListener("abort", abandon, { once: true });
  });
  // Both stay owned when the other wins.
  abandoned.catch(() => undefined);
  call.catch(() => undefined);
  try {
    return await Promise.race([call, abandoned]);
  } finally {
    forget();
  }
}

/**
 * Runs a call that has `ms` milliseconds, and gives it up when they are over or when `stop` aborts.
 * @param late makes the error of a call that was not answered in time
 * @throws what the call throws, that error, or the reason of `stop`
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  call: (signal: AbortSignal) => Promise<T>,
  late: () => Error,
  stop?: AbortSignal,
): Promise<T> {
  const over = new AbortController();
  const done = new AbortController();
  const onStop = (): void => {
    over.abort(stop?.reason);
  };
  if (stop?.aborted === true) onStop();
  else stop?.addEventListener("abort", onStop, { once: true });
  sleepUnlessAborted(clock, ms, done.signal).then(
    (expired) => {
      if (expired) over.abort(late());
    },
    (error: unknown) => {
      over.abort(error);
    },
  );
  try {
    return await raced(call(over.signal), over.signal);
  } finally {
    done.abort();
    stop?.removeEventListener("abort", onStop);
  }
}
