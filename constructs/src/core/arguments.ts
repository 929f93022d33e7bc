import { DefaultTokenResolver, StringConcat, Token, Tokenization, type TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

const resolver = new DefaultTokenResolver(new StringConcat());

/** A text as it would be written: references are resolved, so that two ways to one thing are the same. */
export function written(scope: IConstruct, value: unknown): string | undefined {
  if (typeof value !== "string" || !Token.isUnresolved(value))
    return typeof value === "string" ? value : undefined;
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver });
  return typeof resolved === "string" ? resolved : undefined;
}

/** An argument of a resource by its name in CDKTF, as it would be written; undefined where it is not given or no text. */
export function argument(resource: TerraformResource, name: string): string | undefined {
  const given: unknown = Reflect.get(resource, `${name}Input`);
  return written(resource, given);
}
