/** Follows a reference to what it names, and its path through the target's schema. */
import { formatPath, type Reference } from "../references.js";
import type { Step } from "../expression.js";
import {
  typeSchema,
  type BlockSchema,
  type NestedBlockSchema,
  type ProviderSchema,
  type TerraformType,
} from "../schema.js";
import type { Configuration, ResourceElement } from "./configuration.js";
import { didYouMean } from "../did-you-mean.js";
import type { StructureCode } from "./problem.js";

/** The target of a path so far. `opaque` is a value whose type the configuration does not determine. */
type Shape =
  | { readonly kind: "block"; readonly block: BlockSchema }
  | { readonly kind: "blocks"; readonly mode: "list" | "set" | "map"; readonly block: BlockSchema }
  | { readonly kind: "value"; readonly type: TerraformType }
  | { readonly kind: "opaque" };

export interface Resolved {
  /** The address of the resource, data source or local that is read; undefined for variables, modules and symbols. */
  readonly target: string | undefined;
  /** Undefined when it cannot be determined. */
  readonly type: TerraformType | undefined;
  readonly sensitive: boolean;
}

export interface Unresolved {
  readonly code: StructureCode;
  readonly message: string;
  readonly hint: string;
}

/** Symbols that are defined where an expression is. */
export interface Symbols {
  readonly each: boolean;
  readonly count: boolean;
  readonly self: boolean;
}

export type Resolution = Resolved | Unresolved;

export function isUnresolved(resolution: Resolution): resolution is Unresolved {
  return "code" in resolution;
}

function opaque(target?: string, sensitive = false): Resolved {
  return { target, type: undefined, sensitive };
}

const SYMBOL_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  path: ["module", "root", "cwd"],
  terraform: ["workspace", "applying"],
  each: ["key", "value"],
  count: ["index"],
};

export function resolve(
  reference: Reference,
  configuration: Configuration,
  schema: ProviderSchema,
  symbols: Symbols,
): Resolution {
  const { root, steps } = reference;
  switch (root) {
    case "var":
      return named(reference, configuration.variables, "variable", (item) =>
        opaque(undefined, item.body.sensitive === true),
      );
    case "local":
      return named(reference, configuration.locals, "local value", (item) => opaque(item.address));
    case "module":
      return named(reference, configuration.modules, "module", () => opaque());
    case "path":
    case "terraform":
      return symbol(reference);
    case "each":
      return symbols.each ? symbol(reference) : dangling(reference, '"each" is defined only with for_each.');
    case "count":
      return symbols.count ? symbol(reference) : dangling(reference, '"count" is defined only with count.');
    case "self":
      return symbols.self
        ? opaque()
        : dangling(reference, '"self" is defined only in provisioners, connections and postconditions.');
    case "data":
      return resource(reference, steps.slice(0, 2), "data", configuration, schema);
    default:
      return resource(reference, steps.slice(0, 1), "resource", configuration, schema);
  }
}

function dangling(reference: Reference, message: string, hint = ""): Unresolved {
  const path = formatPath(reference.root, reference.steps);
  return {
    code: "TF_DANGLING_REFERENCE",
    message: `The reference ${path} is invalid: ${message}`,
    hint: hint === "" ? "Declare it, or correct the reference." : hint,
  };
}

function symbol(reference: Reference): Resolution {
  const [first] = reference.steps;
  const known = SYMBOL_ATTRIBUTES[reference.root] ?? [];
  if (first?.kind === "attribute" && known.includes(first.name)) return opaque();
  return dangling(reference, `"${reference.root}" has ${known.join(", ")}.`);
}

function named<Item>(
  reference: Reference,
  items: ReadonlyMap<string, Item>,
  what: string,
  found: (item: Item) => Resolved,
): Resolution {
  const [first] = reference.steps;
  if (first?.kind !== "attribute") return dangling(reference, `a name must follow "${reference.root}".`);
  const item = items.get(first.name);
  return item === undefined
    ? dangling(reference, `there is no ${what} "${first.name}".`, didYouMean(first.name, items.keys()))
    : found(item);
}

function resource(
  reference: Reference,
  label: readonly Step[],
  mode: "resource" | "data",
  configuration: Configuration,
  schema: ProviderSchema,
): Resolution {
  const names = label.flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
  const wanted = mode === "data" ? 2 : 1;
  if (names.length < wanted) {
    const message = `"${reference.root}" is not a variable, local value, resource type or symbol${mode === "data" ? " with type and name" : ""}.`;
    return dangling(reference, message);
  }
  const address = [reference.root, ...names].join(".");
  const element = configuration.resources.get(address);
  if (element === undefined) {
    const what = mode === "data" ? "data source" : "resource";
    return dangling(
      reference,
      `there is no ${what} ${address}.`,
      didYouMean(address, configuration.resources.keys()),
    );
  }
  const type = typeSchema(schema, mode, element.type);
  const rest = reference.steps.slice(wanted);
  if (type === undefined) return opaque(address);
  const instance = ofInstance(element, rest);
  if (typeof instance === "string") return unknownPath(reference, instance);
  return follow(reference, address, type.block, instance);
}

/** With count or for_each, a reference selects an instance first; otherwise it must not. @returns the further steps, or the problem */
function ofInstance(element: ResourceElement, steps: readonly Step[]): readonly Step[] | string {
  const repeated =
    element.body.count !== undefined ? "count" : element.body.for_each !== undefined ? "for_each" : undefined;
  const [first, ...rest] = steps;
  if (first === undefined) return steps;
  const picks = first.kind !== "attribute";
  const afterPick = first.kind === "splat" && first.short ? attributesOnly(rest) : rest;
  if (repeated !== undefined)
    return picks ? afterPick : `${element.address} has ${repeated}: select an instance first.`;
  if (!picks) return steps;
  return first.kind === "splat"
    ? afterPick
    : `${element.address} has neither count nor for_each: it is not a list.`;
}

