import { evaluate, referencesIn, variableResolver } from "@aks-topology/terraform";
import type { LoadedPlatform } from "../../load.js";
import type { Platform } from "../../schema/platform.js";
import { configure, type Configuration, type Json } from "../configuration.js";
import { isSame } from "./same.js";
import { extractVariables, type ModuleVariable } from "./variables.js";

/** A configuration with variables, whose defaults give the configuration of the platform file. */
export interface Parameterized {
  readonly configuration: Configuration;
  /** The variables that the configuration reads. */
  readonly variables: readonly ModuleVariable[];
  /** Scalars of the file that stay literal, since the structure of the module depends on them. */
  readonly fixed: readonly ModuleVariable[];
}

/**
 * Builds a platform once with its values and once with variables, and compares the results. A variable that changes the
 * result is given up and stays a literal, so that the module is correct regardless of how constructs use a scalar.
 */
export function parameterize(loaded: LoadedPlatform): Parameterized {
  const single = { ...loaded, platform: ofOneStack(loaded.platform) };
  const plain = settings(configure(single).json, []);
  const attempt = (isVariable: (name: string) => boolean): Parameterized | undefined => {
    const { platform, variables } = extractVariables(single.platform, isVariable);
    const configuration = orUndefined(() => configure({ ...single, platform }));
    return configuration !== undefined && isSame(settings(configuration.json, variables), plain)
      ? { configuration, variables: variables.filter(isReadBy(configuration.json)), fixed: [] }
      : undefined;
  };
  const givenUp = new Map<string, ModuleVariable>();
  // A map that was split into its values is represented by these.
  const isWhole = ({ path }: ModuleVariable): boolean =>
    ![...givenUp.values(), ...extractVariables(single.platform, isLeft).variables].some((other) =>
      other.path.join().startsWith(`${path.join()},`),
    );
  const isLeft = (name: string): boolean => !givenUp.has(name);
  for (;;) {
    const found = attempt(isLeft);
    if (found !== undefined) return { ...found, fixed: [...givenUp.values()].filter(isWhole) };
    const { variables } = extractVariables(single.platform, isLeft);
    const doHarm = (some: readonly ModuleVariable[]): boolean => {
      const names = new Set(some.map(({ name }) => name));
      return attempt((name) => names.has(name)) === undefined;
    };
    for (const variable of culprits(variables, doHarm)) givenUp.set(variable.name, variable);
    if (variables.length === 0) throw new Error("The platform is not built deterministically.");
  }
}

/** The harmful variables of a list, by bisection: building a platform per variable would be slow. */
function culprits(
  list: readonly ModuleVariable[],
  doHarm: (some: readonly ModuleVariable[]) => boolean,
): readonly ModuleVariable[] {
  if (list.length < 2) return list;
  const middle = Math.ceil(list.length / 2);
  const found = [list.slice(0, middle), list.slice(middle)]
    .filter((half) => doHarm(half))
    .flatMap((half) => culprits(half, doHarm));
  // If neither half does harm alone, only both together do: all are given up.
  return found.length > 0 ? found : list;
}

/** A platform in one stack without a backend: a module has no state of its own. */
export function ofOneStack(platform: Platform): Platform {
  const { backend, ...rest } = platform;
  return backend === undefined && rest.stacks === "single" ? platform : { ...rest, stacks: "single" };
}

/** What must be the same: everything except the variables and what the caller provides. */
function settings({ resource, data, output, locals }: Json, variables: readonly ModuleVariable[]): unknown {
  return evaluate(
    { resource, data, output, locals },
    variableResolver(new Map(variables.map(({ name, default: value }) => [name, value]))),
  );
}

function isReadBy(json: Json): (variable: ModuleVariable) => boolean {
  const read = new Set(
    referencesIn({ ...json, provider: undefined, variable: undefined }).flatMap(({ root, steps: [first] }) =>
      root === "var" && first?.kind === "attribute" ? [first.name] : [],
    ),
  );
  return ({ name }) => read.has(name);
}

function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
