import {
  confirmationsIn,
  readingsOf,
  readingsWithoutTarget,
  recall,
  remember,
  type Reading,
} from "./confirm.js";
import { decide, lost, NO_PERMISSIONS, type Permissions, type TargetDecision } from "./domain/decide.js";
import { interrupted, SyncError } from "./domain/errors.js";
import type { TargetGroup } from "./domain/mirror.js";
import type { RouteTable } from "./domain/table.js";
import { DEFAULT_LIMITS, RetryBudget, type Limits } from "./retry-budget.js";
import { RoundReporter } from "./round-reporter.js";
import type { Ports } from "./ports/ports.js";
import type { RoundReport } from "./ports/reporter.js";
import { TableCallError } from "./ports/route-tables.js";
import { Meters, readAll } from "./read.js";
import { counted } from "./domain/counted.js";

/** Which target to bring in step. Carries identity, never content: what to write comes from reading alone. */
export interface ReconcileRequest {
  readonly group: TargetGroup;
  readonly permissions?: Permissions;
  /** Stop before writing. @default false */
  readonly dryRun?: boolean;
  readonly limits?: Limits | undefined;
  /** Aborts when the process is asked to stop: nothing new begins then, and a write that is under way ends. @default never */
  readonly stop?: AbortSignal | undefined;
}

/**
 * Brings one target in step with the sources of its mirrors: read, normalize, plan, guard, apply, round.
 * Never throws for what happens in Azure: that is in the report. Writes at most the target, with the etag just read,
 * and after any failed write starts again from reading.
 */
export async function reconcile(request: ReconcileRequest, ports: Ports): Promise<RoundReport> {
  const { group, permissions = NO_PERMISSIONS, dryRun = false, limits = DEFAULT_LIMITS, stop } = request;
  const budget = new RetryBudget(ports.clock, ports.random, limits, stop);
  const meters = new Meters();
  const round = new RoundReporter(group, budget, meters, ports);

  for (let attempt = 1; ; attempt += 1) {
    const began = ports.clock.monotonic();
    const { target, candidates } = await readAll(group, budget, meters, ports);
    // After the tables: a reading that another instance recorded meanwhile must not be missed.
    const memories = await recall(group.mirrors, budget, ports);
    const remembered = async (readings: readonly Reading[]): Promise<void> => {
      round.unrecorded(await remember(readings, memories, budget, ports));
    };
    if (target instanceof SyncError) {
      await remembered(readingsWithoutTarget(candidates));
      return round.unreadable(target, attempt);
    }
    const confirmations = confirmationsIn(memories, ports.clock.monotonic() - began);
    const decision = decide(target, candidates, { ...permissions, confirmations });
    await remembered(readingsOf(decision.mirrors));
    if (!decision.write) return round.nothingToWrite(target, decision, attempt);
    if (dryRun) return round.finished(target, decision, "planned", attempt);

    if (budget.stopping()) return round.finished(target, decision, { failed: interrupted() }, attempt);

    // The target may have kept us waiting, or the process slept: the source says something else by now.
    if (ports.clock.monotonic() - began > FRESH_MS) {
      if (budget.leftMs > 0) continue;
      return round.finished(target, decision, { failed: outdated(target) }, attempt);
    }

    const written = await apply(target, decision, budget, meters, ports);
    if (!(written instanceof SyncError))
      return round.finished(target, decision, "applied", attempt, written.etag);

    round.remember(written, decision);
    if (!(await shouldRetry(written, attempt, budget, ports, target))) {
      return round.finished(target, decision, { failed: budget.gaveUp(written, attempt) }, attempt);
    }
    meters.target.count("retries");
  }
}

/** What was read longer ago than this is read again before it is written, in milliseconds; AKS writes every half minute. */
const FRESH_MS = 20_000;

function outdated({ id }: RouteTable): SyncError {
  return new SyncError({
    code: "AZURE_UNAVAILABLE",
    fault: "azure",
    message: `${id.toString()} was not written: reading it and its sources took all the time`,
    remedy: "Run again; if this lasts, look at what else writes the table.",
  });
}

/** Writes, and compares what Azure says afterwards with what was written: an accepted write is no proof. */
async function apply(
  target: RouteTable,
  decision: TargetDecision,
  budget: RetryBudget,
  { target: meter }: Meters,
  { tables }: Ports,
): Promise<RouteTable | SyncError> {
  const { stop } = budget;
  const written = await budget.write(target.id.toString(), (signal) =>
    tables.write(target, decision.routes, { meter, signal, stop }),
  );
  if (written instanceof SyncError) return written;
  const names = lost(target, decision, written);
  if (names.length > 0) return altered(target, names);
  return written.state === "Failed" ? failedAfterwards(target) : written;
}

function altered({ id }: RouteTable, names: readonly string[]): SyncError {
  const some = names.slice(0, 5).join(", ");
  return new TableCallError({
    code: "WRITE_ALTERED",
    fault: "azure",
    message: `${id.toString()} does not hold what was just written (${counted(names.length, "route differs", "routes differ")}: ${some})`,
    remedy: "Another writer or Azure itself changes this table; look at its activity log.",
    retry: { when: "changed" },
    maybeDone: true,
  });
}

function failedAfterwards({ id }: RouteTable): SyncError {
  return new TableCallError({
    code: "OPERATION_FAILED",
    fault: "azure",
    message: `${id.toString()} is Failed although its write has ended`,
    remedy: "Run again; only another write heals the table.",
    retry: { when: "later", afterMs: null },
    maybeDone: true,
  });
}

/** Waits for another attempt, if the failure may pass, attempts are left and there is time. */
async function shouldRetry(
  failure: SyncError,
  attempt: number,
  budget: RetryBudget,
  { reporter }: Ports,
  { id }: RouteTable,
): Promise<boolean> {
  if (!(failure instanceof TableCallError) || failure.retry.when === "never") return false;
  if (attempt >= budget.limits.attempts) return false;
  const waitMs = budget.waitBefore(attempt, failure.retry.when === "later" ? failure.retry.afterMs : null);
  if (!(await budget.wait(waitMs, budget.deadline))) return false;
  reporter.notice({ kind: "waited", table: id.toString(), waitMs, reason: failure.message });
  return true;
}