/** The steps that a short splat applies to each item: an index ends it and selects from the result. */
function attributesOnly(steps: readonly Step[]): readonly Step[] {
  const end = steps.findIndex((step) => step.kind !== "attribute");
  return end === -1 ? steps : steps.slice(0, end);
}

function unknownPath(reference: Reference, message: string, hint = ""): Unresolved {
  const path = formatPath(reference.root, reference.steps);
  return {
    code: "TF_UNKNOWN_PATH",
    message: `The reference ${path} cannot be followed: ${message}`,
    hint: hint === "" ? "See the schema of the target." : hint,
  };
}

function follow(
  reference: Reference,
  address: string,
  block: BlockSchema,
  steps: readonly Step[],
): Resolution {
  let shape: Shape = { kind: "block", block };
  let sensitive = false;
  // The steps no longer contain a splat that selected the instances, but the value is still a list.
  const many = reference.steps.some((step) => step.kind === "splat" || step.kind === "dynamic");
  for (const [index, step] of steps.entries()) {
    // After a short splat, an index selects from the result, whose elements are not followed here.
    const short = steps.slice(0, index).some((earlier) => earlier.kind === "splat" && earlier.short);
    if (short && step.kind !== "attribute") return { target: address, type: undefined, sensitive };
    if (shape.kind === "block" && step.kind === "attribute") {
      sensitive ||= shape.block.attributes?.[step.name]?.sensitive === true;
    }
    const next = into(shape, step);
    if ("problem" in next) return unknownPath(reference, next.problem, next.hint);
    shape = next;
  }
  sensitive ||= shape.kind !== "value" && shape.kind !== "opaque" && holdsSensitive(shape.block);
  return { target: address, type: shape.kind === "value" && !many ? shape.type : undefined, sensitive };
}

function holdsSensitive(block: BlockSchema): boolean {
  return (
    Object.values(block.attributes ?? {}).some((attribute) => attribute.sensitive === true) ||
    Object.values(block.block_types ?? {}).some((nested) => holdsSensitive(nested.block))
  );
}

interface DeadEnd {
  readonly problem: string;
  readonly hint: string;
}

function into(shape: Shape, step: Step): Shape | DeadEnd {
  switch (shape.kind) {
    case "opaque":
      return shape;
    case "block":
      return step.kind === "attribute" || (step.kind === "index" && typeof step.key === "string")
        ? member(shape.block, step.kind === "attribute" ? step.name : String(step.key))
        : step.kind === "splat"
          ? shape
          : { problem: "a single block is not a list.", hint: "" };
    case "blocks":
      if (step.kind === "attribute") {
        return {
          problem: `"${step.name}" is read from a ${shape.mode} of blocks.`,
          hint: shape.mode === "list" ? `Select one: [0].${step.name}` : `Select one: one(…).${step.name}`,
        };
      }
      return shape.mode === "set" && step.kind !== "splat"
        ? SET_INDEXED
        : { kind: "block", block: shape.block };
    case "value":
      return intoType(shape.type, step);
  }
}

const SET_INDEXED: DeadEnd = {
  problem: "a set's elements cannot be selected by index.",
  hint: "Use one(…) or tolist(…)[0].",
};

function member(block: BlockSchema, name: string): Shape | DeadEnd {
  const attribute = block.attributes?.[name];
  if (attribute !== undefined) return { kind: "value", type: attribute.type };
  const nested = block.block_types?.[name];
  if (nested !== undefined) return nestedShape(nested);
  const known = [...Object.keys(block.attributes ?? {}), ...Object.keys(block.block_types ?? {})];
  return { problem: `there is no attribute "${name}".`, hint: didYouMean(name, known) };
}

function nestedShape(nested: NestedBlockSchema): Shape {
  switch (nested.nesting_mode) {
    case "single":
    case "group":
      return { kind: "block", block: nested.block };
    case "list":
    case "set":
    case "map":
      return { kind: "blocks", mode: nested.nesting_mode, block: nested.block };
  }
}

function intoType(type: TerraformType, step: Step): Shape | DeadEnd {
  if (type === "dynamic") return { kind: "opaque" };
  if (typeof type === "string") return { problem: `a ${type} has no attributes.`, hint: "" };
  const key = step.kind === "attribute" ? step.name : step.kind === "index" ? step.key : undefined;
  switch (type[0]) {
    case "map":
      return { kind: "value", type: type[1] };
    case "set":
      return step.kind === "splat" ? { kind: "value", type: type[1] } : SET_INDEXED;
    case "list":
      if (step.kind !== "attribute") return { kind: "value", type: type[1] };
      return { problem: `"${step.name}" is read from a list.`, hint: `Select one: [0].${step.name}` };
    case "tuple":
      return { kind: "opaque" };
    case "object": {
      if (key === undefined) return { kind: "opaque" };
      const field = Object.hasOwn(type[1], String(key)) ? type[1][String(key)] : undefined;
      return field === undefined
        ? { problem: `there is no attribute "${key}".`, hint: didYouMean(String(key), Object.keys(type[1])) }
        : { kind: "value", type: field };
    }
  }
}

/** Whether a path that `ignore_changes` names exists in a block; the reason when it does not. */
export function pathProblem(block: BlockSchema, name: string, steps: readonly Step[]): string | undefined {
  let shape = member(block, name);
  for (const step of steps) {
    if ("problem" in shape) break;
    shape = into(shape, step);
  }
  return "problem" in shape ? shape.problem : undefined;
}
