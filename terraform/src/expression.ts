/**
 * Terraform's template and expression language, as far as reading references and values requires.
 *
 * Knows no resources and no schemas. In Terraform JSON every string is a template: `a-${var.x}`. Between the braces is
 * an expression in Terraform's native syntax. Heredocs are not supported: a JSON string never needs one.
 */

/** Position of a node in the text: half-open, in UTF-16 units. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One step of a path: `.name`, `["name"]`, `[0]` or `.0`, `[expression]`, `[*]` or `.*`. The short splat `.*` ends
 * at the next index: `a.*.b[0]` is the first of all b.
 */
export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: string | number }
  | { readonly kind: "dynamic"; readonly key: Expression }
  | { readonly kind: "splat"; readonly short: boolean };

/** A parsed expression. */
export type Expression = Span &
  (
    | { readonly kind: "literal"; readonly value: number | boolean | null; readonly text: string }
    | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
    | { readonly kind: "traversal"; readonly root: string; readonly steps: readonly Step[] }
    | { readonly kind: "access"; readonly source: Expression; readonly steps: readonly Step[] }
    | {
        readonly kind: "call";
        readonly name: string;
        readonly args: readonly Expression[];
        /** The last argument is a list whose elements are the arguments: `f(list...)`. */
        readonly spread: boolean;
      }
    | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Expression[] }
    | { readonly kind: "tuple"; readonly operands: readonly Expression[] }
    | { readonly kind: "parentheses"; readonly inner: Expression }
    | { readonly kind: "object"; readonly items: readonly ObjectItem[] }
    | {
        readonly kind: "for";
        readonly variables: readonly string[];
        readonly collection: Expression;
        /** Present in the form that returns an object: `{ for … : key => value }`. @default none: the result is a list */
        readonly key?: Expression;
        readonly value: Expression;
        /** Selects items. @default all */
        readonly condition?: Expression | undefined;
        /** Values with the same key are grouped in a list: `value...`. */
        readonly grouped: boolean;
      }
  );

/** A bare word as key is a name, not a reference. */
export interface ObjectItem {
  readonly key: string | Expression;
  readonly value: Expression;
}

/** A piece of a template: text, an interpolation or a directive. */
export type TemplatePart = Span &
  (
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "interpolation"; readonly expression: Expression }
    | {
        readonly kind: "directive";
        readonly word: string;
        readonly variables: readonly string[];
        /** Condition or collection. @default none, as for `else` and the ends */
        readonly expression?: Expression;
      }
  );

export class ExpressionSyntaxError extends Error {
  override readonly name = "ExpressionSyntaxError";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} at character ${offset + 1}`);
    this.offset = offset;
  }
}

/** The expression of a template that is one interpolation and nothing else: its value keeps its type. */
export function soleExpression(parts: readonly TemplatePart[]): Expression | undefined {
  const [first] = parts;
  return parts.length === 1 && first?.kind === "interpolation" ? first.expression : undefined;
}
