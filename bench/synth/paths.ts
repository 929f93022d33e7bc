import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, forComparison, type Case, type Figure } from "../case.js";
import { platformOf } from "./platforms.js";

const PROCESS = fileURLToPath(new URL("paths-process.js", import.meta.url));
const REFERENCE = fileURLToPath(new URL("../../../examples/kubenet-agic.yaml", import.meta.url));
const SPOKES = 100;

/** What `paths-process` prints. */
interface Run {
  /** CPU time of one synthesis without paths, in ms. */
  readonly synth: number;
  /** CPU time of reading the network and tracing all declared and forbidden paths, in ms. */
  readonly paths: number;
  readonly count: number;
  /** Largest memory of one synthesis with paths in MB. */
  readonly megabytes: number;
}

/** All declared and forbidden paths, compared with the synthesis of the same file in the same run. */
export const paths: Case = {
  name: "paths",
  run({ quick }): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "bench-paths-"));
    try {
      const measured = (name: string, text: string, rounds: number): Run => {
        const file = join(folder, `${name}.yaml`);
        writeFileSync(file, text);
        return measure(file, rounds);
      };
      const reference = measured("reference", readFileSync(REFERENCE, "utf8"), quick ? 11 : 21);
      const half = measured("half", platformOf(SPOKES / 2), quick ? 1 : 3);
      const whole = measured("whole", platformOf(SPOKES), quick ? 1 : 3);
      const growth = whole.paths / whole.count / (half.paths / half.count);
      return Promise.resolve([
        forComparison("paths of the reference", reference.paths, "ms"),
        atMost(0.25, "paths of the reference, relative to its synth", reference.paths / reference.synth, "×"),
        forComparison(`paths of ${SPOKES} spokes`, whole.count, ""),
        atMost(1.5, `paths of ${SPOKES} spokes, relative to their synth`, whole.paths / whole.synth, "×"),
        atMost(1.5, `one path of ${SPOKES} spokes over one of ${SPOKES / 2}`, growth, "×"),
        atMost(500, `memory of ${SPOKES} spokes with paths`, whole.megabytes, "MB"),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measure(file: string, rounds: number): Run {
  const printed = execFileSync(process.execPath, ["--no-deprecation", PROCESS, file, String(rounds)], {
    encoding: "utf8",
  });
  return JSON.parse(printed) as Run;
}
