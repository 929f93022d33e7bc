/**
 * Evaluation of Terraform's expressions as far as values are known.
 *
 * Terms: a reference that the resolver does not know, and every operation on it, becomes a `Term`: the operation with
 * its known parts already evaluated. An operation that Terraform refuses becomes a `Refusal`. Equal terms have equal
 * values. The converse does not hold: `x + 1` and `1 + x` are different terms, and so is everything that the evaluator
 * does not compute: directives of templates, and functions that the project does not write.
 *
 * Numbers are those of JavaScript. Branches of a conditional keep their types, which Terraform unifies.
 *
 * Knows no resources: what `azurerm_subnet.nodes.id` or `var.name` is worth is the resolver's concern.
 */
import { isDeepStrictEqual } from "node:util";
import { booleanOf, isScalar, numberOf, textOf } from "./conversions.js";
import type { Expression, Step, TemplatePart } from "./expression.js";
import { parseTemplate } from "./expression-reader.js";
import { FUNCTIONS } from "./functions.js";
import { inKeyOrder, isArray, isObject } from "./json.js";
import { isKnown, isRefused, Refusal, Term, withoutValue } from "./term.js";

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
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [keyOf(key, resolve), evaluate(item, resolve)]),
  );
}

/** Keys of objects are templates too; one whose value is not known stays as it is written. */
function keyOf(key: string, resolve: Resolver): string {
  if (!/[$%]\{/.test(key)) return key;
  const value = ofTemplate(parseTemplate(key), resolve);
  return typeof value === "string" ? value : key;
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
  if (found !== undefined) return found;
  const isStatic = steps.every(({ kind }) => kind !== "dynamic");
  return isStatic ? withoutValue("access", value, ...steps) : new Term("access", value, ...steps);
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
  return joined.length === 1 && typeof joined[0] === "string"
    ? joined[0]
    : withoutValue("template", ...joined);
}

/** Adjacent known parts become one text. */
function appended(joined: readonly unknown[], piece: unknown): readonly unknown[] {
  if (!isScalar(piece)) return [...joined, piece];
  const last = joined.at(-1);
  return typeof last === "string"
    ? [...joined.slice(0, -1), last + String(piece)]
    : [...joined, String(piece)];
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
          typeof key === "string" ? key : keyText(inner(key)),
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
  if (name === "try") {
    const accepted = given.find((arg) => !isRefused(arg));
    if (accepted === undefined) return withoutValue("call", name, spread, ...args);
    return isKnown(accepted) ? accepted : new Term("call", name, spread, ...args);
  }
  if (name === "can" && given.length === 1 && isRefused(given)) return false;
  if (name === "can" && given.length === 1 && isKnown(given)) return true;
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined && !isRefused(given)) return new Term("call", name, spread, ...args);
  const result = given.every(isKnown) ? apply?.(...given) : undefined;
  return result === undefined ? withoutValue("call", name, spread, ...args) : result;
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

const LOGIC: Readonly<Record<string, (left: boolean, right: boolean) => boolean>> = {
  "&&": (left, right) => left && right,
  "||": (left, right) => left || right,
  "!": (_, right) => !right,
};

function ofOperation(operator: string, operands: readonly unknown[]): unknown {
  const [first, second, third] = operands;
  if (operator === "?") {
    const chosen = booleanOf(first);
    return chosen === undefined ? withoutValue(operator, ...operands) : chosen ? second : third;
  }
  return (
    (operands.every(isKnown) ? computed(operator, operands) : undefined) ??
    withoutValue(operator, ...operands)
  );
}

/** Undefined when Terraform refuses the operands. */
function computed(operator: string, [first, second]: readonly unknown[]): number | boolean | undefined {
  if (operator === "==") return isDeepStrictEqual(first, second);
  if (operator === "!=") return !isDeepStrictEqual(first, second);
  const [left, right] = second === undefined ? [undefined, first] : [first, second];
  const decide = LOGIC[operator];
  if (decide !== undefined) {
    const [a, b] = [booleanOf(left ?? false), booleanOf(right)];
    return a === undefined || b === undefined ? undefined : decide(a, b);
  }
  const [a, b] = [numberOf(left ?? 0), numberOf(right)];
  const result = a === undefined || b === undefined ? undefined : ARITHMETIC[operator]?.(a, b);
  return Number.isFinite(result) || typeof result === "boolean" ? result : undefined;
}

type For = Extract<Expression, { readonly kind: "for" }>;

function ofFor(node: For, resolve: Resolver): unknown {
  const collection = ofExpression(node.collection, resolve);
  const inScope = (values: ReadonlyMap<string, unknown>): Resolver => bound(node.variables, values, resolve);
  const part = (expression: Expression | undefined, scope: Resolver): unknown =>
    expression === undefined ? undefined : ofExpression(expression, scope);
  const symbolic = (isImpossible: boolean): Term => {
    const scope = inScope(new Map());
    const { variables: names, grouped } = node;
    const parts = [node.key, node.value, node.condition].map((item) => part(item, scope));
    const Unresolved = isImpossible ? Refusal : Term;
    return new Unresolved("for", names, collection, ...parts, grouped);
  };
  if (collection instanceof Term) return symbolic(isRefused(collection));
  if (!isArray(collection) && !isObject(collection)) return symbolic(true);
  const entries = isArray(collection) ? Object.entries(collection) : inKeyOrder(collection);
  const items = entries.map(([key, value]) => {
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
      taken: node.condition === undefined ? true : asBoolean(part(node.condition, scope)),
      key: part(node.key, scope),
      value: part(node.value, scope),
    };
  });
  const open = items.flatMap(({ taken, key }) => [taken, key]).filter((item) => !isKnown(item));
  if (open.length > 0) return symbolic(isRefused(open));
  const kept = items.filter(({ taken }) => taken === true);
  if (node.key === undefined) return kept.map(({ value }) => value);
  const keys = kept.map(({ key }) => textOf(key));
  const isUnique = node.grouped || new Set(keys).size === keys.length;
  if (!isUnique || keys.includes(undefined)) return symbolic(true);
  return Object.fromEntries(
    kept.map(({ value }, i) => [
      keys[i],
      node.grouped ? kept.filter((_, j) => keys[j] === keys[i]).map((item) => item.value) : value,
    ]),
  );
}

function asBoolean(value: unknown): unknown {
  return booleanOf(value) ?? withoutValue("condition", value);
}

/** The names that a `for` binds hide those outside; without a value they are unknown. */
function bound(names: readonly string[], values: ReadonlyMap<string, unknown>, outer: Resolver): Resolver {
  return (root, steps) => {
    if (!names.includes(root)) return outer(root, steps);
    return values.has(root) ? access(values.get(root), steps) : undefined;
  };
}

/** The key of an object; a term has a text that no other has. */
function keyText(value: unknown): string {
  return textOf(value) ?? JSON.stringify(value);
}
