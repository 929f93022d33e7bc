// Mutation testing of a file or folder: `npm run mutate -- constructs/src/net`. StrykerJS plants the faults; Vitest runs, per
// fault, the tests that meet it. The judges are in `mutation/judges.ts`, or named after the path. `--sample N` judges N mutants
// drawn at random instead of all, `--only` those of one place.
import { existsSync, globSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compilable } from "./mutation/compiler.ts";
import { judgesOf, testsOf } from "./mutation/judges.ts";
import { instrument } from "./mutation/mutants.ts";
import { cleanUp, runAll, type Coverage, type Judge, type Run } from "./mutation/runs.ts";
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

/** The most that a quick file of tests takes without a mutant. */
const QUICK_SECONDS = 3;

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
const stages = new Map(drawn.map(({ id }) => [id, stagesOf(id)]));
const isDead = new Set<string>();
for (const stage of [0, 1, 2]) {
  const part = drawn.flatMap(({ id }): Run[] => {
    const judges = stages.get(id)?.[stage] ?? [];
    return isDead.has(id) || judges.length === 0 ? [] : [{ name: id, mutant: id, judges }];
  });
  await runAll(code, part, ({ name, failure, seconds }) => {
    if (failure === undefined) return;
    isDead.add(name);
    print(`killed ${seconds.toFixed(1)} s ${labels.get(name)}`);
    print(`  by ${failure.split("\n")[0]?.replace(`${process.cwd()}/`, "").slice(0, 200)}`);
  });
}
const left = drawn.filter(({ id }) => !isDead.has(id));

print("\nSurvivors, each a missing test unless the mutant changes nothing:");
left.forEach(({ id, label }) => {
  print(`  ${label}${stages.get(id)?.flat().length === 0 ? " (no test meets it)" : ""}`);
});

const killed = drawn.length - left.length;
const [low, high] = shareInterval(killed, drawn.length);
const interval = drawn.length === size ? `, 95 % interval ${percent(low)} to ${percent(high)}` : "";
print(`\n${path}: score ${percent(killed / drawn.length)} (${killed} of ${drawn.length} killed${interval})`);
process.exitCode = killed / drawn.length >= WANTED ? 0 : 1;

/**
 * The judges of a mutant, in stages: most mutants fail the first tests that meet them, so that only survivors load the test files
 * of the next stage. What counts while modules load is met by all tests of a file: there, the quick files come first.
 */
function stagesOf(id: string): readonly (readonly Judge[])[] {
  const meeting = inOrder
    .map(({ name, seconds, coverage }) => ({ name, seconds, tests: testsThatMeet(id, coverage) }))
    .filter(({ tests: names }) => names?.length !== 0);
  const isMetByLoading = meeting.some(({ tests: names }) => names === undefined);
  const isFirst = ({ seconds }: { readonly seconds: number }): boolean =>
    isMetByLoading && seconds < QUICK_SECONDS;
  const judgesOfAll = (all: typeof meeting): readonly Judge[] =>
    all.map(({ name, tests: names }) => ({ ...judgeOf(name), tests: names }));
  const others = judgesOfAll(meeting.filter((each) => !isFirst(each)));
  return [judgesOfAll(meeting.filter(isFirst)), others.slice(0, 1), others.slice(1)];
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
