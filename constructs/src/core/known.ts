import { ref, Token, Tokenization } from "cdktf";
import type { Cidr } from "../net/cidr.js";

const defaults = new Map<string | number, string | number>();

/**
 * Remembers the value that a Terraform variable has unless its caller sets another one, so that checks can work on
 * it while the token goes into the output. Returns the token.
 */
export function assume<T extends string | number>(token: T, value: T): T {
  defaults.set(token, value);
  return token;
}

/**
 * The value of a text as far as it is known when Terraform is written: the text itself, or the default of the
 * variables in it. Undefined where an attribute of a resource decides.
 */
export function knownText(text: string): string | undefined {
  let known = text;
  for (const [token, value] of defaults) {
    if (typeof token === "string") known = known.replaceAll(token, String(value));
  }
  return Token.isUnresolved(known) || known.includes("${") ? undefined : known;
}

/** The value of a number as far as it is known when Terraform is written. */
export function knownNumber(number: number): number | undefined {
  const assumed = defaults.get(number);
  if (typeof assumed === "number") return assumed;
  return Tokenization.isResolvable(number) || Token.isUnresolved(number) ? undefined : number;
}

/** A range as text that may stand in an argument of a Terraform function, where an expression must be a token. */
export function rangeText(range: Cidr): string {
  return range.expression === undefined ? range.literal : Token.asString(ref(range.expression));
}
