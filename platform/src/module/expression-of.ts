import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const resolver = new DefaultTokenResolver(new StringConcat());

/** What a prop of a construct is in Terraform: an expression without `${ }`, or a literal. */
export function expressionOf(scope: IConstruct, value: string | number): string {
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver });
  if (typeof resolved === "number") return String(resolved);
  const text = String(resolved);
  return /^\$\{([^{}]*)\}$/.exec(text)?.[1] ?? JSON.stringify(text);
}
