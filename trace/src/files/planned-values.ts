/** Completes the values of a plan, which leaves out what is known after apply, with what the configuration refers to. */
import { Term } from "@aks-topology/terraform";
import { isRecord } from "../read/thing.js";
import { isExpression, referencesOf } from "./configuration.js";
import { nameOf, keyOfStep, type Step } from "./path.js";
import type { Resolver } from "./resolver.js";
import type { Each, Scope } from "./scope.js";

/** A value of which the plan does not say what it refers to. */
export interface Unresolved {
  readonly address: string;
  /** `ip_configuration.subnet_id` */
  readonly attribute: string;
  /** What its expression refers to. */
  readonly on: readonly string[];
}

export class PlannedValues {
  readonly unresolved: Unresolved[] = [];
  readonly #resolver: Resolver;
  readonly #address: string;
  readonly #scope: Scope;
  readonly #each: Each;

  constructor(resolver: Resolver, address: string, scope: Scope, each: Each) {
    this.#resolver = resolver;
    this.#address = address;
    this.#scope = scope;
    this.#each = each;
  }

  /** @param expression of the attribute or the blocks in the configuration; undefined for what Azure computes */
  complete(value: unknown, expression: unknown, path: readonly string[]): unknown {
    if (expression === undefined) return value;
    if (isExpression(expression)) return this.#attribute(value, expression, path);
    const blocks: readonly unknown[] = Array.isArray(expression) ? expression : [expression];
    if (Array.isArray(value))
      return value.map((block, index) =>
        this.#block(block, matching(block, blocks, index, value.length), path),
      );
    return this.#block(value, blocks[0], path);
  }

  #attribute(value: unknown, expression: unknown, path: readonly string[]): unknown {
    if (value === undefined) return this.#resolved(expression, path);
    if (!Array.isArray(value) || !value.includes(null)) return value;
    // Unknown elements of a list are null.
    const references = referencesOf(expression) ?? [];
    const isOneEach = references.length === value.filter((item) => item === null).length;
    return value.map((item: unknown, index) => {
      if (item !== null) return item;
      const nth = value.slice(0, index).filter((before) => before === null).length;
      const reference = isOneEach ? references[nth] : undefined;
      return this.#resolved(
        { references: (reference === undefined ? references : [reference]).map(textOf) },
        path,
      );
    });
  }

  #block(value: unknown, expressions: unknown, path: readonly string[]): unknown {
    if (!isRecord(value) || !isRecord(expressions)) return value;
    const names = new Set([...Object.keys(value), ...Object.keys(expressions)]);
    return Object.fromEntries(
      [...names].map((name) => [name, this.complete(value[name], expressions[name], [...path, name])]),
    );
  }

  #resolved(expression: unknown, path: readonly string[]): unknown {
    const references = (referencesOf(expression) ?? []).map(textOf);
    if (references.length === 0) return undefined;
    const wanted = path.at(-1) ?? "";
    const value = this.#resolver.expression(expression, this.#scope, this.#each, wanted);
    if (value !== undefined) return value;
    this.unresolved.push({ address: this.#address, attribute: path.join("."), on: references });
    return new Term("path", references.join(", "));
  }
}

/** The block of the configuration that a value comes from: that of its name, else that of its place. */
function matching(value: unknown, blocks: readonly unknown[], index: number, count: number): unknown {
  const name = isRecord(value) ? value["name"] : undefined;
  const named = blocks.find(
    (block) =>
      name !== undefined &&
      isRecord(block) &&
      isRecord(block["name"]) &&
      block["name"]["constant_value"] === name,
  );
  return named ?? (blocks.length === count ? blocks[index] : undefined);
}

function textOf(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      const name = nameOf(step);
      if (name === undefined) return `[${JSON.stringify(keyOfStep(step))}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}
