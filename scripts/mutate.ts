// Mutation testing of a file or folder: `npm run mutate -- constructs/src/net`. StrykerJS plants the faults; Vitest runs, per
// fault, the tests that meet it. The judges are in `mutation/judges.ts`, or named after the path. `--sample N` judges N mutants
// drawn at random instead of all, `--only` those of one place.
import { existsSync, globSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compilable } from "./mutation/compiler.ts";
import { judgesOf, testsOf } from "./mutation/judges.ts";
import { instrument } from "./mutation/mutants.ts";
import { cleanUp, runAll, type Coverage, type Judge, type Run, type RunEnd } from "./mutation/runs.ts";
import { drawSample, shareInterval } from "./mutation/sample.ts";

const USAGE = `usage: npm run mutate -- PATH [TESTS...] [--sample N] [--seed N] [--only PLACE]

PATH   a source file, or a folder of them
TESTS  patterns of test files, which judge in this order until one fails (default: those that
       scripts/mutation/judges.ts names for PATH, or those of the folder with the same name);
       FILE#NAMES takes the tests of a file whose names match a regular expression
PLACE  a regular expression, such as "cidr.ts:1[0-9]:", that the label of a mutant matches: judges
       again what survived, by tests that are new or were left out for their time
`;

/** The score that is wanted. */
const WANTED = 0.9;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string" }, seed: { type: "string" }, only: { type: "string" } },
});
const [path, ...patterns] = positionals;
if (path === undefined || !existsSync(path)) {
  process.stderr.write(USAGE);
  process.exit(1);
}

const sources = statSync(path).isDirectory() ? globSync(`${path}/**/*.ts`) : [path];
const tests = patterns.length > 0 ? testsOf(patterns) : judgesOf(path);
const { mutants, code } = await instrument(sources.map((file) => resolve(file)));
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
const only = new RegExp(values.only ?? "");
const shuffled = drawSample(mutants, mutants.length, seed).filter(({ label }) => only.test(label));
const size = Number(values.sample ?? mutants.length);
const drawn = compilable(shuffled, size);
print(`${drawn.length} mutants that compile, of ${mutants.length} (seed ${seed})`);

process.on("exit", cleanUp);
const baseline = await runAll(
  code,
  tests.map((judge, index) => ({ name: String(index), judges: [judge] })),
  ({ name, failure, seconds }) => {
    if (failure === undefined)
      print(`${seconds.toFixed(1)} s without a mutant: ${relative(".", judgeOf(name).file)}`);
  },
);
const broken = baseline.filter(({ failure }) => failure !== undefined);
if (broken.length > 0) {
  for (const { name, failure } of broken) {
    print(`fails without a mutant: ${relative(".", judgeOf(name).file)}: ${failure}`);
  }
  process.exit(1);
}

const labels = new Map(drawn.map(({ id, label }) => [id, label]));
const inOrder = baseline.toSorted((a, b) => Number(a.name) - Number(b.name));
const runs = drawn.flatMap(({ id }): Run[] => {
  const meeting = inOrder.map((end) => ({ ...end, tests: testsThatMeet(id, end.coverage) }));
  // What only counts while modules load is met by all tests: after the first, the quick ones.
  const ordered = meeting.toSorted((a, b) => rankOf(a) - rankOf(b));
  const judges = ordered.flatMap(({ name, tests: names }): Judge[] =>
    names?.length === 0 ? [] : [{ ...judgeOf(name), tests: names }],
  );
  return judges.length === 0 ? [] : [{ name: id, mutant: id, judges }];
});
// Most mutants fail the first tests that meet them: only the survivors load the test files of all others.
const isDead = new Set<string>();
for (const stage of [0, 1]) {
  const part = runs.flatMap((run): Run[] => {
    const judges = stage === 0 ? run.judges.slice(0, 1) : run.judges.slice(1);
    return isDead.has(run.name) || judges.length === 0 ? [] : [{ ...run, judges }];
  });
  await runAll(code, part, ({ name, failure, seconds }) => {
    if (failure === undefined) return;
    isDead.add(name);
    print(`killed ${seconds.toFixed(1)} s ${labels.get(name)}`);
    print(`  by ${failure.split("\n")[0]?.replace(`${process.cwd()}/`, "").slice(0, 200)}`);
  });
}
const left = drawn.filter(({ id }) => !isDead.has(id));
const met = new Set(runs.map(({ name }) => name));

print("\nSurvivors, each a missing test unless the mutant changes nothing:");
left.forEach(({ id, label }) => {
  print(`  ${label}${met.has(id) ? "" : " (no test meets it)"}`);
});

const killed = drawn.length - left.length;
const [low, high] = shareInterval(killed, drawn.length);
const interval = drawn.length === size ? `, 95 % interval ${percent(low)} to ${percent(high)}` : "";
print(`\n${path}: score ${percent(killed / drawn.length)} (${killed} of ${drawn.length} killed${interval})`);
process.exitCode = killed / drawn.length >= WANTED ? 0 : 1;

/** Place of a file of tests among those that judge a mutant. */
function rankOf({
  name,
  seconds,
  tests: names,
}: RunEnd & { readonly tests: readonly string[] | undefined }): number {
  return name === "0" || names !== undefined ? Number(name) - tests.length : seconds;
}

function judgeOf(run: string): Judge {
  return tests[Number(run)] ?? { file: "" };
}

/** Names of the tests that run a mutant's code; undefined for all of a file, where it runs outside of them. */
function testsThatMeet(id: string, coverage: Coverage | undefined): readonly string[] | undefined {
  if (id in (coverage?.static ?? {})) return undefined;
  return Object.entries(coverage?.perTest ?? {}).flatMap(([test, hits]) => (id in hits ? [test] : []));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
