import type { Random } from "../core/random.js";
import { FAULT_KINDS, isFaultKind, type FaultKind, type FaultStage } from "./kinds.js";
import type { FaultRule } from "./rule.js";

/** The request that a fault may meet. */
export interface FaultTarget {
  readonly method: string;
  readonly id: string;
  readonly isPoll: boolean;
  readonly callers: readonly string[];
}

interface Armed {
  readonly rule: FaultRule;
  seen: number;
  fired: number;
}

/** Faults by rule, seeded, counted. */
export class Faults {
  readonly #random: Random;
  #armed: Armed[] = [];
  readonly #counters = new Map<FaultKind, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Replaces all rules. Counters stay. Throws on an unknown kind or a number out of range. */
  set(rules: readonly FaultRule[]): void {
    const problems = rules.flatMap((rule, index) =>
      problemsOf(rule).map((problem) => `rule ${index + 1}: ${problem}`),
    );
    if (problems.length > 0) throw new Error(problems.join("; "));
    this.#armed = rules.map((rule) => ({ rule, seen: 0, fired: 0 }));
  }

  /** Adds one rule to those set. */
  add(rule: FaultRule): void {
    const problems = problemsOf(rule);
    if (problems.length > 0) throw new Error(problems.join("; "));
    this.#armed.push({ rule, seen: 0, fired: 0 });
  }

  /** Removes all rules. Counters stay. */
  clear(): void {
    this.#armed = [];
  }

  /** How often each kind has fired since the start or `resetCounters`. Kinds that never fired read 0. */
  get counters(): Readonly<Record<string, number>> {
    const none = Object.fromEntries(Object.keys(FAULT_KINDS).map((kind) => [kind, 0]));
    return { ...none, ...Object.fromEntries(this.#counters) };
  }

  resetCounters(): void {
    this.#counters.clear();
  }

  get rules(): readonly FaultRule[] {
    return this.#armed.map(({ rule }) => rule);
  }

  /** The fault that a request meets at a stage, counted; undefined when none does. */
  draw(stage: FaultStage, target: FaultTarget): FaultRule | undefined {
    if (this.#armed.length === 0) return undefined;
    for (const armed of this.#armed) {
      const { rule } = armed;
      if (FAULT_KINDS[rule.kind].stage !== stage || !matches(rule, target)) continue;
      armed.seen += 1;
      if (armed.seen <= (rule.after ?? 0) || armed.fired >= (rule.times ?? Infinity)) continue;
      if ((rule.probability ?? 1) < 1 && this.#random.next() >= (rule.probability ?? 1)) continue;
      armed.fired += 1;
      this.#counters.set(rule.kind, (this.#counters.get(rule.kind) ?? 0) + 1);
      return rule;
    }
    return undefined;
  }
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  const { on } = FAULT_KINDS[rule.kind];
  const isWrite = target.method !== "GET" && target.method !== "HEAD";
  if (on === "writes" && !isWrite) return false;
  if (on === "reads" && (isWrite || target.isPoll)) return false;
  if (rule.methods !== undefined && !rule.methods.some((method) => method.toUpperCase() === target.method))
    return false;
  if (rule.caller !== undefined && !target.callers.includes(rule.caller)) return false;
  return rule.id === undefined || globMatches(rule.id, target.id);
}

/** `*` stands for any text; case does not matter. Walks once, so that no pattern is slow. */
export function globMatches(pattern: string, text: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const whole = text.toLowerCase();
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return whole === first;
  if (!whole.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  let from = first.length;
  for (const part of rest) {
    const found = whole.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return whole.length - last.length >= from && whole.endsWith(last);
}

function problemsOf(rule: FaultRule): string[] {
  const problems: string[] = [];
  if (!isFaultKind(rule.kind))
    problems.push(`unknown kind '${String(rule.kind)}'; known are ${Object.keys(FAULT_KINDS).join(", ")}`);
  const { probability = 1, times = 1, after = 0, ms = 0, retryAfterSeconds = 0 } = rule;
  if (!(probability >= 0 && probability <= 1)) problems.push("probability must be between 0 and 1");
  for (const [name, value] of Object.entries({ times, after, ms, retryAfterSeconds }))
    if (!(value >= 0)) problems.push(`${name} is not negative`);
  return problems;
}
