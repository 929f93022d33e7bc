import { Cidr } from "@aks-topology/constructs";
import { parseTemplate, type Expression, type Step, type TemplatePart } from "@aks-topology/terraform";
import { createHash } from "node:crypto";

/**
 * Evaluates Terraform as far as variables with known values go. What depends on resources stays a tree, in which the
 * variables are replaced: two configurations are the same where their evaluated values are equal.
 */

/** Known values of variables by name. */
export type Values = ReadonlyMap<string, unknown>;

/** Marks a tree, so that no value of a configuration is taken for one. */
class Tree {
  readonly parts: readonly unknown[];

  constructor(...parts: readonly unknown[]) {
    this.parts = parts;
  }
}

/** A value of Terraform's JSON with all variables replaced. */
export function evaluate(value: unknown, values: Values): unknown {
  if (typeof value === "string") return template(parseTemplate(value), values);
  if (Array.isArray(value)) return value.map((item) => evaluate(item, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, values)]));
}

function template(parts: readonly TemplatePart[], values: Values): unknown {
  const pieces = parts.map((part): unknown => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "interpolation":
        return expression(part.expression, values);
      case "directive":
        return new Tree(part.word, part.variables, part.expression && expression(part.expression, values));
    }
  });
  if (pieces.length === 1 && parts[0]?.kind === "interpolation") return pieces[0];
  const joined: unknown[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (isPlain(piece) && typeof last === "string") joined[joined.length - 1] = last + String(piece);
    else joined.push(isPlain(piece) ? String(piece) : piece);
  }
  if (joined.length === 0) return "";
  return joined.length === 1 && typeof joined[0] === "string" ? joined[0] : new Tree("template", ...joined);
}

function expression(node: Expression, values: Values): unknown {
  const inner = (part: Expression): unknown => expression(part, values);
  switch (node.kind) {
    case "literal":
      return node.value;
    case "template":
      return template(node.parts, values);
    case "traversal":
      return traversal(node.root, node.steps, values);
    case "access":
      return access(inner(node.source), node.steps, values);
    case "call": {
      const args = node.args.map(inner);
      const known = FUNCTIONS[node.name];
      return known !== undefined && !node.spread && args.every(isKnown)
        ? known(...args)
        : new Tree("call", node.name, node.spread, ...args);
    }
    case "operation":
      return new Tree(node.operator, ...node.operands.map(inner));
    case "tuple":
      return node.operands.map(inner);
    case "parentheses":
      return inner(node.inner);
    case "object":
      return Object.fromEntries(
        node.items.map(({ key, value }) => [
          typeof key === "string" ? key : JSON.stringify(inner(key)).replace(/^"|"$/g, ""),
          inner(value),
        ]),
      );
    case "for":
      return new Tree(
        "for",
        node.variables,
        inner(node.collection),
        node.key && inner(node.key),
        inner(node.value),
      );
  }
}

function traversal(root: string, steps: readonly Step[], values: Values): unknown {
  const [first, ...rest] = steps;
  if (root === "var" && first?.kind === "attribute" && values.has(first.name))
    return access(values.get(first.name), rest, values);
  return new Tree("path", root, ...steps.map((step) => stepTree(step, values)));
}

function access(source: unknown, steps: readonly Step[], values: Values): unknown {
  return steps.reduce<unknown>((value, step) => {
    if (Array.isArray(value) && step.kind === "index" && typeof step.key === "number") return value[step.key];
    return new Tree("access", value, stepTree(step, values));
  }, source);
}

function stepTree(step: Step, values: Values): unknown {
  return step.kind === "dynamic" ? expression(step.key, values) : step;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isKnown(value: unknown): boolean {
  if (value instanceof Tree) return false;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isKnown);
}

/** The functions of Terraform that constructs apply to what may be a variable. */
const FUNCTIONS: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
  cidrhost: (range, offset) => Cidr.of(String(range)).host(Number(offset)),
  cidrsubnet: (range, newBits, index) => {
    const space = Cidr.of(String(range));
    return space.subnet(space.prefixLength + Number(newBits), BigInt(Number(index))).literal;
  },
  element: (list, index) => itemsOf(list)[Number(index)],
  join: (separator, list) => itemsOf(list).map(String).join(String(separator)),
  jsonencode: (value) => JSON.stringify(value),
  lower: (text) => String(text).toLowerCase(),
  replace: (text, search, replacement) => {
    const pattern = /^\/(.*)\/$/.exec(String(search))?.[1];
    return pattern === undefined
      ? String(text).replaceAll(String(search), String(replacement))
      : String(text).replace(new RegExp(pattern, "g"), String(replacement));
  },
  sha256: (text) => createHash("sha256").update(String(text)).digest("hex"),
  split: (separator, text) => String(text).split(String(separator)),
  substr: (text, offset, length) => String(text).slice(Number(offset), Number(offset) + Number(length)),
  tostring: (value) => String(value),
};

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}
