import {
  TopologyError,
  type FoundProblem,
  type Problem,
  type RuleText,
  type Severity,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { MISSING_KEY, UNKNOWN_REFERENCE } from "../file-rules.js";
import { ALL_RULES, inFileOrder, type PlatformProblem } from "../problem.js";
import type { KeyPath, KeyPlaces, Place, SourceFile } from "../source-map.js";

/** Props whose value is the platform's where the thing has no such key. */
const INHERITED: readonly string[] = ["location"];

/** The key of the platform file for which a construct was created, and the file's names for its props. */
interface Origin {
  readonly path: KeyPath;
  readonly keys: Readonly<Record<string, KeyPath>>;
  /** Where in the file the value of a prop is that the thing inherits. @default the platform's key of the same name */
  readonly inherited?: Readonly<Record<string, KeyPath>>;
}

/** Problems of what is left out of the tree: it has no construct. */
const LEAVES_OUT: readonly string[] = [UNKNOWN_REFERENCE.code, MISSING_KEY.code];

/** Maps problems of constructs to the lines of the platform file for which they were created. */
export class SourceLocator {
  readonly #source: KeyPlaces;
  readonly #origins = new WeakMap<IConstruct, Origin>();
  readonly #found: PlatformProblem[] = [];
  /** Whether all that the file names could be built. */
  #isComplete = true;
  readonly #inFile: (path: KeyPath) => KeyPath;

  /** @param inFile the path in the file of a path that constructs are bound to @default the same */
  constructor({ source }: SourceFile, inFile: (path: KeyPath) => KeyPath = (path) => path) {
    this.#source = source;
    this.#inFile = inFile;
  }

  /** Records that `construct` was created for the key at `path`; `keys` maps the props whose names differ in the file. */
  bind<T extends IConstruct>(construct: T, path: KeyPath, keys: Readonly<Record<string, KeyPath>> = {}): T {
    this.#origins.set(construct, { path, keys });
    return construct;
  }

  /** Records that what is wrong with a prop which a bound construct inherits is the value at `path`. */
  bindInherited(construct: IConstruct, prop: string, path: KeyPath): void {
    const origin = this.#origins.get(construct);
    if (origin !== undefined)
      this.#origins.set(construct, { ...origin, inherited: { ...origin.inherited, [prop]: path } });
  }

  /** Builds the construct of the key at `path`. A topology error becomes a problem at that key, and the build continues. */
  tryBuild<T extends IConstruct>(
    path: KeyPath,
    build: () => T,
    keys: Readonly<Record<string, KeyPath>> = {},
  ): T | undefined {
    try {
      return this.bind(build(), path, keys);
    } catch (error) {
      if (!TopologyError.isTopologyError(error)) throw error;
      this.#found.push(this.#located(error.problem, { path, keys }));
      this.#isComplete = false;
      return undefined;
    }
  }

  /** Reports a problem of the file itself that only shows when its parts are combined. */
  report(
    { code }: RuleText,
    path: KeyPath,
    message: string,
    hint: string,
    severity: Severity = "error",
  ): void {
    this.#found.push(this.#at(path, { code, severity, message, hint }));
    if (LEAVES_OUT.includes(code)) this.#isComplete = false;
  }

  /** Whether a part of the file could not be built, or a problem of the file itself is an error. */
  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === "error");
  }

  /** All problems in the order of their files and lines: those found on constructs, and those that prevented constructs from being built. */
  problems(found: readonly FoundProblem[]): PlatformProblem[] {
    const located = this.locate(found).filter(({ code }) => this.#isComplete || !isOfCompleteTree(code));
    const all = inFileOrder([...this.#found, ...located], this.#source);
    // Two policies can miss the same thing in one cluster, and one policy the same thing in several spokes.
    return all.filter((problem, i) => !all.slice(0, i).some((earlier) => isSame(earlier, problem)));
  }

  /** Problems of constructs alone, in their order. */
  locate(found: readonly FoundProblem[]): PlatformProblem[] {
    return found.map((problem) => this.#located(problem, this.#originOf(problem.construct)));
  }

  /** The place in the file of the key at a path. */
  placeOf(path: KeyPath): Place {
    const { file, line, column } = this.#source.placeOf(this.#inFile(path));
    return { file, line, column };
  }

  /** The place of the key for which a construct, or what it is a part of, was created. */
  placeOfConstruct(construct: IConstruct): Place {
    return this.placeOf(this.#originOf(construct).path);
  }

  #originOf(construct: IConstruct): Origin {
    for (const scope of construct.node.scopes.toReversed()) {
      const origin = this.#origins.get(scope);
      if (origin !== undefined) return origin;
    }
    return { path: [], keys: {} };
  }

  #located(problem: Problem, { path: base, keys, inherited = {} }: Origin): PlatformProblem {
    const { prop, code, message, hint } = problem;
    const tail = prop === undefined ? [] : (keys[prop] ?? prop.split("."));
    const own = [...base, ...tail];
    const inherits = prop !== undefined && INHERITED.includes(prop) && !this.#has(own);
    const path = inherits ? (inherited[prop] ?? [prop]) : own;
    return this.#at(path, { code, severity: problem.severity ?? "error", message, hint });
  }

  /** Whether the file has the key itself: the place of one that it lacks is that of the map around it. */
  #has(built: KeyPath): boolean {
    const [own, around] = [built, built.slice(0, -1)].map((path) => this.#source.placeOf(this.#inFile(path)));
    return own?.line !== around?.line || own?.column !== around?.column;
  }

  #at(
    built: KeyPath,
    problem: Pick<PlatformProblem, "code" | "severity" | "message" | "hint">,
  ): PlatformProblem {
    const path = this.#inFile(built);
    const { file, line, column } = this.#source.placeOf(path);
    return { ...problem, path: path.join("."), file, line, column };
  }
}

/** Whether a rule finds missing what may only be missing because it could not be built. */
function isOfCompleteTree(code: string): boolean {
  return ALL_RULES[code]?.ofCompleteTree === true;
}

function isSame(one: PlatformProblem, other: PlatformProblem): boolean {
  return one.path === other.path && one.message === other.message;
}
