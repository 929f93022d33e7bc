import type { Reading } from "./confirm.js";
import { confirmationsIn, readingsOf, readingsWithoutTarget, recall, remember } from "./confirm.js";
import { decide, lost, noPermissions } from "./domain/decide.js";
import type { Permissions, TargetDecision } from "./domain/decide.js";
import { interrupted, SyncError } from "./domain/errors.js";
import type { TargetGroup } from "./domain/mirror.js";
import type { RouteTable } from "./domain/table.js";
import { defaultLimits, Effort } from "./effort.js";
import type { Limits } from "./effort.js";
import { Outcome } from "./outcome.js";
import type { Ports } from "./ports/ports.js";
import type { RoundReport } from "./ports/reporter.js";
import { TableCallError } from "./ports/route-tables.js";
import { Meters, readAll } from "./read.js";

/** Which target to bring in step. Carries identity, never content: what to write comes from reading alone. */
export interface ReconcileRequest {
  readonly group: TargetGroup;
  readonly permissions?: Permissions;
  /** Stop before writing. Default false. */
  readonly dryRun?: boolean;
  readonly limits?: Limits | undefined;
  /** Aborts when the process is asked to stop: nothing new begins then, and a write that is under way ends. Default never. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * Brings one target in step with the sources of its mirrors: read, normalize, plan, guard, apply, outcome.
 * Never throws for what happens in Azure: that is in the report. Writes at most the target, with the etag just read,
 * and after any failed write starts again from reading.
 */
export async function reconcile(request: ReconcileRequest, ports: Ports): Promise<RoundReport> {
  const { group, permissions = noPermissions, dryRun = false, limits = defaultLimits, stop } = request;
  const effort = new Effort(ports.clock, ports.random, limits, stop);
  const meters = new Meters();
  const outcome = new Outcome(group, effort, meters, ports);

  for (let attempt = 1; ; attempt += 1) {
    const began = ports.clock.monotonic();
    const { target, candidates } = await readAll(group, effort, meters, ports);
    // After the tables: a reading that another instance recorded meanwhile must not be missed.
    const memories = await recall(group.mirrors, effort, ports);
    const remembered = async (readings: readonly Reading[]): Promise<void> => {
      outcome.unrecorded(await remember(readings, memories, effort, ports));
    };
    if (target instanceof SyncError) {
      await remembered(readingsWithoutTarget(candidates));
      return outcome.unread(target, attempt);
    }
    const confirmations = confirmationsIn(memories, ports.clock.monotonic() - began);
    const decision = decide(target, candidates, { ...permissions, confirmations });
    await remembered(readingsOf(decision.mirrors));
    if (!decision.write) return outcome.nothingToWrite(target, decision, attempt);
    if (dryRun) return outcome.of(target, decision, "planned", attempt);

    if (effort.stopping()) return outcome.of(target, decision, { failed: interrupted() }, attempt);

    // The target may have kept us waiting, or the process slept: the source says something else by now.
    if (ports.clock.monotonic() - began > freshMs) {
      if (effort.leftMs > 0) continue;
      return outcome.of(target, decision, { failed: outdated(target) }, attempt);
    }

    const written = await apply(target, decision, effort, meters, ports);
    if (!(written instanceof SyncError))
      return outcome.of(target, decision, "applied", attempt, written.etag);

    outcome.remember(written, decision);
    if (!(await another(written, attempt, effort, ports, target))) {
      return outcome.of(target, decision, { failed: effort.gaveUp(written, attempt) }, attempt);
    }
    meters.target.count("retries");
  }
}

/** What was read longer ago than this is read again before it is written, in milliseconds; AKS writes every half minute. */
const freshMs = 20_000;

function outdated({ id }: RouteTable): SyncError {
  return new SyncError({
    code: "AZURE_UNAVAILABLE",
    whose: "azure",
    message: `${id.toString()} was not written: reading it and its sources took all the time`,
    remedy: "Run again; if this lasts, look at what else writes the table.",
  });
}

/** Writes, and compares what Azure says afterwards with what was written: an accepted write is no proof. */
async function apply(
  target: RouteTable,
  decision: TargetDecision,
  effort: Effort,
  { target: meter }: Meters,
  { tables }: Ports,
): Promise<RouteTable | SyncError> {
  const { stop } = effort;
  const written = await effort.write(target.id.toString(), (signal) =>
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
    whose: "azure",
    message: `${id.toString()} does not hold what was just written (${names.length} routes differ: ${some})`,
    remedy: "Another writer or Azure itself changes this table; look at its activity log.",
    again: { when: "changed" },
    maybeDone: true,
  });
}

function failedAfterwards({ id }: RouteTable): SyncError {
  return new TableCallError({
    code: "OPERATION_FAILED",
    whose: "azure",
    message: `${id.toString()} is Failed although its write has ended`,
    remedy: "Run again; only another write heals the table.",
    again: { when: "later", afterMs: null },
    maybeDone: true,
  });
}

/** Waits for another attempt, if the failure may pass, attempts are left and there is time. */
async function another(
  failure: SyncError,
  attempt: number,
  effort: Effort,
  { reporter }: Ports,
  { id }: RouteTable,
): Promise<boolean> {
  if (!(failure instanceof TableCallError) || failure.again.when === "never") return false;
  if (attempt >= effort.limits.attempts) return false;
  const waitMs = effort.waitBefore(attempt, failure.again.when === "later" ? failure.again.afterMs : null);
  if (!(await effort.wait(waitMs, effort.deadline))) return false;
  reporter.notice({ kind: "waited", table: id.toString(), waitMs, reason: failure.message });
  return true;
}
