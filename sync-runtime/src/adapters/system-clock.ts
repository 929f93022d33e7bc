import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../ports/clock.js";

/** The longest that a timer of Node can wait; a longer one would fire at once. Source: Node's `setTimeout`. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    const options = signal === undefined ? {} : { signal };
    let left = ms;
    do {
      try {
        await delay(Math.min(left, LONGEST_TIMER_MS), undefined, options);
      } catch (error) {
        if (signal?.aborted !== true) throw error;
        return;
      }
      left -= LONGEST_TIMER_MS;
    } while (left > 0);
  },
};
