import { describe, expect, test } from "vitest";
import { mutants } from "./mutants.js";
import { runSchedule } from "./schedule.js";

const MOST = 400;

/** The first seed whose schedule shows the mistake. */
async function caughtBy(name: string): Promise<{ seed: number; violation: string } | null> {
  const mutation = mutants[name] ?? {};
  const mend = mutation.install?.();
  try {
    for (let seed = 1; seed <= MOST; seed += 1) {
      const { violations } = await runSchedule(seed, mutation);
      const [violation] = violations;
      if (violation !== undefined) return { seed, violation };
    }
    return null;
  } finally {
    mend?.();
  }
}

describe("the chaos suite sees every one of these mistakes", () => {
  test.each(Object.keys(mutants))("%s", { timeout: 120_000 }, async (name) => {
    const caught = await caughtBy(name);
    expect(caught).not.toBeNull();
    // The same schedule without the mistake is clean: it was the mistake that was seen.
    const { violations } = await runSchedule(caught?.seed ?? 1);
    expect(violations).toEqual([]);
  });
});
