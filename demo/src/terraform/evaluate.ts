import {
  parseTemplate,
  soleExpression,
  type Expression,
  type Step,
  type TemplatePart,
} from "@aks-topology/terraform";
import { isObject } from "../json.js";

/** Answers what a reference such as `azurerm_route_table.shop_main.id` stands for. */
export type Lookup = (root: string, steps: readonly Step[]) => unknown;

/** An expression that goes beyond what is needed to read a synthesized platform. */
export class NotEvaluatedError extends Error {
  override readonly name = "NotEvaluatedError";

  constructor(what: string) {
    super(`the value of ${what} is not known before Terraform has run`);
  }
}

/** The value of Terraform JSON: every string in it is a template. */
export function evaluate(value: unknown, lookup: Lookup): unknown {
  if (typeof value === "string") return evaluateTemplate(parseTemplate(value), lookup);
  if (Array.isArray(value)) return value.map((item) => evaluate(item, lookup));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, lookup)]));
}

function evaluateTemplate(parts: readonly TemplatePart[], lookup: Lookup): unknown {
  const sole = soleExpression(parts);
  if (sole !== undefined) return evaluateExpression(sole, lookup);
  return parts
    .map((part) => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "interpolation":
          return String(evaluateExpression(part.expression, lookup));
        case "directive":
          throw new NotEvaluatedError(`a template with %{${part.word}}`);
      }
    })
    .join("");
}

function evaluateExpression(expression: Expression, lookup: Lookup): unknown {
  const inner = (part: Expression): unknown => evaluateExpression(part, lookup);
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return evaluateTemplate(expression.parts, lookup);
    case "traversal":
      return lookup(expression.root, expression.steps);
    case "access":
      return follow(inner(expression.source), expression.steps);
    case "tuple":
      return expression.operands.map(inner);
    case "object":
      return Object.fromEntries(
        expression.items.map(({ key, value }) => [
          typeof key === "string" ? key : String(inner(key)),
          inner(value),
        ]),
      );
    case "parentheses":
      return inner(expression.inner);
    case "call":
      if (expression.name === "jsonencode") return JSON.stringify(inner(onlyArgument(expression.args)));
      throw new NotEvaluatedError(`${expression.name}(…)`);
    case "operation":
      throw new NotEvaluatedError(`an operation with ${expression.operator}`);
    case "for":
      throw new NotEvaluatedError("a for expression");
  }
}

function onlyArgument(args: readonly Expression[]): Expression {
  const [first] = args;
  if (first === undefined || args.length > 1) throw new NotEvaluatedError("jsonencode without its argument");
  return first;
}

/** Goes down into a value. A block that stands once is an object in JSON and a list of one in expressions. */
export function follow(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((current, step) => {
    switch (step.kind) {
      case "attribute":
        return isObject(current) ? current[step.name] : undefined;
      case "index":
        if (isObject(current)) return step.key === 0 ? current : current[step.key];
        return Array.isArray(current) && typeof step.key === "number" ? current[step.key] : undefined;
      case "dynamic":
      case "splat":
        throw new NotEvaluatedError("an index that is computed");
    }
  }, value);
}
