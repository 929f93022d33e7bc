import type { Cidr } from "@aks-topology/constructs";
import { parseTemplate, soleExpression } from "@aks-topology/terraform";
import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const resolver = new DefaultTokenResolver(new StringConcat());

/** What a prop of a construct is in Terraform: an expression without `${ }`, or a literal. */
export function expressionOf(scope: IConstruct, value: string | number): string {
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver });
  if (typeof resolved === "number") return String(resolved);
  const text = String(resolved);
  const sole = soleExpression(parseTemplate(text));
  return sole === undefined ? JSON.stringify(text) : text.slice(sole.start, sole.end);
}

/** The variable that an expression is, or is an item of: what is computed from one follows it. */
export function variableOf(expression: string): string | undefined {
  return /^var\.(\w+)(\[\d+\])?$/.exec(expression)?.[1];
}

/** The variable that an expression reads. */
export function variableIn(expression: string): string | undefined {
  return /\bvar\.(\w+)/.exec(expression)?.[1];
}

/** A range as an expression. */
export function rangeExpression(range: Cidr): string {
  return range.expression ?? JSON.stringify(range.literal);
}
