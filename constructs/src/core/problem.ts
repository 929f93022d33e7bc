import type { IConstruct } from "constructs";
import type { ProblemCode } from "./problem-codes.js";
import { readable } from "./readable.js";

/** `error`: nothing is written. `warning`: people should know. */
export type Severity = "error" | "warning";

/** Something about a topology that Azure would refuse, or that its owner should know. */
export interface Problem {
  /** What kind of problem it is; `PROBLEM_CODES` tells its story. */
  readonly code: ProblemCode;
  /** One sentence that says what is wrong, with the values that clash. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
  /** The prop of the construct that holds the wrong value, dotted. @default the construct itself */
  readonly prop?: string;
  /** @default "error" */
  readonly severity?: Severity;
}

/** A problem and the construct that it was found on. */
export interface FoundProblem extends Problem {
  readonly severity: Severity;
  readonly construct: IConstruct;
}

/** A problem that a check of the whole finds on one of its parts. */
export interface PlacedProblem extends Problem {
  /** @default the construct that the check was added to */
  readonly at?: IConstruct;
}

const MARK = Symbol.for("@aks-topology/constructs.TopologyError");

/** A problem that leaves nothing to build: thrown by a constructor that cannot go on. */
export class TopologyError extends Error {
  readonly #problem: Problem;
  readonly #construct: IConstruct;

  constructor(construct: IConstruct, problem: Problem) {
    const shown = withoutTokens(construct, problem);
    super(`${shown.code}: ${shown.message} ${shown.hint} (${construct.node.path})`);
    this.#problem = shown;
    this.#construct = construct;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Whether an error is one of these, from whichever copy of this package: `instanceof` knows only its own. */
  static isTopologyError(error: unknown): error is TopologyError {
    return error instanceof Error && MARK in error;
  }

  override get name(): string {
    return "TopologyError";
  }

  get problem(): Problem {
    return this.#problem;
  }

  /** The construct whose props are wrong. An accessor, since printing an error prints its properties, and this one holds the tree. */
  get construct(): IConstruct {
    return this.#construct;
  }
}

const reported = new WeakMap<IConstruct, Problem[]>();
const checks = new WeakMap<IConstruct, (() => readonly PlacedProblem[])[]>();
const listening = new WeakSet<IConstruct>();

/** Records what a constructor found out about its own props. Building goes on, so that all problems show at once. */
export function report(construct: IConstruct, ...problems: readonly Problem[]): void {
  reported.set(construct, [...(reported.get(construct) ?? []), ...problems]);
  listen(construct);
}

/** Adds a check that needs the finished tree: what is never wired, what several constructs contradict. */
export function check(construct: IConstruct, find: () => readonly PlacedProblem[]): void {
  checks.set(construct, [...(checks.get(construct) ?? []), find]);
  listen(construct);
}

/** All problems of a tree, in the order of construction. */
export function problemsOf(root: IConstruct): FoundProblem[] {
  return root.node.findAll().flatMap(problemsAt);
}

function problemsAt(construct: IConstruct): FoundProblem[] {
  const found: readonly PlacedProblem[] = [
    ...(reported.get(construct) ?? []),
    ...(checks.get(construct) ?? []).flatMap((find) => find()),
  ];
  return found.map(({ at = construct, severity = "error", ...problem }) => ({
    ...withoutTokens(at, problem),
    severity,
    construct: at,
  }));
}

function withoutTokens<T extends Problem>(construct: IConstruct, problem: T): T {
  const { message, hint } = problem;
  return { ...problem, message: readable(construct, message), hint: readable(construct, hint) };
}

/** Makes CDKTF's own synthesis refuse a construct with errors, for those who use the constructs without a platform file. */
function listen(construct: IConstruct): void {
  if (listening.has(construct)) return;
  listening.add(construct);
  construct.node.addValidation({
    validate: () =>
      problemsAt(construct)
        .filter((problem) => problem.severity === "error")
        .map((problem) => `${problem.code}: ${problem.message} ${problem.hint}`),
  });
}
