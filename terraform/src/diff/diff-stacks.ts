/**
 * What Terraform would plan when a configuration replaces another that was applied.
 *
 * Premise: the state says what the earlier configuration says. Both are evaluated; a reference that only Azure can resolve
 * stands for itself, so that it is equal on both sides as long as it refers to the same resource.
 *
 * A resource is compared once all that it refers to is: the id of a replaced resource is unknown until the change is
 * applied, hence whatever has it in a forcing argument is replaced as well. From stack to stack the id is read after it was
 * applied, and it is the same again, since ids in Azure are made of names.
 *
 * Knows no topology.
 */
import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../json.js";
import { ignoredBy, valueAt } from "./body.js";
import type { Stack } from "../resolved-stacks.js";
import { azurermSchema, typeSchema, type BlockSchema } from "../schema.js";
import { isKnown } from "../term.js";
import { KNOWN_AFTER_APPLY, SENSITIVE, type AttributeChange, type Change } from "./change.js";
import { compareBodies, type Difference } from "./compare.js";
import { behavioursOf } from "./force-new.js";
import { Instances, instanceKey, type Instance } from "./instances.js";
import { Moves } from "./moves.js";
import { isIgnored, pathText } from "./path.js";
import { majorOf } from "./provider-version.js";
import { shown } from "./shown.js";
import { TypeRules } from "./type-rules.js";
import { Unaffected } from "./unaffected.js";
import { Values, type Fate } from "./values.js";
import { replacingReferences } from "./triggers.js";

export interface DiffOptions {
  /** The version of azurerm that each stack uses, such as `4.55.0`. */
  readonly versionOf: (stack: string) => string;
}

/** The changes from one set of stacks to another, sorted by address. What stays as it is is left out. */
export function diffStacks(
  before: readonly Stack[],
  after: readonly Stack[],
  options: DiffOptions,
): readonly Change[] {
  return isDeepStrictEqual(before, after) ? [] : new Comparison(before, after, options).changes();
}

interface Decision {
  readonly fate: Fate;
  readonly change: Change | undefined;
}

class Comparison {
  readonly #options: DiffOptions;
  readonly #old: Instances;
  readonly #now: Instances;
  readonly #moves: Moves;
  readonly #values: Values;
  readonly #unaffected: Unaffected;
  readonly #decisions = new Map<string, Decision | "deciding">();

  constructor(before: readonly Stack[], after: readonly Stack[], options: DiffOptions) {
    this.#options = options;
    this.#old = new Instances(before);
    this.#now = new Instances(after);
    this.#moves = new Moves(this.#old, this.#now);
    const fateOf = (instance: Instance): Fate => this.#decide(instance).fate;
    this.#values = new Values(this.#old, this.#now, this.#moves, fateOf);
    this.#unaffected = new Unaffected(this.#old, this.#now, fateOf);
  }

  changes(): readonly Change[] {
    const found = [...this.#now.all()]
      .filter(({ mode }) => mode === "resource")
      .flatMap((instance) => this.#decide(instance).change ?? []);
    const gone = [...this.#old.all()]
      .filter(({ mode, stack, address }) => mode === "resource" && !this.#moves.survives(stack, address))
      .map(({ stack, address }) => bare(stack, address, "delete"));
    return [...found, ...gone].sort(
      (a, b) => compareText(a.address, b.address) || compareText(a.stack, b.stack),
    );
  }

  #decide(now: Instance): Decision {
    const key = instanceKey(now.stack, now.address);
    const known = this.#decisions.get(key);
    // Terraform refuses a cycle of references, so that one is never applied.
    if (known === "deciding") return { fate: "kept", change: undefined };
    if (known !== undefined) return known;
    this.#decisions.set(key, "deciding");
    const decision = this.#decided(now);
    this.#decisions.set(key, decision);
    return decision;
  }

  #decided(now: Instance): Decision {
    const { stack, address } = now;
    const old = this.#moves.before(now);
    if (old === undefined) return { fate: "new", change: bare(stack, address, "create") };
    const version = this.#options.versionOf(stack);
    const rules = this.#rulesOf(old, now, version);
    const ignored = ignoredBy(now.body);
    const differences = this.#unaffected.has(now)
      ? []
      : compareBodies(this.#values.old(old), this.#values.now(now), blockOf(now, version), rules).filter(
          ({ path }) => ignored !== "all" && !isIgnored(path, ignored),
        );
    const triggers = replacingReferences(now, (other) => this.#decide(other), this.#now);
    const attributes = [...differences.map(attributeChange), ...triggers].sort((a, b) =>
      compareText(a.path, b.path),
    );
    const previousAddress = old.address === address ? null : old.address;
    if (attributes.some(({ forces }) => forces))
      return {
        fate: "replaced",
        change: { stack, address, previousAddress, action: "replace", attributes },
      };
    if (attributes.length > 0)
      return { fate: "updated", change: { stack, address, previousAddress, action: "update", attributes } };
    const moved = previousAddress === null ? undefined : { ...bare(stack, address, "move"), previousAddress };
    return { fate: "kept", change: moved };
  }

  #rulesOf(old: Instance, now: Instance, version: string): TypeRules {
    const behaviour = behavioursOf(majorOf(version))[now.type];
    const valueIn =
      (body: () => JsonObject) =>
      (path: string): unknown =>
        valueAt(body(), path) ?? behaviour?.defaults?.[path];
    return new TypeRules(now.type, behaviour, {
      before: valueIn(() => this.#values.old(old)),
      after: valueIn(() => this.#values.now(now)),
      version,
    });
  }
}

function bare(stack: string, address: string, action: Change["action"]): Change {
  return { stack, address, previousAddress: null, action, attributes: [] };
}

function attributeChange({ path, old, now, forces, sensitive }: Difference): AttributeChange {
  const [before, after] = [shown(old), shown(now)];
  const mask = (value: unknown): unknown => (sensitive && value !== null ? SENSITIVE : value);
  // Two unknown values that are written alike differ because what they refer to is replaced.
  const isUnknown = !isKnown(now) && isDeepStrictEqual(before, after);
  return {
    path: pathText(path),
    before: mask(before),
    after: isUnknown ? KNOWN_AFTER_APPLY : mask(after),
    forces,
  };
}

function blockOf({ mode, type }: Instance, version: string): BlockSchema {
  return typeSchema(azurermSchema(majorOf(version)), mode, type)?.block ?? {};
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
