import type { RuleText } from "@aks-topology/constructs/internal";
import { didYouMean } from "@aks-topology/terraform";
import type { z } from "zod";
import { ALL_RULES, type PlatformProblem } from "./problem.js";
import { kindKeysAt, offeredAt } from "./schema/offered.js";
import { limitRemedy, limitWords } from "./limit-words.js";
import { insteadOfValue } from "./not-supported.js";
import { formatRemedy, formRemedy, isId, unknownKeyRemedy, unquoted } from "./shape-remedies.js";
import { kindsOf, nearestForm, soleWrongType } from "./union-forms.js";
import { valueAt, type KeyPath, type KeyPlaces } from "./source-map.js";
import { INVALID_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE } from "./file-rules.js";

type Issue = z.core.$ZodIssue;
type Value = z.core.util.Primitive;
type UnionIssue = Extract<Issue, { code: "invalid_union" }>;

/** The content of the file, and the places of its keys. */
export interface ShapeContext {
  readonly source: KeyPlaces;
  readonly content: unknown;
}

/** The problems of a file for one issue of the validator. */
export function shapeProblems(issue: Issue, context: ShapeContext): PlatformProblem[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== "symbol");
  const at = (rule: RuleText, message: string, hint: string): PlatformProblem[] => [
    located(context, { rule, message, hint, path }),
  ];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(context, path, key));
    case "invalid_type":
      return valueAt(context.content, path) === undefined
        ? at(MISSING_KEY, missing(path), addRemedy(path))
        : at(WRONG_TYPE, wrongType(issue, path, context), wrongTypeRemedy(issue, path, context));
    case "invalid_union":
      return unionProblems(issue, context, path);
    case "invalid_key":
      return issue.issues.map((inner) => invalidName(context, path, inner.message));
    case "custom": {
      const { rule, hint, continuesKey } = issueParams(issue.params);
      const message = continuesKey ? `${subject(path)}: ${issue.message}` : capitalized(issue.message);
      return at(rule, `${message}.`, hint);
    }
    case "invalid_value":
      return [notOneOf(context, path, issue.values)];
    case "too_big":
    case "too_small":
    case "not_multiple_of": {
      const words = limitWords(issue);
      const message = `${subject(path)}${words === undefined ? `: ${messageOf(issue)}` : ` ${words}`}.`;
      return at(INVALID_VALUE, message, limitRemedy(path, issue));
    }
    case "invalid_format":
      return at(
        INVALID_VALUE,
        `${subject(path)}: ${messageOf(issue)}.`,
        formatRemedy(path, valueAt(context.content, path), issue),
      );
    case "invalid_element":
      return at(INVALID_VALUE, `${subject(path)}: ${messageOf(issue)}.`, "Choose another value.");
  }
}

/** The problem of a name that a thing cannot have. */
export function invalidName(context: ShapeContext, path: KeyPath, reason: string): PlatformProblem {
  const message = `"${lastKey(path)}" is not a valid name: ${reason}.`;
  return located(context, { rule: INVALID_VALUE, message, hint: "Rename it.", path, atKey: true });
}

/** A union distinguishes its kinds by a key or by single values, or has a message that names the forms. */
function unionProblems(issue: UnionIssue, context: ShapeContext, path: KeyPath): PlatformProblem[] {
  const value = valueAt(context.content, path);
  const values = valuesOf(issue);
  if (values.length > 0) return [notOneOf(context, path, values)];
  if (value === undefined)
    return [
      located(context, {
        rule: MISSING_KEY,
        message: missing(path),
        hint: addRemedy(path),
        path,
      }),
    ];
  const [form, ...others] = issue.errors.map(soleWrongType);
  if (form !== undefined && others.every((other) => other?.expected === form.expected))
    return shapeProblems({ ...form, path: [...path] }, context);
  const kinds = kindsOf(issue);
  if (kinds !== undefined) return [notOneOf(context, [...path, "type"], kinds)];
  const hasId = valueAt(value, ["id"]) !== undefined;
  const kindKeys = kindKeysAt(path);
  const namesKind = kindKeys.some((key) => valueAt(value, [key]) !== undefined);
  const nearest = nearestForm(issue, { hasId, kindKeys, namesKind });
  if (
    nearest !== undefined &&
    (typeof value === "object" || nearest.every((inner) => inner.code === "custom"))
  ) {
    return nearest.flatMap((inner) => shapeProblems({ ...inner, path: [...path, ...inner.path] }, context));
  }
  const message = `${subject(path)}: ${formsOf(issue)}.`;
  const hint = isId(value)
    ? "Write the id in a map, in the form that the message names."
    : (unquoted(value, path) ?? "Choose another value.");
  return [located(context, { rule: INVALID_VALUE, message, hint, path })];
}

/** The values of a union, or of its discriminator; none if it has other forms. */
function valuesOf(issue: UnionIssue): readonly Value[] {
  if ("options" in issue) return issue.options;
  const values = issue.errors.map(([first, ...more]) =>
    first?.code === "invalid_value" && first.path.length === 0 && more.length === 0 ? first.values : [],
  );
  return values.every((some) => some.length > 0) ? values.flat() : [];
}

/** The forms of a union, by its message or by their types. */
function formsOf(issue: UnionIssue): string {
  const own = messageOf(issue);
  if (own !== "Invalid input") return own;
  const types = issue.errors.flat().flatMap((inner) => (inner.code === "invalid_type" ? inner.expected : []));
  return types.length === 0 ? "has none of the possible forms" : `expected ${types.join(" or ")}`;
}

