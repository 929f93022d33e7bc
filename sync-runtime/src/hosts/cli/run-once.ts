import { NO_PERMISSIONS } from "../../domain/decide.js";
import { exitCodeOf, type MirrorReport } from "../../domain/describe.js";
import { SyncError } from "../../domain/errors.js";
import { groupByTarget, type Mirror } from "../../domain/mirror.js";
import { reconcile } from "../../reconcile.js";
import { mapAtMost } from "../pool.js";
import type { Io } from "./io.js";
import { planOffline } from "./offline.js";
import { loadMirrors } from "./inputs.js";
import { limitsOf, type CommonOptions } from "./options.js";
import { printReports } from "./reports.js";

export interface PlanOptions extends CommonOptions {
  readonly sourceFile?: string;
  readonly targetFile?: string;
  readonly detailedExitcode?: boolean;
}

export interface ApplyOptions extends CommonOptions {
  readonly allowEmpty?: boolean;
  readonly allowRemovals?: boolean;
}

const TARGETS_AT_ONCE = 8;

/** `plan`: what would change; writes nothing. */
export async function plan(options: PlanOptions, io: Io): Promise<number> {
  const mirrors = await loadMirrors(options);
  const { sourceFile, targetFile, detailedExitcode = false } = options;
  if ((sourceFile === undefined) !== (targetFile === undefined)) {
    throw usage("--source-file and --target-file go together", "Give both files, or neither.");
  }
  const reports =
    sourceFile !== undefined && targetFile !== undefined
      ? [await planOffline(mirrors, sourceFile, targetFile)]
      : await reconcileAll(mirrors, { ...options, dryRun: true }, io);
  printReports(reports, options, io);
  return exitCodeOf(reports, detailedExitcode);
}

/** `apply`: one reconcile of every mirror. */
export async function apply(options: ApplyOptions, io: Io): Promise<number> {
  if ((options.allowEmpty === true || options.allowRemovals === true) && options.mirror === undefined) {
    throw usage(
      "--allow-empty and --allow-removals need --mirror NAME",
      "Say which mirror's guard to override.",
    );
  }
  const reports = await reconcileAll(await loadMirrors(options), options, io);
  printReports(reports, options, io);
  return exitCodeOf(reports, false);
}

async function reconcileAll(
  mirrors: readonly Mirror[],
  options: ApplyOptions & { readonly dryRun?: boolean },
  io: Io,
): Promise<MirrorReport[]> {
  const { portsFor, quietestOf } = await import("./ports.js");
  const ports = await portsFor(options, io, quietestOf(io));
  const { allowEmpty = false, allowRemovals = false, dryRun = false } = options;
  const permissions = { ...NO_PERMISSIONS, allowEmpty, allowRemovals };
  const rounds = await mapAtMost(TARGETS_AT_ONCE, groupByTarget(mirrors), (group) =>
    reconcile({ group, permissions, dryRun, limits: limitsOf(options), stop: io.stop }, ports),
  );
  const order = new Map(mirrors.map(({ name }, index) => [name, index]));
  return rounds
    .flatMap((round) => round.mirrors)
    .sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
}

function usage(message: string, remedy: string): SyncError {
  return new SyncError({ code: "USAGE", fault: "config", message, remedy });
}
