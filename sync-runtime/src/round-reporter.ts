import type { Decision, TargetDecision } from "./domain/decide.js";
import {
  describe,
  NO_CALLS,
  wrote,
  type CallCounts,
  type MirrorReport,
  type Progress,
} from "./domain/describe.js";
import type { SyncError } from "./domain/errors.js";
import { sourceKey, type TargetGroup } from "./domain/mirror.js";
import { changes } from "./domain/plan.js";
import { awaitsConfirmation } from "./domain/policy.js";
import type { RouteTable } from "./domain/table.js";
import type { RetryBudget } from "./retry-budget.js";
import type { Ports } from "./ports/ports.js";
import type { RoundReport } from "./ports/reporter.js";
import { TableCallError } from "./ports/route-tables.js";
import type { Meters } from "./read.js";

/** Turns the end of a round into its report, and passes that to the reporter. */
export class RoundReporter {
  readonly #group: TargetGroup;
  readonly #budget: RetryBudget;
  readonly #meters: Meters;
  readonly #ports: Ports;
  /** A write that failed but may have been done: if the next reading is in step, this is what did it. */
  #unsure: TargetDecision | null = null;
  readonly #unrecorded = new Set<string>();
  /** What is to be said of a write that was read again because it could not be followed. */
  #doubt: string | null = null;

  constructor(group: TargetGroup, budget: RetryBudget, meters: Meters, ports: Ports) {
    this.#group = group;
    this.#budget = budget;
    this.#meters = meters;
    this.#ports = ports;
  }

  /** Names of mirrors whose reading could not be remembered. */
  unrecorded(names: readonly string[]): void {
    for (const name of names) this.#unrecorded.add(name);
  }

  remember(failure: SyncError, decision: TargetDecision): void {
    if (failure instanceof TableCallError && failure.maybeDone) this.#unsure = decision;
    if (failure.code === "WRITE_NOT_CONFIRMED")
      this.#doubt = `written, not confirmed: ${failure.message}. ${failure.remedy}`;
    // Routes of others that are gone cannot be planned again: they are reported at least.
    if (failure.code === "WRITE_ALTERED") this.#doubt = `${failure.message}. ${failure.remedy}`;
  }

  unreadable(error: SyncError, attempts: number): RoundReport {
    const decisions = this.#group.mirrors.map((mirror): Decision => ({
      kind: "failed",
      mirror,
      error,
      plan: null,
    }));
    return this.#report(null, decisions, { failed: error }, attempts, false);
  }

  nothingToWrite(target: RouteTable, decision: TargetDecision, attempts: number): RoundReport {
    return this.#unsure === null
      ? this.finished(target, decision, "planned", attempts)
      : this.finished(target, decision, "applied", attempts);
  }

  finished(
    target: RouteTable,
    decision: TargetDecision,
    progress: Progress,
    attempts: number,
    etagAfter: string | null = null,
  ): RoundReport {
    const earlier = new Map(this.#unsure?.mirrors.map((made) => [made.mirror.name, made]));
    const decisions = decision.mirrors.map((made) => {
      const inStep = made.kind === "planned" && changes(made.plan) === 0;
      const before = inStep ? earlier.get(made.mirror.name) : undefined;
      return before?.kind === "planned" ? before : made;
    });
    const heals = decision.write && target.state === "Failed";
    const made = { table: target, after: decision.routes.length, etagAfter };
    return this.#report(made, decisions, progress, attempts, heals);
  }

  #report(
    target: { readonly table: RouteTable; readonly after: number; readonly etagAfter: string | null } | null,
    decisions: readonly Decision[],
    progress: Progress,
    attempts: number,
    heals: boolean,
  ): RoundReport {
    const durationMs = Math.round(this.#budget.elapsedMs);
    const arm = this.#charge(decisions);
    const limit = Math.min(...this.#group.mirrors.map(({ guards }) => guards.routeLimit));
    const mirrors = decisions.map((decision): MirrorReport => {
      const calls = arm.get(decision.mirror.name) ?? NO_CALLS;
      const report = describe(decision, progress, { arm: calls, attempts, durationMs }, heals);
      if (this.#doubt === null || !wrote(report)) return report;
      return { ...report, warnings: [...report.warnings, this.#doubt] };
    });
    const report: RoundReport = {
      target: this.#group.target,
      mirrors,
      routes: target && { before: target.table.routes.length, after: target.after, limit },
      etag: target?.table.etag ?? null,
      etagAfter: target?.etagAfter ?? null,
      throttles: this.#meters.throttles,
      durationMs,
      awaiting: awaiting(decisions),
      unrecorded: [...this.#unrecorded],
    };
    this.#ports.reporter.round(report);
    return report;
  }

  /** Every call is charged to one mirror, so that sums are true: a shared target's to the first that changes it. */
  #charge(decisions: readonly Decision[]): Map<string, CallCounts> {
    const writer =
      decisions.find((made) => made.kind === "planned" && changes(made.plan) > 0) ?? decisions[0];
    const charged = new Set<string>();
    return new Map(
      decisions.map(({ mirror }) => {
        const own = charged.has(sourceKey(mirror.source))
          ? NO_CALLS
          : this.#meters.source(mirror.source).counts;
        charged.add(sourceKey(mirror.source));
        return [mirror.name, mirror === writer?.mirror ? sum(own, this.#meters.target.counts) : own];
      }),
    );
  }
}

function awaiting(decisions: readonly Decision[]): string[] {
  return decisions
    .filter((made) => made.kind === "held" && awaitsConfirmation(made.held))
    .map(({ mirror }) => mirror.name);
}

function sum(a: CallCounts, b: CallCounts): CallCounts {
  return {
    reads: a.reads + b.reads,
    writes: a.writes + b.writes,
    polls: a.polls + b.polls,
    retries: a.retries + b.retries,
  };
}
