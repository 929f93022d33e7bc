import type { Instance, Key } from "./instances.js";
import { ModuleConfiguration, type ModuleCall } from "./configuration.js";
import { keyOfStep, nameOf, parsePath } from "./path.js";

/** What `each` and `count` mean in an expression. */
export interface Each {
  readonly key: Key | undefined;
  /** The expression of `for_each`. */
  readonly of: unknown;
}

/** An instance of a module: where names are looked up. */
export interface Scope {
  /** `module.hub["a"]`; empty for the root module. */
  readonly address: string;
  readonly configuration: ModuleConfiguration;
  /** Undefined for the root module. */
  readonly caller: { readonly scope: Scope; readonly call: ModuleCall; readonly each: Each } | undefined;
}

export class Scopes {
  readonly #root: Scope;
  readonly #scopes = new Map<string, Scope | undefined>();
  readonly #modules: ReadonlySet<string>;

  constructor(configuration: unknown, instances: readonly Instance[]) {
    this.#root = { address: "", configuration: new ModuleConfiguration(configuration), caller: undefined };
    this.#modules = new Set(instances.flatMap(({ module }) => withParents(module)));
  }

  /** @param address of a module's instance */
  at(address: string): Scope | undefined {
    if (!this.#scopes.has(address)) this.#scopes.set(address, this.#find(address));
    return this.#scopes.get(address);
  }

  /** The instance of a module that is called in a scope: that of the key, or the only one. */
  child({ address }: Scope, name: string, key: Key | undefined): Scope | undefined {
    const prefix = `${address === "" ? "" : `${address}.`}module.${name}`;
    const only = [...this.#modules].filter(
      (module) => module === prefix || (module.startsWith(`${prefix}[`) && module.endsWith("]")),
    );
    const direct = only.filter((module) => !module.slice(prefix.length).includes(".module."));
    if (key !== undefined) return this.at(`${prefix}[${JSON.stringify(key)}]`);
    return direct.length === 1 ? this.at(direct[0] ?? "") : undefined;
  }

  #find(address: string): Scope | undefined {
    let scope: Scope | undefined = this.#root;
    const steps = parsePath(address);
    for (let i = 0; i < steps.length && scope !== undefined;) {
      const name = nameOf(steps[i + 1]) ?? "";
      const key = keyOfStep(steps[i + 2]);
      const call: ModuleCall | undefined = scope.configuration.call(name);
      const own: string =
        `${scope.address === "" ? "" : `${scope.address}.`}module.${name}` +
        (key === undefined ? "" : `[${JSON.stringify(key)}]`);
      scope = call && {
        address: own,
        configuration: call.module,
        caller: { scope, call, each: { key, of: call.forEach } },
      };
      i += key === undefined ? 2 : 3;
    }
    return scope;
  }
}

/** `module.a.module.b["c"]`, `module.a` */
function withParents(module: string): readonly string[] {
  const steps = [...module.matchAll(/(?:^|\.)module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g)].map(
    ([text]) => text,
  );
  return steps.map((_, index) => steps.slice(0, index + 1).join(""));
}
