import { ref, Token, Tokenization } from "cdktf";
import type { Cidr } from "../net/cidr.js";
import { replaceTokens } from "./cdktf.js";
import { treeState } from "./tree-state.js";

/** What Terraform reads as the literal `${` or `%{`. */
const ESCAPED = /([$%])\1\{/g;

const assumed = treeState<{ value?: string | number }>("assumed-value", () => ({}));

/**
 * Notes the value that a Terraform variable has unless its caller sets another one, so that checks can work on it while
 * the token goes into the output. The note is on what the token encodes. Returns the token.
 *
 * @throws Error when it is no token.
 */
export function assume<T extends string | number>(token: T, value: T): T {
  const [expression] = Tokenization.reverse(token);
  if (expression === undefined) throw new Error(`${token} is no token.`);
  assumed.of(expression).value = value;
  return token;
}

/**
 * The value of a text as far as it is known when Terraform is written: the text itself, or the default of the
 * variables in it. Undefined where an attribute of a resource decides.
 */
export function knownText(text: string): string | undefined {
  const known = withAssumedValues(text);
  const isTemplate = /[$%]\{/.test(known.replace(ESCAPED, ""));
  return Token.isUnresolved(known) || isTemplate ? undefined : known.replace(ESCAPED, "$1{");
}

/** A text in which the default replaces each variable; other tokens stay. */
export function withAssumedValues(text: string): string {
  return replaceTokens(text, (expression) => {
    const value = assumed.peek(expression)?.value;
    return value === undefined ? undefined : String(value);
  });
}

/** The value of a number as far as it is known when Terraform is written. */
export function knownNumber(number: number): number | undefined {
  const expression = Tokenization.reverseNumber(number);
  if (expression === undefined) return number;
  const value = assumed.peek(expression)?.value;
  return typeof value === "number" ? value : undefined;
}

/** All values of a list, if every one of them is known. */
export function allKnown<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

/** A range as text for an argument of a Terraform function, where an expression must be a token. */
export function rangeText(range: Cidr): string {
  return range.expression === undefined ? range.literal : Token.asString(ref(range.expression));
}
