/** The values of both sides, with references resolved as far as configuration says. */
import { armId } from "../arm-paths.js";
import { evaluate, follow, type Resolver } from "../evaluate.js";
import type { Step } from "../expression.js";
import { isObject, type JsonObject } from "../json.js";
import { formatPath } from "../references.js";
import { isKnown, Term } from "../term.js";
import { instanceKey, type Instance, type Instances } from "./instances.js";
import type { Moves } from "./moves.js";

/** What becomes of a resource, for those that refer to it. */
export type Fate = "kept" | "updated" | "replaced" | "new";

/** The data source through which a stack reads another, with the prefix that CDKTF gives to its name. */
const REMOTE_STATE = /^data\.terraform_remote_state\.(?:cross-stack-reference-input-)?(.+)$/;

/** The stack that a data source reads; undefined for others than `data.terraform_remote_state.X`. */
export function remoteStack(address: string): string | undefined {
  return REMOTE_STATE.exec(address)?.[1];
}

/** Arguments that are no part of a data source's question. */
const META: ReadonlySet<string> = new Set(["provider", "depends_on", "lifecycle", "count", "for_each"]);

type Side = "old" | "now";

export class Values {
  readonly #instances: Readonly<Record<Side, Instances>>;
  readonly #moves: Moves;
  readonly #fateOf: (instance: Instance) => Fate;
  readonly #attributes = new Map<string, unknown>();
  readonly #bodies = { old: new Map<string, JsonObject>(), now: new Map<string, JsonObject>() };

  constructor(old: Instances, now: Instances, moves: Moves, fateOf: (instance: Instance) => Fate) {
    this.#instances = { old, now };
    this.#moves = moves;
    this.#fateOf = fateOf;
  }

  /** The body of a resource of the earlier side. */
  old(instance: Instance): JsonObject {
    return this.#body("old", instance);
  }

  /** The body of a resource as it will be: what a replaced one computes is unknown. */
  now(instance: Instance): JsonObject {
    return this.#body("now", instance);
  }

  #body(side: Side, instance: Instance): JsonObject {
    const key = instanceKey(instance.stack, instance.address);
    const known = this.#bodies[side].get(key);
    if (known !== undefined) return known;
    const entries = Object.entries(instance.body).filter(([name]) => !META.has(name));
    const body = Object.fromEntries(
      entries.map(([name, value]) => [name, this.#evaluated(side, instance, value)]),
    );
    this.#bodies[side].set(key, body);
    return body;
  }

  #evaluated(side: Side, instance: Instance, value: unknown): unknown {
    const within = this.#resolver(side, instance.stack, false);
    return evaluate(value, (root, steps) =>
      root === "each" || root === "count" ? instance.own(root, steps) : within(root, steps),
    );
  }

  /** @param isOutput whether another stack reads the value, after this one is applied */
  #resolver(side: Side, stack: string, isOutput: boolean): Resolver {
    return (root, steps) => {
      const length = root === "data" ? 2 : 1;
      const names = steps.slice(0, length).flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
      if (root === "local") return this.#local(side, stack, steps);
      if (names.length < length) return undefined;
      const rest = steps.slice(length);
      const address = [root, ...names].join(".");
      const remote = remoteStack(address);
      if (remote !== undefined) return this.#output(side, remote, rest);
      const found = this.#find(side, stack, address, rest);
      if (found === undefined) return undefined;
      const [attribute, ...below] = found.rest;
      if (attribute?.kind !== "attribute") return undefined;
      const { instance } = found;
      return (
        follow(this.#attribute(side, instance, attribute.name, isOutput), below) ??
        // Part of a block that is configured, such as the identity that Azure gives an add-on.
        this.#computed(side, instance, formatPath(attribute.name, below), isOutput)
      );
    };
  }

