import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "vitest";

const script = fileURLToPath(new URL("../support/storm.mjs", import.meta.url));
const run = promisify(execFile);

interface Storm {
  readonly rounds: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Problems and refused alerts that were reported. */
  readonly alarms: readonly object[];
  readonly reads: number;
  readonly written: number;
  /** What the heap held more after 10,000 writes than after 2,000. */
  readonly grownMb: number;
}

/** One round of the target every 2.4 s of ten minutes, and the two sweeps and the last look besides. */
const MOST_ROUNDS = 600_000 / 2_400 + 3;

/** 10,000 tag-only writes in ten minutes: the host reads once a pause, and does nothing else. */
export async function storm(host: "serve" | "worker"): Promise<void> {
  const { stdout } = await run(process.execPath, [script, host]);
  const storm = JSON.parse(stdout) as Storm;
  expect(storm).toMatchObject({ written: 0, alarms: [], outcomes: { "in-step": storm.rounds } });
  expect(Object.keys(storm.outcomes)).toEqual(["in-step"]);
  expect(storm.rounds).toBeLessThanOrEqual(MOST_ROUNDS);
  expect(storm.reads).toBeLessThanOrEqual(2 * storm.rounds);
  expect(storm.grownMb).toBeLessThan(2);
}
