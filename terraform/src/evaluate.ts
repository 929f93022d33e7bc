/**
 * Evaluation of Terraform's expressions as far as values are known.
 *
 * Terms: a reference that the resolver does not know, and every operation on it, becomes a `Term`: the operation with
 * its known parts already evaluated. Two expressions that Terraform gives the same value for the same known parts
 * therefore evaluate to deeply equal results, whatever is unknown in them.
 *
 * Knows no resources: what `azurerm_subnet.nodes.id` or `var.name` is worth is the resolver's concern.
 */
import { isDeepStrictEqual } from "node:util";
import type { Expression, Step, TemplatePart } from "./expression.js";
import { parseTemplate } from "./expression-reader.js";
import { FUNCTIONS } from "./functions.js";
import { isArray, isObject } from "./json.js";

/** An operation on something unknown, such as the id of a resource that only Azure assigns. */
export class Term {
  /** `path`, `access`, `template`, `call`, `for`, a directive's word or an operator. */
  readonly operator: string;
  readonly operands: readonly unknown[];

  constructor(operator: string, ...operands: readonly unknown[]) {
    this.operator = operator;
    this.operands = operands;
  }
}

/** Returns what a reference is worth, undefined when that is unknown. Computed indexes in the steps are evaluated. */
export type Resolver = (root: string, steps: readonly Step[]) => unknown;

/**
 * The value of Terraform JSON, in which every string is a template.
 * @throws ExpressionSyntaxError
 */
export function evaluate(value: unknown, resolve: Resolver): unknown {
  if (typeof value === "string") return ofTemplate(parseTemplate(value), resolve);
  if (isArray(value)) return value.map((item) => evaluate(item, resolve));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, resolve)]));
}

/** Whether no part of a value is a term. */
export function isKnown(value: unknown): boolean {
  if (value instanceof Term) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isKnown);
}

/** A resolver of `var.NAME`. */
export function variableResolver(values: ReadonlyMap<string, unknown>): Resolver {
  return (root, [first, ...rest]) =>
    root === "var" && first?.kind === "attribute" && values.has(first.name)
      ? access(values.get(first.name), rest)
      : undefined;
}

/**
 * The value at the end of steps; undefined when there is none. A block that occurs once is an object in JSON and a list of
 * one in expressions.
 */
export function follow(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (value instanceof Term) return new Term("access", value, ...steps);
  switch (step.kind) {
    case "dynamic":
      return undefined;
    case "splat":
      return splat(value, step.short, rest);
    case "attribute":
      return isObject(value) && Object.hasOwn(value, step.name) ? follow(value[step.name], rest) : undefined;
    case "index":
      if (isArray(value)) return follow(value[Number(step.key)], rest);
      if (!isObject(value)) return undefined;
      return step.key === 0 ? follow(value, rest) : follow(value[step.key], rest);
  }
}

/** `list[*].a[0]` takes all steps into each element; `list.*.a[0]` takes attributes only, and `[0]` of the result. */
function splat(value: unknown, short: boolean, steps: readonly Step[]): unknown {
  const end = short ? steps.findIndex((step) => step.kind !== "attribute") : -1;
  const [each, after] = end === -1 ? [steps, []] : [steps.slice(0, end), steps.slice(end)];
  const items = isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return follow(
    items.map((item) => access(item, each)),
    after,
  );
}

function access(value: unknown, steps: readonly Step[]): unknown {
  const found = follow(value, steps);
  return found === undefined ? new Term("access", value, ...steps) : found;
}

function ofTemplate(parts: readonly TemplatePart[], resolve: Resolver): unknown {
  const pieces = parts.map((part): unknown => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "interpolation":
        return ofExpression(part.expression, resolve);
      case "directive":
        return new Term(
          part.word,
          part.variables,
          part.expression === undefined ? undefined : ofExpression(part.expression, resolve),
        );
    }
  });
  const [first] = parts;
  if (parts.length === 1 && first?.kind === "interpolation") return pieces[0];
  const joined = pieces.reduce<readonly unknown[]>(appended, []);
  if (joined.length === 0) return "";
  return joined.length === 1 && typeof joined[0] === "string" ? joined[0] : new Term("template", ...joined);
}

