/**
 * Terraform's functions, as far as the project writes them into expressions.
 *
 * A set is a list without duplicates in order: it equals a list of the same items, which Terraform denies. Regular
 * expressions are those of JavaScript and RE2 alike. `try` and `can` are the evaluator's: they ask about errors.
 */
import { createHash } from "node:crypto";
import { cidrhost, cidrsubnet } from "./cidr-functions.js";
import { allOf, booleanOf, isScalar, listOf, numberOf, textOf, unified } from "./conversions.js";
import { inKeyOrder, isArray, isObject } from "./json.js";

/** Returns undefined when Terraform would refuse the arguments; null is a result. */
type TerraformFunction = (...args: readonly unknown[]) => unknown;

/** Converts an argument; undefined when Terraform refuses it. */
type Parameter<T> = (value: unknown) => T | undefined;

export const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  alltrue: unary(listOf, (list) => truths(list)?.every(Boolean)),
  anytrue: unary(listOf, (list) => truths(list)?.some(Boolean)),
  ceil: unary(numberOf, Math.ceil),
  cidrhost: binary(textOf, numberOf, cidrhost),
  cidrsubnet: ternary(textOf, numberOf, numberOf, cidrsubnet),
  contains: (list, value) =>
    isArray(list) && value !== null ? keysOf(list).includes(JSON.stringify(value)) : undefined,
  distinct: unary(listOf, distinct),
  element: binary(listOf, numberOf, (list, index) =>
    list.length > 0 && Number.isInteger(index) && index >= 0 ? list[index % list.length] : undefined,
  ),
  endswith: binary(textOf, textOf, (text, end) => text.endsWith(end)),
  floor: unary(numberOf, Math.floor),
  join: (separator, ...lists) => {
    const [between, texts] = [textOf(separator), allOf(lists.flat().map(textOf))];
    return between === undefined || !lists.every(isArray) ? undefined : texts?.join(between);
  },
  jsonencode: (value) => jsonencode(value),
  length: (value) => {
    if (typeof value === "string") return charactersOf(value).length;
    if (isArray(value)) return value.length;
    return isObject(value) ? Object.keys(value).length : undefined;
  },
  lower: unary(textOf, (text) => text.toLowerCase()),
  max: extreme(Math.max),
  min: extreme(Math.min),
  pow: binary(numberOf, numberOf, (base, exponent) => {
    const power = base ** exponent;
    return Number.isFinite(power) ? power : undefined;
  }),
  regex: binary(textOf, textOf, regex),
  replace: ternary(textOf, textOf, textOf, (text, search, replacement) => {
    const pattern = /^\/(.*)\/$/s.exec(search)?.[1];
    if (pattern === undefined) return text.split(search).join(replacement);
    const expression = expressionOf(pattern, "gu");
    return expression === undefined ? undefined : text.replace(expression, replacement);
  }),
  setintersection: (...sets) => {
    const [first, ...others] = allOf(sets.map(listOf)) ?? [];
    if (first === undefined) return undefined;
    // Sets of one type: numbers compare with text as text.
    const isText = sets.flat().some((item) => typeof item === "string");
    const typed = (list: readonly unknown[]): readonly unknown[] =>
      isText ? list.map((item) => (isScalar(item) ? String(item) : item)) : list;
    const common = others.map((other) => new Set(keysOf(typed(other))));
    return toset(typed(first).filter((item) => common.every((keys) => keys.has(JSON.stringify(item)))));
  },
  sha256: unary(textOf, (text) => createHash("sha256").update(text).digest("hex")),
  slice: ternary(listOf, numberOf, numberOf, (list, start, end) =>
    [start, end].every(Number.isInteger) && start >= 0 && start <= end && end <= list.length
      ? list.slice(start, end)
      : undefined,
  ),
  split: binary(textOf, textOf, (separator, text) => text.split(separator)),
  startswith: binary(textOf, textOf, (text, start) => text.startsWith(start)),
  substr: ternary(textOf, numberOf, numberOf, (text, offset, length) => {
    const characters = charactersOf(text);
    const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
    return characters.slice(start, length < 0 ? characters.length : start + length).join("");
  }),
  tonumber: orNull(numberOf),
  toset: unary(listOf, toset),
  tostring: orNull(textOf),
  trimsuffix: binary(textOf, textOf, (text, end) =>
    end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text,
  ),
};

