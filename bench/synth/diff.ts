import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diffPlatform, loadPlatform, synthesize, type LoadedPlatform } from "@aks-topology/platform";
import { atMost, forComparison, median, type Case, type Figure } from "../case.js";
import { platformOf } from "./platforms.js";

const SPOKES = 20;

/** `diff` after an edit of one spoke, compared with one synthesis of the same file in the same run. */
export const diff: Case = {
  name: "diff",
  run({ quick }): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "bench-diff-"));
    const [before, after] = [join(folder, "before.yaml"), join(folder, "after.yaml")];
    const output = join(folder, "out");
    try {
      const text = platformOf(SPOKES);
      writeFileSync(before, text);
      writeFileSync(after, text.replace("nodes: 3", "nodes: 4, zones: [1]").replace("s1:", "s99:"));
      synthesize(loaded(before), output);
      const works = {
        synth: () => {
          synthesize(loaded(after), join(folder, "synth"));
        },
        output: () => {
          compare(after, output);
        },
        file: () => {
          compare(after, before);
        },
      };
      for (const work of Object.values(works)) work();
      const rounds = Array.from({ length: quick ? 3 : 7 }, () => ({
        synth: milliseconds(works.synth),
        output: milliseconds(works.output),
        file: milliseconds(works.file),
      }));
      const of = (name: keyof typeof works): number => median(rounds.map((round) => round[name]));
      return Promise.resolve([
        forComparison(`one synthesis of ${SPOKES} spokes`, of("synth"), "ms"),
        atMost(1.3, "diff against earlier output, relative to it", of("output") / of("synth"), "×"),
        atMost(2.3, "diff against another file, relative to it", of("file") / of("synth"), "×"),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function loaded(file: string): LoadedPlatform {
  const result = loadPlatform(file);
  if (!result.ok) throw new Error("The platform of the benchmark is broken.");
  return result.loaded;
}

function compare(file: string, against: string): void {
  const { changes } = diffPlatform(loaded(file), against);
  if (changes.length === 0) throw new Error("The edit of the benchmark changes nothing.");
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
