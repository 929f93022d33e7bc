import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, forComparison, median, type Case, type Figure } from "../case.js";
import { platformOf } from "./platforms.js";

const PROCESS = fileURLToPath(new URL("synth-process.js", import.meta.url));
const SPOKES = 100;

/** What one synthesis in a process of its own took: seconds from the process' start, and its largest memory. */
interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Synthesis as users start it, from one spoke to a hundred. */
export const fleet: Case = {
  name: "synth-fleet",
  run({ quick }): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
    try {
      const run = (spokes: number): Run => {
        const file = join(folder, `${spokes}.yaml`);
        writeFileSync(file, platformOf(spokes));
        // Each size has a folder of its own: synthesis reads what it wrote there before.
        const out = join(folder, String(spokes));
        const runs = Array.from({ length: quick ? 1 : 3 }, () => synthesized(file, out));
        return {
          seconds: median(runs.map(({ seconds }) => seconds)),
          megabytes: median(runs.map(({ megabytes }) => megabytes)),
        };
      };
      const [one, half, whole] = [run(1), run(SPOKES / 2), run(SPOKES)];
      // Twice the spokes may take twice the time that the first half took, and a quarter for noise.
      const growth = (whole.seconds - one.seconds) / (half.seconds - one.seconds);
      return Promise.resolve([
        atMost(1.5, "synth of one spoke, from process start", one.seconds, "s"),
        forComparison("synth of 50 spokes", half.seconds, "s"),
        atMost(8, "synth of 100 spokes", whole.seconds, "s"),
        atMost(600, "memory of 100 spokes", whole.megabytes, "MB"),
        atMost(2.5, "100 spokes over 50 spokes, start-up aside", growth, "×"),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function synthesized(file: string, out: string): Run {
  const started = performance.now();
  const printed = execFileSync(process.execPath, ["--no-deprecation", PROCESS, file, out], {
    encoding: "utf8",
  });
  return { seconds: (performance.now() - started) / 1000, megabytes: Number(printed) };
}
