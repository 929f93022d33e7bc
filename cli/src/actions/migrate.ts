import { hasErrors, planMigration, type MigrationPhase, type MigrationPlan } from "@aks-topology/platform";
import type { AzureOptions } from "../azure/options.js";
import { readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { fileDiff, printPlan } from "../migration.js";
import { printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";

export interface MigrateOptions extends AzureOptions {
  readonly to: "azure-cni-overlay";
  /** Clusters as SPOKE/CLUSTER. @default all on kubenet */
  readonly cluster?: readonly string[];
  /** @default all phases are shown */
  readonly phase?: number;
  readonly write?: true;
  readonly json?: true;
}

/** Shows how the clusters of a platform file leave kubenet, or applies the edit of one phase. @returns the exit code */
export async function migrate(file: string, options: MigrateOptions, io: Io): Promise<number> {
  const result = load(file, {}, io);
  const inFile: MigrationPlan = result.ok
    ? planMigration(result.loaded, readFileSync(file, "utf8"), { clusters: options.cluster })
    : { problems: result.problems, clusters: [], preflight: [], phases: [], targets: [] };
  const valid = !hasErrors(inFile.problems);
  const plan = valid && options.live ? await withAzure(inFile, options, io) : inFile;
  if (valid && plan.clusters.length === 0) throw nothingToMigrate(file, options);
  const ok = valid && plan.preflight.every(({ status }) => status !== "fail");
  const shown = plan.phases.filter(({ phase }) => options.phase === undefined || phase === options.phase);
  if (valid && shown.length === 0) throw unknownPhase(plan);
  if (options.write) return apply(file, plan, shown, { ok, valid }, options, io);
  if (options.json) printJson({ ok, ...documentOf(plan, shown, file, options) }, io);
  else {
    const scope = { file, chosen: options.cluster ?? [], withPreflight: options.phase === undefined };
    if (valid) printPlan({ ...plan, phases: shown }, scope, io);
    // Last, so that they stay on the screen.
    printProblems(plan.problems, io.stderr, io);
  }
  return ok ? 0 : 1;
}

/** A plan whose preflight has what Azure shows of the clusters. */
async function withAzure(plan: MigrationPlan, options: AzureOptions, io: Io): Promise<MigrationPlan> {
  const { livePreflight } = await import("../azure/live-preflight.js");
  return { ...plan, preflight: await livePreflight(plan, options, io) };
}

/** What `--json` prints of a plan. */
function documentOf(
  { problems, clusters, preflight }: MigrationPlan,
  phases: readonly MigrationPhase[],
  file: string,
  { to }: MigrateOptions,
): object {
  return {
    problems,
    to,
    clusters,
    preflight,
    phases: phases.map(({ text, ...phase }) => ({ ...phase, edits: fileDiff(file, text) })),
  };
}

function apply(
  file: string,
  plan: MigrationPlan,
  phases: readonly MigrationPhase[],
  { ok, valid }: { readonly ok: boolean; readonly valid: boolean },
  options: MigrateOptions,
  io: Io,
): number {
  if (!valid) {
    if (options.json) printJson({ ok, ...documentOf(plan, phases, file, options) }, io);
    else printProblems(plan.problems, io.stderr, io);
    return 1;
  }
  const [phase, ...others] = phases;
  if (phase === undefined || others.length > 0)
    throw new UsageError("--write applies the edit of one phase.", "Name it with --phase.");
  if (!ok) throw preflightFailed(plan);
  if (phase.state === "later") throw notNext(plan, phase);
  if (phase.state === "next") writeFileSync(file, phase.text.after);
  if (options.json) printJson({ ok, ...documentOf(plan, phases, file, options) }, io);
  else io.stdout.write(`${printable(file)} ${phase.state === "next" ? "written" : "is up to date"}\n`);
  return 0;
}

function nothingToMigrate(file: string, { cluster }: MigrateOptions): UsageError {
  return new UsageError(
    cluster === undefined
      ? `${file} has no cluster on kubenet.`
      : `${file} has no cluster ${cluster.join(", ")} on kubenet.`,
    "Nothing is to be done, or name another cluster as SPOKE/CLUSTER.",
    "NOTHING_TO_MIGRATE",
  );
}

function unknownPhase({ phases }: MigrationPlan): UsageError {
  return new UsageError("There is no such phase.", `Use a number from 1 to ${phases.length}.`);
}

function preflightFailed({ preflight }: MigrationPlan): UsageError {
  const failed = preflight.filter(({ status }) => status === "fail");
  return new UsageError(
    failed.map(({ cluster, check, message }) => `${cluster}, ${check}: ${message}`).join(" "),
    failed.map(({ hint }) => hint ?? "").join(" "),
    "PREFLIGHT_FAILED",
  );
}

function notNext({ phases }: MigrationPlan, { phase, name }: MigrationPhase): UsageError {
  const next = phases.find(({ state }) => state === "next");
  return new UsageError(
    `Phase ${phase} (${name}) is not next.`,
    next === undefined ? "Nothing is left to do." : `Apply phase ${next.phase} (${next.name}) first.`,
    "PHASE_NOT_NEXT",
  );
}
