import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { draftOf, parsePlatform, synthesize, type LoadedPlatform } from "@aks-topology/platform";
import { atMost, forComparison, median, type Case, type Figure } from "../case.js";
import { platformOf } from "./platforms.js";
import { rawProgram } from "./raw-cdktf.js";

const SPOKES = 20;

/**
 * The Terraform of a platform file compared with the same resources written as raw CDKTF, in one process and one run. Paths and the
 * summary of changes, which raw CDKTF has not, have limits of their own.
 */
export const overhead: Case = {
  name: "synth-overhead",
  run({ quick }): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "bench-overhead-"));
    try {
      const text = platformOf(SPOKES);
      const ours = (): void => {
        draftOf(loaded(text));
      };
      ours();
      synthesize(loaded(text), join(folder, "ours"));
      const raw = rawProgram(readFileSync(join(folder, "ours/stacks/large/cdk.tf.json"), "utf8"));
      const theirs = (): void => {
        raw(join(folder, "raw"));
      };
      theirs();
      const rounds = Array.from({ length: quick ? 3 : 7 }, () => ({
        ours: milliseconds(ours),
        raw: milliseconds(theirs),
      }));
      const [mine, bare] = [
        median(rounds.map((round) => round.ours)),
        median(rounds.map((round) => round.raw)),
      ];
      return Promise.resolve([
        forComparison(`${SPOKES} spokes from the platform file`, mine, "ms"),
        forComparison("the same resources as raw CDKTF", bare, "ms"),
        atMost(1.25, "overhead over raw CDKTF", mine / bare, "×"),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function loaded(text: string): LoadedPlatform {
  const result = parsePlatform(text, "bench.yaml");
  if (!result.ok) throw new Error("The platform of the benchmark is broken.");
  return result.loaded;
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