  /** The instance that a reference reads, with or without its index. */
  #find(
    side: Side,
    stack: string,
    address: string,
    steps: readonly Step[],
  ): { readonly instance: Instance; readonly rest: readonly Step[] } | undefined {
    const [first, ...rest] = steps;
    if (first?.kind === "index") {
      const counted = this.#instances[side].get(stack, `${address}[${JSON.stringify(first.key)}]`);
      if (counted !== undefined) return { instance: counted, rest };
    }
    const instance = this.#instances[side].get(stack, address);
    return instance && { instance, rest: first?.kind === "index" ? rest : steps };
  }

  #attribute(side: Side, instance: Instance, name: string, isOutput: boolean): unknown {
    const key = [side, isOutput, instanceKey(instance.stack, instance.address), name].join(" ");
    if (!this.#attributes.has(key)) {
      // A cycle of references, which Terraform refuses, ends here.
      this.#attributes.set(key, reference(instance.stack, instance.address, name));
      this.#attributes.set(key, this.#attributeOf(side, instance, name, isOutput));
    }
    return this.#attributes.get(key);
  }

  #attributeOf(side: Side, instance: Instance, name: string, isOutput: boolean): unknown {
    const configured = instance.body[name];
    if (configured !== undefined && configured !== null) return this.#evaluated(side, instance, configured);
    return this.#computed(side, instance, name, isOutput);
  }

  /** What only Azure knows: it stays as long as the resource does. */
  #computed(side: Side, instance: Instance, name: string, isOutput: boolean): unknown {
    if (instance.mode === "data") return new Term("data", instance.address, name, this.#body(side, instance));
    const { stack, address } = instance;
    if (side === "old") return reference(stack, this.#moves.address(stack, address), name);
    const fate = this.#fateOf(instance);
    if (fate === "kept" || fate === "updated") return this.#kept(instance, name);
    return isOutput && name === "id" && this.#hasSameId(instance)
      ? reference(stack, address, name)
      : new Term("unknown", stack, address, name);
  }

  /** What is no longer configured keeps its value. */
  #kept(instance: Instance, name: string): unknown {
    const old = this.#moves.before(instance);
    const configured = old?.body[name];
    return old === undefined || configured === undefined || configured === null
      ? reference(instance.stack, instance.address, name)
      : this.#evaluated("old", old, configured);
  }

  #hasSameId(instance: Instance): boolean {
    const old = this.#moves.before(instance);
    const idOn = (side: Side, each: Instance): string | undefined => {
      const body = this.#body(side, each);
      const isPlain = (value: unknown): boolean => typeof value === "string" && isKnown(value);
      const values: unknown[] = [];
      const id = armId(each.type, (attribute) => {
        const value = attribute === "subscription" ? "" : body[attribute];
        values.push(value);
        return String(value);
      });
      return values.every(isPlain) ? id : undefined;
    };
    const id = idOn("now", instance);
    return id !== undefined && old !== undefined && id === idOn("old", old);
  }

  #local(side: Side, stack: string, [first, ...rest]: readonly Step[]): unknown {
    if (first?.kind !== "attribute") return undefined;
    const locals = this.#section(side, stack, "locals")[first.name];
    return follow(evaluate(locals, this.#resolver(side, stack, false)), rest);
  }

  /** `data.terraform_remote_state.X.outputs.Y`: output Y of stack X. */
  #output(side: Side, stack: string, [, output, ...rest]: readonly Step[]): unknown {
    if (output?.kind !== "attribute") return undefined;
    const definition = this.#section(side, stack, "output")[output.name];
    if (!isObject(definition)) return undefined;
    return follow(evaluate(definition["value"], this.#resolver(side, stack, true)), rest);
  }

  #section(side: Side, stack: string, key: string): JsonObject {
    const section = this.#instances[side].stacks.get(stack)?.[key];
    return isObject(section) ? section : {};
  }
}

function reference(stack: string, address: string, name: string): Term {
  return new Term("reference", stack, address, name);
}
