import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../ports/clock.js";

/** The machine's clock. A sleeper does not keep the process alive by itself unless `holds` is set. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    delay(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    }),
};