/** Adjacent known parts become one text. */
function appended(joined: readonly unknown[], piece: unknown): readonly unknown[] {
  if (!isScalar(piece)) return [...joined, piece];
  const last = joined.at(-1);
  return typeof last === "string"
    ? [...joined.slice(0, -1), last + String(piece)]
    : [...joined, String(piece)];
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function ofExpression(node: Expression, resolve: Resolver): unknown {
  const inner = (part: Expression): unknown => ofExpression(part, resolve);
  switch (node.kind) {
    case "literal":
      return node.value;
    case "template":
      return ofTemplate(node.parts, resolve);
    case "traversal": {
      const steps = node.steps.map((step) => evaluatedStep(step, resolve));
      const value = resolve(node.root, steps);
      return value === undefined ? new Term("path", node.root, ...steps) : value;
    }
    case "access":
      return access(
        inner(node.source),
        node.steps.map((step) => evaluatedStep(step, resolve)),
      );
    case "call":
      return ofCall(node.name, node.args.map(inner), node.spread);
    case "operation":
      return ofOperation(node.operator, node.operands.map(inner));
    case "tuple":
      return node.operands.map(inner);
    case "parentheses":
      return inner(node.inner);
    case "object":
      return Object.fromEntries(
        node.items.map(({ key, value }) => [
          typeof key === "string" ? key : textOf(inner(key)),
          inner(value),
        ]),
      );
    case "for":
      return ofFor(node, resolve);
  }
}

/** A computed index whose key is known is an ordinary one. */
function evaluatedStep(step: Step, resolve: Resolver): Step {
  if (step.kind !== "dynamic") return step;
  const key = ofExpression(step.key, resolve);
  return typeof key === "string" || typeof key === "number" ? { kind: "index", key } : step;
}

function ofCall(name: string, args: readonly unknown[], spread: boolean): unknown {
  const last = args.at(-1);
  const given = spread && isArray(last) ? [...args.slice(0, -1), ...last] : args;
  const apply = given.every(isKnown) && Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return apply?.(...given) ?? new Term("call", name, spread, ...args);
}

type Operation = (left: number, right: number) => number | boolean;

const ARITHMETIC: Readonly<Record<string, Operation>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

function ofOperation(operator: string, operands: readonly unknown[]): unknown {
  const [first, second, third] = operands;
  if (operator === "?" && typeof first === "boolean") return first ? second : third;
  if (!operands.every(isKnown)) return new Term(operator, ...operands);
  if (operator === "==") return isDeepStrictEqual(first, second);
  if (operator === "!=") return !isDeepStrictEqual(first, second);
  if (typeof first === "boolean") {
    if (operator === "!") return !first;
    if (typeof second === "boolean" && operator === "&&") return first && second;
    if (typeof second === "boolean" && operator === "||") return first || second;
  }
  const [left, right] = operands.length === 1 ? [0, first] : [first, second];
  const apply = ARITHMETIC[operator];
  return apply !== undefined && typeof left === "number" && typeof right === "number"
    ? apply(left, right)
    : new Term(operator, ...operands);
}

type For = Extract<Expression, { readonly kind: "for" }>;

function ofFor(node: For, resolve: Resolver): unknown {
  const collection = ofExpression(node.collection, resolve);
  const inScope = (values: ReadonlyMap<string, unknown>): Resolver => bound(node.variables, values, resolve);
  const part = (expression: Expression | undefined, scope: Resolver): unknown =>
    expression === undefined ? undefined : ofExpression(expression, scope);
  const symbolic = (): Term => {
    const scope = inScope(new Map());
    const { variables: names, grouped } = node;
    const parts = [node.key, node.value, node.condition].map((item) => part(item, scope));
    return new Term("for", names, collection, ...parts, grouped);
  };
  if (collection instanceof Term || (!isArray(collection) && !isObject(collection))) return symbolic();
  const items = Object.entries(collection).map(([key, value]) => {
    const [one = "", another] = node.variables;
    const values: [string, unknown][] =
      another === undefined
        ? [[one, value]]
        : [
            [one, isArray(collection) ? Number(key) : key],
            [another, value],
          ];
    const scope = inScope(new Map(values));
    return {
      taken: node.condition === undefined ? true : part(node.condition, scope),
      key: part(node.key, scope),
      value: part(node.value, scope),
    };
  });
  if (items.some(({ taken, key }) => typeof taken !== "boolean" || !isKnown(key))) return symbolic();
  const kept = items.filter(({ taken }) => taken === true);
  if (node.key === undefined) return kept.map(({ value }) => value);
  if (!node.grouped) return Object.fromEntries(kept.map(({ key, value }) => [String(key), value]));
  return Object.fromEntries(
    kept.map(({ key }) => [String(key), kept.filter((item) => item.key === key).map(({ value }) => value)]),
  );
}

/** The names that a `for` binds hide those outside; without a value they are unknown. */
function bound(names: readonly string[], values: ReadonlyMap<string, unknown>, outer: Resolver): Resolver {
  return (root, steps) => {
    if (!names.includes(root)) return outer(root, steps);
    return values.has(root) ? access(values.get(root), steps) : undefined;
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