function notOneOf(context: ShapeContext, path: KeyPath, all: readonly Value[]): PlatformProblem {
  const value = valueAt(context.content, path);
  const offered = offeredAt(path);
  const values = all.filter((one) => offered.has(one));
  const list = values.map(String).join(", ");
  if (value === undefined)
    return located(context, {
      rule: MISSING_KEY,
      message: missing(path),
      hint: values.length === 1 ? `Add ${list}.` : `Add it with one of: ${list}.`,
      path,
    });
  const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  const meant = values.find((one) => String(one) === text);
  return located(context, {
    rule: INVALID_VALUE,
    message: `${subject(path)}: ${describeValue(value)} is not one of the possible values.`,
    hint:
      meant === undefined
        ? [insteadOfValue(text ?? "") ?? spellingOf(value, values), `Use one of: ${list}.`]
            .filter(Boolean)
            .join(" ")
        : typeof meant === "number"
          ? `Write ${meant} without quotes.`
          : `Write "${String(meant)}" in quotes.`,
    path,
  });
}

/** The text that was probably meant: a number that is none of the possible ones is no slip of the pen. */
function spellingOf(value: unknown, values: readonly Value[]): string {
  return typeof value === "string" ? didYouMean(value, values.map(String)) : "";
}

/** The problem of a key that the map at a path does not have. */
export function unknownKey(context: ShapeContext, path: KeyPath, key: string): PlatformProblem {
  return located(context, {
    rule: UNKNOWN_KEY,
    message: `There is no key "${key}" ${whereWords(path)}.`,
    hint: unknownKeyRemedy(context.content, path, key),
    path: [...path, key],
    atKey: true,
  });
}

interface Located {
  readonly rule: RuleText;
  readonly message: string;
  readonly hint: string;
  readonly path: KeyPath;
  /** Whether the problem is the key, not its value. @default false */
  readonly atKey?: boolean;
}

function located({ source }: ShapeContext, found: Located): PlatformProblem {
  const { rule, message, hint, path, atKey = false } = found;
  const { file, line, column } = atKey ? source.placeOfKey(path) : source.placeOf(path);
  return { code: rule.code, severity: "error", message, hint, path: path.join("."), file, line, column };
}

/** The validator's names of types. */
const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a map of settings",
  string: "text",
  tuple: "a list",
};

function wrongType(
  issue: Extract<Issue, { code: "invalid_type" }>,
  path: KeyPath,
  { content }: ShapeContext,
): string {
  const words = messageOf(issue);
  if (!/^expected \w+, received \w+$/.test(words)) return `${subject(path)}: ${words}.`;
  if (path.length === 0 && content === null) return "The file is empty.";
  const type =
    issue.expected === "record"
      ? `a map of ${nameOfOne(lastKey(path))} names to settings`
      : (TYPES[issue.expected] ?? issue.expected);
  return valueAt(content, path) === null
    ? `${subject(path)} is empty, and must be ${type}.`
    : `${subject(path)} must be ${type}.`;
}

function wrongTypeRemedy(
  { expected }: Extract<Issue, { code: "invalid_type" }>,
  path: KeyPath,
  { content, source }: ShapeContext,
): string {
  return path.length === 0 && content === null
    ? "Write one with `aks-topology init`."
    : formRemedy(content, path, expected, source.writtenAt(path));
}

/** The singular of a key, in words: "node pool" of "nodePools". */
function nameOfOne(key: string): string {
  return key
    .replace(/ies$/, "y")
    .replace(/s$/, "")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

interface KnownParams {
  readonly rule: RuleText;
  readonly hint: string;
  readonly continuesKey: boolean;
}

function issueParams(params: Record<string, unknown> | undefined): KnownParams {
  const { problem: code, hint, continuesKey } = params ?? {};
  return {
    rule: (typeof code === "string" ? ALL_RULES[code] : undefined) ?? INVALID_VALUE,
    hint: typeof hint === "string" ? hint : "Choose another value.",
    continuesKey: params === undefined || continuesKey === true,
  };
}

function messageOf(issue: Issue): string {
  return issue.message.replace(/^Invalid input: /, "").replace(/\.$/, "");
}

function missing(path: KeyPath): string {
  if (typeof path.at(-1) === "number") return `${subject(path.slice(0, -1))} has no entry.`;
  return `The key "${lastKey(path)}" is missing ${whereWords(path.slice(0, -1))}.`;
}

function addRemedy(path: KeyPath): string {
  return typeof path.at(-1) === "number" ? "Add an entry." : `Add "${lastKey(path)}".`;
}

/** A key as the subject of a sentence; an entry of a list by its position. */
function subject(path: KeyPath): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  return typeof last === "number" ? `Entry ${last + 1} of "${lastKey(path.slice(0, -1))}"` : `"${last}"`;
}

function lastKey(path: KeyPath): string {
  return String(path.at(-1) ?? "");
}

function whereWords(path: KeyPath): string {
  return path.length === 0 ? "at the top of the file" : `under ${path.join(".")}`;
}

/** Longer texts are not quoted: they may be a pasted secret. */
const LONGEST_QUOTED = 40;

/** A scalar as it is; a long text, a list or a map by its type. */
function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string" && value.length > LONGEST_QUOTED)
    return `a text of ${value.length} characters`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? "a list" : "a map";
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
