/** Completes the values of a plan, which leaves out what is known after apply, with what the configuration refers to. */
import { Term } from "@aks-topology/terraform";
import { isRecord } from "../read/thing.js";
import { isExpression, referencesOf } from "./configuration.js";
import { nameOf, keyOfStep, type Step } from "./path.js";
import type { InstanceIndex } from "./instance-index.js";
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
  readonly #index: InstanceIndex;
  readonly #address: string;
  readonly #scope: Scope;
  readonly #each: Each;

  constructor(resolver: Resolver, index: InstanceIndex, address: string, scope: Scope, each: Each) {
    this.#index = index;
    this.#resolver = resolver;
    this.#address = address;
    this.#scope = scope;
    this.#each = each;
  }

  /**
   * @param expression of the attribute or the blocks in the configuration; undefined for what Azure computes and for dynamic
   * blocks, whose expressions a plan does not show
   * @param unknown what of the value is known after apply, in the shape of the value
   */
  complete(value: unknown, expression: unknown, path: readonly string[], unknown: unknown): unknown {
    if (expression === undefined) return this.#dynamic(value, path, unknown);
    if (isExpression(expression)) return this.#attribute(value, expression, path);
    const blocks: readonly unknown[] = Array.isArray(expression) ? expression : [expression];
    if (Array.isArray(value))
      return value.map((block, index) =>
        this.#block(block, matching(block, blocks, index, value.length), path, partOf(unknown, index)),
      );
    return this.#block(value, blocks[0], path, unknown);
  }

  /** Dynamic blocks: what shapes the network in them and is not known is unresolved. */
  #dynamic(value: unknown, path: readonly string[], unknown: unknown): unknown {
    if (Array.isArray(value))
      return value.map((block, index) => this.#dynamic(block, path, partOf(unknown, index)));
    if (!isRecord(value) || !isRecord(unknown)) return value;
    const missing = Object.keys(unknown).filter(
      (name) => IN_BLOCKS.test(name) && unknown[name] !== false && !isComplete(value[name]),
    );
    return {
      ...value,
      ...Object.fromEntries(missing.map((name) => [name, this.#unshown([...path, name], value[name])])),
    };
  }

  #unshown(path: readonly string[], value: unknown): unknown {
    const only = this.#index.onlyFor(this.#address, path);
    if (only !== undefined) return only;
    this.unresolved.push({ address: this.#address, attribute: path.join("."), on: ["a dynamic block"] });
    const term = new Term("path", `${path.join(".")} of ${this.#address}`);
    return Array.isArray(value) ? value.map((item: unknown) => item ?? term) : term;
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

  #block(value: unknown, expressions: unknown, path: readonly string[], unknown: unknown): unknown {
    if (!isRecord(value)) return value;
    if (!isRecord(expressions)) return this.#dynamic(value, path, unknown);
    const names = new Set([...Object.keys(value), ...Object.keys(expressions)]);
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        this.complete(value[name], expressions[name], [...path, name], partOf(unknown, name)),
      ]),
    );
  }

  #resolved(expression: unknown, path: readonly string[]): unknown {
    const references = (referencesOf(expression) ?? []).map(textOf);
    if (references.length === 0) return undefined;
    const wanted = path.at(-1) ?? "";
    const value =
      this.#resolver.expression(expression, this.#scope, this.#each, wanted) ??
      this.#index.onlyFor(this.#address, path);
    if (value !== undefined) return value;
    this.unresolved.push({ address: this.#address, attribute: path.join("."), on: references });
    return new Term("path", references.join(", "));
  }
}

/** Attributes in blocks that Azure does not compute, and that shape the network. */
const IN_BLOCKS =
  /^((subnet|public_ip_address)_id|next_hop_in_ip_address|(source|destination)_(address(es)?|address_prefix(es)?|ip_groups|application_security_group_ids)|translated_address)$/;

function isComplete(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.includes(null));
}

function partOf(unknown: unknown, key: string | number): unknown {
  if (Array.isArray(unknown)) return unknown[Number(key)];
  return isRecord(unknown) ? unknown[key] : unknown;
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
