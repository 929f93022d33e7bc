// Runs Vitest once for many mutants: each has a test file that loads the test files it is judged by. So CDKTF
// and the provider, which take seconds, are loaded once.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Mutant to the number of times that it was met. */
type Hits = Readonly<Record<string, number>>;

export interface Coverage {
  /** Outside of tests, as when modules load. */
  readonly static: Hits;
  readonly perTest: Readonly<Record<string, Hits>>;
}

export interface Run {
  readonly name: string;
  /** The mutant that is active; none if undefined. */
  readonly mutant?: string;
  readonly judges: readonly Judge[];
}

/** A test file, or a part of it. */
export interface Judge {
  readonly file: string;
  /** Names of the tests to run; all of the file if undefined. */
  readonly tests?: readonly string[] | undefined;
  /** A regular expression that names of the tests to run match. @default all names */
  readonly matching?: string | undefined;
}

/** The end of a run, as the reporter writes it. */
export interface RunEnd {
  readonly name: string;
  /** The first failure, if any. */
  readonly failure?: string | undefined;
  readonly seconds: number;
  readonly coverage?: Coverage | undefined;
}

const ROOT = join(import.meta.dirname, "../..");

/** In the project, so that Vitest finds the test files in it. */
const FOLDER = join(ROOT, ".mutation", String(process.pid));

/** A run that takes longer is in an endless loop: many times the longest one without a mutant. */
const STALL_SECONDS = 900;

export async function runAll(
  code: Readonly<Record<string, string>>,
  runs: readonly Run[],
  onEnd: (end: RunEnd) => void,
): Promise<readonly RunEnd[]> {
  let ends: readonly RunEnd[] = [];
  let left = runs;
  while (left.length > 0) {
    const round = await runUntilStalled(code, left, onEnd);
    const done = new Set(round.map(({ name }) => name));
    const [stalled, ...rest] = left.filter(({ name }) => !done.has(name));
    const timeout =
      stalled === undefined ? [] : [{ name: stalled.name, failure: "timeout", seconds: STALL_SECONDS }];
    timeout.forEach(onEnd);
    ends = [...ends, ...round, ...timeout];
    left = rest;
  }
  return ends;
}

/** The ends of the runs, in order; after a stall, only those before it. */
async function runUntilStalled(
  code: Readonly<Record<string, string>>,
  runs: readonly Run[],
  onEnd: (end: RunEnd) => void,
): Promise<readonly RunEnd[]> {
  const tests = join(FOLDER, "tests");
  mkdirSync(tests, { recursive: true });
  const inside = join(import.meta.dirname, "inside.ts");
  runs.forEach((run) => {
    const body = `import { run } from ${JSON.stringify(inside)};\nrun(${JSON.stringify(run)});\n`;
    writeFileSync(join(tests, `${run.name}.test.ts`), body);
  });
  const codeFile = join(FOLDER, "code.json");
  writeFileSync(codeFile, JSON.stringify(code));
  const endsFile = join(FOLDER, "ends.jsonl");

  // As in CI, a snapshot that is missing fails: the first mutant would write it, and judge the next ones.
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const child = spawn(
    process.execPath,
    [vitest, "run", "--config", join(ROOT, "vitest.mutation.config.ts")],
    {
      cwd: ROOT,
      env: { ...process.env, MUTATION_FOLDER: FOLDER, CI: "true" },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  let reported = 0;
  let since = Date.now();
  const watch = setInterval(() => {
    const ends = readEnds(endsFile);
    ends.slice(reported).forEach(onEnd);
    if (ends.length > reported) since = Date.now();
    reported = ends.length;
    if (Date.now() - since > STALL_SECONDS * 1000) child.kill("SIGKILL");
  }, 500);
  await new Promise((resolve) => child.on("close", resolve));
  clearInterval(watch);
  const ends = readEnds(endsFile);
  ends.slice(reported).forEach(onEnd);
  rmSync(tests, { recursive: true });
  rmSync(endsFile, { force: true });
  return ends;
}

/** Removes what the runs left in the project. */
export function cleanUp(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

function readEnds(file: string): readonly RunEnd[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as RunEnd);
}
