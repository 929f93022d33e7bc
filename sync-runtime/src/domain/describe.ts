import type { Decision } from "./decide.js";
import { describeError, type ErrorReport, type SyncError } from "./errors.js";
import { changes, retires, type MirrorPlan } from "./plan.js";
import type { GuardCode } from "./policy.js";
import type { Route, RouteValues } from "./route.js";

/** `retired`: the mirror's policy is to retire, its source has no node route, and so has its target none. */
export type Outcome =
  "in-step" | "changes" | "applied" | "conflicts" | "unmatched" | "retired" | "held" | "failed";

/** Calls to the Resource Manager. `retries` counts those of them that repeated an earlier one. */
export interface CallCounts {
  readonly reads: number;
  readonly writes: number;
  readonly polls: number;
  readonly retries: number;
}

export const NO_CALLS: CallCounts = { reads: 0, writes: 0, polls: 0, retries: 0 };

/** What became of one mirror, in the shape that `--json` prints. Every list is sorted by name, without case. */
export interface MirrorReport {
  readonly name: string;
  readonly outcome: Outcome;
  readonly add: readonly RouteValues[];
  readonly update: readonly { readonly before: RouteValues; readonly after: RouteValues }[];
  readonly remove: readonly RouteValues[];
  readonly foreign: readonly string[];
  readonly ignored: readonly string[];
  readonly unmatched: readonly string[];
  readonly conflicts: readonly {
    readonly route: string;
    readonly foreign: string;
    readonly reason: string;
  }[];
  readonly held: { readonly guard: GuardCode; readonly message: string } | null;
  readonly error: ErrorReport | null;
  readonly warnings: readonly string[];
  readonly arm: CallCounts;
  /** How often the target was read and planned. */
  readonly attempts: number;
  readonly durationMs: number;
}

/** How far a round came with its target. */
export type Progress = "planned" | "applied" | { readonly failed: SyncError };

export interface RoundCost {
  readonly arm: CallCounts;
  readonly attempts: number;
  readonly durationMs: number;
}

/** @param heals true when the target is written for its own sake, although no route changes */
export function describe(
  decision: Decision,
  progress: Progress,
  cost: RoundCost,
  heals = false,
): MirrorReport {
  const name = decision.mirror.name;
  const tail = { held: null, error: null, warnings: [], ...cost };
  const base = { name, outcome: "in-step" as const, ...lists(decision), ...tail };
  switch (decision.kind) {
    case "failed":
      return { ...base, outcome: "failed", error: describeError(decision.error) };
    case "held":
      return { ...base, outcome: "held", held: decision.held, warnings: lookalikes(decision.plan) };
    case "planned": {
      const warnings = [
        ...(decision.warning === null ? [] : [decision.warning]),
        ...lookalikes(decision.plan),
      ];
      const retired = retires(decision.plan);
      if (changes(decision.plan) === 0 && !heals) {
        return { ...base, warnings, outcome: retired ? "retired" : unchanged(base) };
      }
      if (typeof progress === "object") {
        return { ...base, warnings, outcome: "failed", error: describeError(progress.failed) };
      }
      if (progress === "planned") return { ...base, warnings, outcome: "changes" };
      return { ...base, warnings, outcome: retired ? "retired" : "applied" };
    }
  }
}

/** A warning of target routes that look like mirrored routes. */
function lookalikes({ mirror, lookalikes: routes }: MirrorPlan): string[] {
  if (routes.length === 0) return [];
  const names = routes.map(({ name }) => name).join(", ");
  return [
    `the target has routes inside the pod CIDRs whose names fit ${mirror.routeNamePattern.text} but are not those of AKS nodes, so they are left alone: ${names}; ` +
      "if the mirror is to own them, set routeNamePattern: an explicit pattern owns what it matches",
  ];
}

/** Whether a round changed routes for a mirror; `applied` may also be the healing of its table. */
export function wrote({ outcome, add, update, remove }: MirrorReport): boolean {
  return outcome === "applied" || (outcome === "retired" && add.length + update.length + remove.length > 0);
}

/** The outcome of a mirror with nothing to change. */
function unchanged({ conflicts, unmatched }: Lists): Outcome {
  if (conflicts.length > 0) return "conflicts";
  return unmatched.length > 0 ? "unmatched" : "in-step";
}

type Lists = Pick<
  MirrorReport,
  "add" | "update" | "remove" | "foreign" | "ignored" | "unmatched" | "conflicts"
>;

const NO_LISTS: Lists = {
  add: [],
  update: [],
  remove: [],
  foreign: [],
  ignored: [],
  unmatched: [],
  conflicts: [],
};

function lists(decision: Decision): Lists {
  const { plan } = decision;
  if (plan === null) return NO_LISTS;
  const names = {
    foreign: plan.foreign.map(({ name }) => name),
    ignored: plan.ignored.map(({ name }) => name),
    unmatched: plan.unmatched.map(({ name }) => name),
  };
  if (decision.kind === "failed") return { ...NO_LISTS, ...names };
  const values = (route: Route): RouteValues => route.values;
  return {
    add: plan.add.map(values),
    update: plan.update.map(({ before, after }) => ({ before: before.values, after: after.values })),
    remove: plan.remove.map(values),
    ...names,
    conflicts: plan.conflicts.map(({ route, foreign, reason }) => ({
      route: route.name,
      foreign: foreign.name,
      reason,
    })),
  };
}

/**
 * The exit code that a set of reports deserves: an error (1) outranks what is left over (3), which outranks changes
 * (2, only when `detailed` asks for it), which outrank nothing to do (0).
 */
export function exitCodeOf(reports: readonly MirrorReport[], detailed: boolean): 0 | 1 | 2 | 3 {
  if (reports.some(({ outcome }) => outcome === "failed")) return 1;
  if (reports.some(leftOver)) return 3;
  if (detailed && reports.some(({ outcome }) => outcome === "changes")) return 2;
  return 0;
}

/** Held, or with routes that are not mirrored even when all that can be done is done. */
function leftOver({ outcome, conflicts, unmatched }: MirrorReport): boolean {
  return outcome === "held" || conflicts.length + unmatched.length > 0;
}
