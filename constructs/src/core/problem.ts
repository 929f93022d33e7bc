import type { IConstruct } from "constructs";
import { readable } from "./readable.js";
import type { Judgement, Problem, Severity } from "./rule.js";
import { treeState } from "./tree-state.js";

export type { Problem, Severity };

/** A problem and the construct that it was found on. */
export interface FoundProblem extends Problem {
  readonly severity: Severity;
  readonly construct: IConstruct;
}

/** A problem that a check of the whole finds on one of its parts. */
export interface PlacedProblem extends Problem {
  /** @default the construct that the check was added to */
  readonly at?: IConstruct | undefined;
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
    return typeof error === "object" && error !== null && MARK in error;
  }

  /** Names the class in printed errors. */
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

/** What a construct reports: a problem, or what a rule says of a subject. */
export type Finding = PlacedProblem | Judgement;

/** What is known to be wrong with a construct, and what is checked once the tree is finished. */
interface Findings {
  readonly reported: Finding[];
  readonly checks: (() => readonly Finding[])[];
  isValidated: boolean;
}

const findings = treeState<Findings>("problems", () => ({ reported: [], checks: [], isValidated: false }));

/** Records what a constructor found out about its own props. Building goes on, so that all problems show at once. */
export function report(construct: IConstruct, ...found: readonly Finding[]): void {
  findingsOf(construct).reported.push(...found);
}

/** Adds a check that needs the finished tree: what is never wired, what several constructs contradict. */
export function check(construct: IConstruct, find: () => readonly Finding[]): void {
  findingsOf(construct).checks.push(find);
}

/** All problems of a tree, in the order of construction. */
export function problemsOf(root: IConstruct): FoundProblem[] {
  return root.node.findAll().flatMap(problemsAt);
}

/** What the rules say of all constructs of a tree, each with the construct that reported it. */
export function judgementsOf(
  root: IConstruct,
): { readonly construct: IConstruct; readonly judgement: Judgement }[] {
  return root.node
    .findAll()
    .flatMap((construct) =>
      findingsAt(construct).flatMap((finding) =>
        "rule" in finding ? [{ construct, judgement: finding }] : [],
      ),
    );
}

function problemsAt(construct: IConstruct): FoundProblem[] {
  return findingsAt(construct)
    .flatMap(problemsIn)
    .map(({ at = construct, severity = "error", ...problem }) => ({
      ...withoutTokens(at, problem),
      severity,
      construct: at,
    }));
}

function problemsIn(finding: Finding): PlacedProblem[] {
  if (!("rule" in finding)) return [finding];
  return finding.problem === undefined ? [] : [{ ...finding.problem, at: finding.at }];
}

function findingsAt(construct: IConstruct): readonly Finding[] {
  const own = findings.peek(construct);
  return own === undefined ? [] : [...own.reported, ...own.checks.flatMap((find) => find())];
}

function withoutTokens<T extends Problem>(construct: IConstruct, problem: T): T {
  const { message, hint } = problem;
  return { ...problem, message: readable(construct, message), hint: readable(construct, hint) };
}

/** The findings of a construct, which from then on make CDKTF's own synthesis refuse the app when one is an error. */
function findingsOf(construct: IConstruct): Findings {
  const own = findings.of(construct);
  if (own.isValidated) return own;
  own.isValidated = true;
  construct.node.addValidation({
    validate: () =>
      problemsAt(construct)
        .filter((problem) => problem.severity === "error")
        .map((problem) => `${problem.code}: ${problem.message} ${problem.hint}`),
  });
  return own;
}