function unary<A>(first: Parameter<A>, body: (a: A) => unknown): TerraformFunction {
  return (...args) => {
    const a = first(args[0]);
    return args.length !== 1 || a === undefined ? undefined : body(a);
  };
}

function binary<A, B>(
  first: Parameter<A>,
  second: Parameter<B>,
  body: (a: A, b: B) => unknown,
): TerraformFunction {
  return (...args) => {
    const [a, b] = [first(args[0]), second(args[1])];
    return args.length !== 2 || a === undefined || b === undefined ? undefined : body(a, b);
  };
}

function ternary<A, B, C>(
  first: Parameter<A>,
  second: Parameter<B>,
  third: Parameter<C>,
  body: (a: A, b: B, c: C) => unknown,
): TerraformFunction {
  return (a, b, ...rest) => {
    const c = third(rest[0]);
    if (rest.length !== 1 || c === undefined) return undefined;
    return binary(first, second, (x, y) => body(x, y, c))(a, b);
  };
}

/** A conversion, of which null has the result null. */
function orNull(conversion: Parameter<unknown>): TerraformFunction {
  return (value) => (value === null ? null : conversion(value));
}

function extreme(compute: (...numbers: readonly number[]) => number): TerraformFunction {
  return (...args) => {
    const numbers = allOf(args.map(numberOf));
    return numbers === undefined || numbers.length === 0 ? undefined : compute(...numbers);
  };
}

/** The items as booleans: null is not true. */
function truths(list: readonly unknown[]): readonly boolean[] | undefined {
  return allOf(list.map((item) => (item === null ? false : booleanOf(item))));
}

function keysOf(list: readonly unknown[]): readonly string[] {
  return list.map((item) => JSON.stringify(item));
}

function distinct(list: readonly unknown[]): readonly unknown[] {
  return [...new Map(unified(list).map((item) => [JSON.stringify(item), item])).values()];
}

function toset(list: readonly unknown[]): readonly unknown[] {
  return [...distinct(list)].sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1,
  );
}

/** Characters as readers see them, not code points. */
function charactersOf(text: string): readonly string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** What a pattern captures, or all that it matches when it captures nothing. */
function regex(pattern: string, text: string): unknown {
  const found = expressionOf(pattern, "u")?.exec(text);
  if (found === null || found === undefined) return undefined;
  if (found.groups !== undefined) {
    return Object.fromEntries(
      Object.entries<string | undefined>(found.groups).map(([name, group]) => [name, group ?? null]),
    );
  }
  return found.length === 1 ? found[0] : found.slice(1).map((group: string | undefined) => group ?? null);
}

const CLASS_OR_ESCAPE = String.raw`\\.|\[(?:\\.|[^\]\\])*\]`;

/** A pattern of RE2 with its `(?i)` in front and `(?i:…)` within, which Node 22 does not know. */
function expressionOf(pattern: string, flags: string): RegExp | undefined {
  const [whole = "", body = pattern] = /^\(\?i\)(.*)$/s.exec(pattern) ?? [];
  const groups = new RegExp(String.raw`\(\?i:((?:${CLASS_OR_ESCAPE}|[^()[\]\\])*)\)`, "g");
  const letters = new RegExp(`${CLASS_OR_ESCAPE}|[a-z]`, "gi");
  const source = body
    .replace(/\(\?P</g, "(?<")
    .replace(groups, (_, inner: string) => `(?:${inner.replace(letters, (letter) => inBothCases(letter))})`);
  try {
    return new RegExp(source, whole === "" ? flags : `${flags}i`);
  } catch {
    return undefined;
  }
}

/** A class and an escape stay as they are. */
function inBothCases(letter: string): string {
  return letter.length === 1 ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : letter;
}

/** JSON as Terraform writes it: keys in order, and the characters escaped that HTML gives a meaning. */
function jsonencode(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: unknown): unknown {
  if (isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(inKeyOrder(value).map(([key, item]) => [key, sorted(item)]));
}
