import { TopologyError, type FoundProblem, type Problem, type Severity } from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import type { LoadedPlatform } from "../load.js";
import type { Code, PlatformProblem } from "../problem.js";
import type { KeyPath } from "../source-map.js";

/** Where a construct comes from in the platform file, and how the file calls its props. */
interface Place {
  readonly path: KeyPath;
  readonly keys: Readonly<Record<string, KeyPath>>;
}

/** The way from constructs back to the lines that asked for them. */
export class Places {
  readonly #loaded: LoadedPlatform;
  readonly #places = new WeakMap<IConstruct, Place>();
  readonly #found: PlatformProblem[] = [];

  constructor(loaded: LoadedPlatform) {
    this.#loaded = loaded;
  }

  /** Remembers that `construct` was made for the key at `path`; `keys` tells props that the file calls otherwise. */
  note<T extends IConstruct>(construct: T, path: KeyPath, keys: Readonly<Record<string, KeyPath>> = {}): T {
    this.#places.set(construct, { path, keys });
    return construct;
  }

  /** Builds the thing at `path`; what keeps it from being built becomes a problem there, and building goes on. */
  attempt<T extends IConstruct>(
    path: KeyPath,
    build: () => T,
    keys: Readonly<Record<string, KeyPath>> = {},
  ): T | undefined {
    try {
      return this.note(build(), path, keys);
    } catch (error) {
      if (!(error instanceof TopologyError)) throw error;
      this.#found.push(this.#located(error.problem, path, keys));
      return undefined;
    }
  }

  /** A problem of the file itself that only shows when its parts are put together. */
  add(code: Code, path: KeyPath, message: string, hint: string, severity: Severity = "error"): void {
    this.#found.push(this.#at(path, { code, severity, message, hint }));
  }

  /** All problems by place: those found on constructs, and those that kept constructs from being built. */
  problems(found: readonly FoundProblem[]): PlatformProblem[] {
    const located = found.map((problem) => {
      const { path, keys } = this.#placeOf(problem.construct);
      return this.#located(problem, path, keys);
    });
    const all = [...this.#found, ...located].sort((a, b) => a.line - b.line || a.column - b.column);
    // Two policies may miss the same in one cluster, and one policy the same in several spokes.
    return all.filter((problem, i) => !all.slice(0, i).some((told) => isSame(told, problem)));
  }

  #placeOf(construct: IConstruct): Place {
    for (const scope of construct.node.scopes.toReversed()) {
      const place = this.#places.get(scope);
      if (place !== undefined) return place;
    }
    return { path: [], keys: {} };
  }

  #located(problem: Problem, base: KeyPath, keys: Place["keys"]): PlatformProblem {
    const { prop, code, message, hint } = problem;
    const tail = prop === undefined ? [] : (keys[prop] ?? prop.split("."));
    return this.#at([...base, ...tail], { code, severity: problem.severity ?? "error", message, hint });
  }

  #at(
    path: KeyPath,
    problem: Pick<PlatformProblem, "code" | "severity" | "message" | "hint">,
  ): PlatformProblem {
    const { line, column } = this.#loaded.source.positionOf(path);
    return { ...problem, path: path.join("."), file: this.#loaded.file, line, column };
  }
}

function isSame(one: PlatformProblem, other: PlatformProblem): boolean {
  return one.code === other.code && one.path === other.path && one.message === other.message;
}
