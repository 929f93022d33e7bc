/** The references of expressions and templates, without the names that these bind themselves. */
import type { Expression, Step, TemplatePart } from "./expression.js";
import { parseTemplate } from "./expression-reader.js";

export interface Reference {
  /** The first word: `var`, `data`, `azurerm_subnet`, `each` … */
  readonly root: string;
  readonly steps: readonly Step[];
  /** True inside `nonsensitive(…)`: the value is exposed on purpose. */
  readonly declassified: boolean;
}

interface Context {
  /** Names bound by `for` or by a dynamic block around the expression. */
  readonly bound: ReadonlySet<string>;
  readonly declassified: boolean;
}

/**
 * @param bound names that are not references here, such as the iterator of a dynamic block
 * @throws ExpressionSyntaxError
 */
export function templateReferences(
  text: string,
  bound: ReadonlySet<string> = new Set(),
): readonly Reference[] {
  if (!text.includes("${") && !text.includes("%{")) return [];
  return ofParts(parseTemplate(text), { bound, declassified: false });
}

/** The references in all strings of a value of Terraform JSON. */
export function referencesIn(value: unknown): readonly Reference[] {
  if (typeof value === "string") return templateReferences(value);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(referencesIn) : [];
}

export function expressionReferences(
  expression: Expression,
  bound: ReadonlySet<string> = new Set(),
): readonly Reference[] {
  return ofExpression(expression, { bound, declassified: false });
}

function ofParts(parts: readonly TemplatePart[], context: Context): readonly Reference[] {
  const found: Reference[] = [];
  const scopes: Context[] = [context];
  for (const part of parts) {
    const scope = scopes.at(-1) ?? context;
    if (part.kind === "text") continue;
    if (part.expression !== undefined) found.push(...ofExpression(part.expression, scope));
    if (part.kind !== "directive") continue;
    if (part.word === "for") scopes.push(bind(scope, part.variables));
    if (part.word === "endfor") scopes.pop();
  }
  return found;
}

function ofExpression(expression: Expression, context: Context): readonly Reference[] {
  const all = (parts: readonly Expression[], inner = context): readonly Reference[] =>
    parts.flatMap((part) => ofExpression(part, inner));
  switch (expression.kind) {
    case "literal":
      return [];
    case "template":
      return ofParts(expression.parts, context);
    case "traversal": {
      const { root, steps } = expression;
      const self = context.bound.has(root) ? [] : [{ root, steps, declassified: context.declassified }];
      return [...self, ...ofSteps(steps, context)];
    }
    case "access":
      return [...ofExpression(expression.source, context), ...ofSteps(expression.steps, context)];
    case "call":
      return all(expression.args, {
        ...context,
        declassified: context.declassified || expression.name === "nonsensitive",
      });
    case "operation":
    case "tuple":
      return all(expression.operands);
    case "parentheses":
      return ofExpression(expression.inner, context);
    case "object":
      return all(
        expression.items.flatMap(({ key, value }) => (typeof key === "string" ? [value] : [key, value])),
      );
    case "for": {
      const { collection, key, value, condition, variables } = expression;
      const body = [key, value, condition].flatMap((part) => (part === undefined ? [] : [part]));
      return [...ofExpression(collection, context), ...all(body, bind(context, variables))];
    }
  }
}

function ofSteps(steps: readonly Step[], context: Context): readonly Reference[] {
  return steps.flatMap((step) => (step.kind === "dynamic" ? ofExpression(step.key, context) : []));
}

function bind(context: Context, names: readonly string[]): Context {
  return { ...context, bound: new Set([...context.bound, ...names]) };
}

/** The address of the resource or data source that a reference reads: `data.azurerm_subscription.current`. */
export function referencedAddress({ root, steps }: Reference): string | undefined {
  const labels = steps.slice(0, root === "data" ? 2 : 1);
  const names = labels.flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
  const isElement = root === "data" ? names.length === 2 : names.length === 1 && root.includes("_");
  return isElement ? [root, ...names].join(".") : undefined;
}

/** A path as it is written, for messages. */
export function formatPath(root: string, steps: readonly Step[]): string {
  return (
    root +
    steps
      .map((step) => {
        switch (step.kind) {
          case "attribute":
            return `.${step.name}`;
          case "index":
            return `[${JSON.stringify(step.key)}]`;
          case "dynamic":
            return "[…]";
          case "splat":
            return "[*]";
        }
      })
      .join("")
  );
}
