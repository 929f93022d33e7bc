import { addressOf } from "@aks-topology/constructs/internal";
import { nearestFirst, type Stack } from "@aks-topology/terraform";
import {
  trace,
  UnknownEndpointError,
  type Model,
  type Protocol,
  type Question,
  type ReadOptions,
  type Thing,
  type Trace,
} from "@aks-topology/trace";
import { TerraformResource } from "cdktf";
import type { PlannedRule } from "../describe.js";
import type { PlatformProblem } from "../problem.js";
import type { Platform } from "../schema/platform.js";
import type { BuiltPlatform } from "../topology/platform.js";
import type { Place } from "../source-map.js";
import type { DeclaredPath } from "./declared-path.js";
import { declaredPaths } from "./declared-paths.js";
import { EndpointNames } from "./endpoint-names.js";
import { existingThings } from "./existing-things.js";
import { serviceThings } from "./service-things.js";
import { networkModel } from "./network-model.js";
import { isAsExpected, pathProblems, type JudgedPath } from "./path-problems.js";
import { PATH_ENDPOINT, PATH_NOT_LISTED } from "./rules.js";

/** A declared or forbidden path with its verdict. */
export interface TracedPath {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly expect: DeclaredPath["expect"];
  readonly verdict: Trace["verdict"];
  /** Whether the verdict is the expected one, or depends on what is unknown. */
  readonly ok: boolean;
  readonly decidedBy: Trace["decidedBy"];
}

/** A path with its hops. */
export interface PathTrace {
  readonly path: TracedPath;
  readonly trace: Trace;
  /** The key that declares it, or the thing that it protects. */
  readonly key: DeclaredPath["key"];
}

/** Where packets of a platform go. */
export class Reachability {
  readonly #built: BuiltPlatform;
  readonly #names: EndpointNames;
  readonly #existing: readonly Thing[];
  readonly #paths: readonly DeclaredPath[];
  readonly #problems: readonly PlatformProblem[];
  #model: Model | undefined;
  #places: ReadonlyMap<string, Place> | undefined;

  /** Before synthesis, which replaces references between stacks. */
  constructor(built: BuiltPlatform, rules: readonly PlannedRule[]) {
    this.#built = built;
    this.#names = new EndpointNames(built);
    this.#existing = [...existingThings(built), ...serviceThings(built)];
    const declared = declaredPaths(built, rules);
    const { paths } = built.platform;
    const ignored = new Set(Object.keys(paths).filter((name) => paths[name]?.ignore !== undefined));
    this.#problems = [...ignored].flatMap((name) =>
      declared.some((path) => path.name === name) ? [] : [this.#notListed(name)],
    );
    this.#paths = [...declared.filter(({ name }) => !ignored.has(name)), ...expectedPaths(paths)];
  }

  #notListed(name: string): PlatformProblem {
    const key = ["paths", name];
    const message = `No path of the file is called "${name}".`;
    return {
      code: PATH_NOT_LISTED.code,
      severity: "error",
      message,
      hint: PATH_NOT_LISTED.remedy,
      path: key.join("."),
      ...this.#built.locator.placeOf(key),
    };
  }

  /** Reads the network from the synthesized stacks. */
  read(stacks: readonly Stack[], options: ReadOptions = {}): Model {
    this.#model = networkModel(stacks, this.#existing, options);
    return this.#model;
  }

  /** Undefined before the stacks are read. */
  get model(): Model | undefined {
    return this.#model;
  }

  /** The names of the file's things, for suggestions. */
  get names(): readonly string[] {
    return this.#names.all;
  }

  /** @throws UnknownEndpointError */
  trace({ from, to, ...question }: Question, expect?: DeclaredPath["expect"]): Trace {
    const model = this.#model ?? networkModel([], this.#existing);
    const traced = { ...question, from: this.#names.traced(from), to: this.#names.traced(to) };
    try {
      const found = trace(traced, model, expect);
      return { ...found, from, to, assumptions: this.#assumptionsOf(found) };
    } catch (error) {
      if (!(error instanceof UnknownEndpointError)) throw error;
      const isPair = error.outside !== undefined;
      throw isPair
        ? new UnknownEndpointError(from, this.names, to)
        : new UnknownEndpointError(error.text === traced.from ? from : to, this.names);
    }
  }

  /** Rules, routes and peerings that other teams are asked for, in the way of the packets. */
  #assumptionsOf({ forward, back = [] }: Trace): readonly string[] {
    const by = new Set([...forward, ...back].map((hop) => hop.by));
    const asked = this.#existing.filter(({ address }) => by.has(address) && isAskedFor(address));
    return [...new Set(asked.map(({ address }) => address.replace(" asked for: ", " ")))].sort();
  }

  /** @param known problems that were found before, which may explain why a path is broken */
  paths(known: readonly PlatformProblem[] = []): {
    readonly paths: readonly TracedPath[];
    readonly problems: readonly PlatformProblem[];
    readonly traces: readonly PathTrace[];
  } {
    const problems: PlatformProblem[] = [...this.#problems];
    const judged = this.#paths.flatMap((path): JudgedPath[] => {
      try {
        return [{ path, result: this.trace(path, path.expect) }];
      } catch (error) {
        if (!(error instanceof UnknownEndpointError)) throw error;
        problems.push(this.#unknownEnd(path, error));
        return [];
      }
    });
    const broken = pathProblems(judged, known, (key) => this.#built.locator.placeOf(key));
    const traces = judged.map((item) => ({
      path: tracedPath(item),
      trace: item.result,
      key: item.path.key,
    }));
    return { paths: traces.map(({ path }) => path), problems: [...problems, ...broken], traces };
  }

  #unknownEnd(
    { from, key }: DeclaredPath,
    { text, message, outside }: UnknownEndpointError,
  ): PlatformProblem {
    const isPair = outside !== undefined;
    const own = isPair ? key : [...key, text === from ? "from" : "to"];
    const names = isPair ? this.names : nearestFirst(text, this.names);
    return {
      code: PATH_ENDPOINT.code,
      severity: "error",
      message,
      hint: `Use ${isPair ? "at one end " : ""}an address, a host name, internet, on-premises, or one of ${names.slice(0, MOST_NAMES).join(", ")}.`,
      path: own.join("."),
      ...this.#built.locator.placeOf(own),
    };
  }

  /** The line of the platform file that a Terraform address is from. */
  placeOf(address: string): Place | undefined {
    this.#places ??= new Map(
      this.#built.app.node
        .findAll()
        .filter((construct) => TerraformResource.isTerraformResource(construct))
        .map((resource) => [addressOf(resource), this.#built.locator.placeOfConstruct(resource)]),
    );
    return this.#places.get(address);
  }
}

/** How things are named that other teams are asked for. */
function isAskedFor(address: string): boolean {
  return /^(rules?|routes?|peering) asked for: /.test(address);
}

/** Names that a message lists. */
const MOST_NAMES = 12;

/** The file's own expectations. */
function expectedPaths(paths: Platform["paths"]): readonly DeclaredPath[] {
  return Object.entries(paths).flatMap(([name, { from, to, protocol, port, expect }]) => {
    if (from === undefined || to === undefined) return [];
    const upper: Protocol = protocol === "udp" ? "UDP" : "TCP";
    return [{ name, from, to, port, expect, protocol: upper, key: ["paths", name] }];
  });
}

function tracedPath({ path, result }: JudgedPath): TracedPath {
  const { name, from, to, expect } = path;
  const { verdict, decidedBy } = result;
  return { name, from, to, expect, verdict, ok: isAsExpected({ path, result }), decidedBy };
}
