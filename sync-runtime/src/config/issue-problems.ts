import * as z from "zod";
import { distance } from "fastest-levenshtein";
import type { ConfigCode, Problem } from "./problem.js";
import { configSchema } from "./schema.js";

type Issue = z.core.$ZodIssue;

/** The validator's own texts: messages of the schema replace them. */
const VALIDATORS_WORDS = /^(Invalid |Too |Unrecognized )/;

const SEE_README = "sync-runtime/README.md shows a complete configuration.";

/**
 * zod's issues as problems, in this project's words. A key too many is one problem each; one that is a missing key, misspelled,
 * is one problem, not two.
 * @param value what was validated
 */
export function problemsOf(error: z.ZodError, value: unknown): Problem[] {
  const missing = error.issues.filter((issue) => isMissing(issue, value)).map(({ path }) => path.at(-1));
  const problems = error.issues.flatMap((issue): Problem[] => {
    const path = pathText(issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        code: "UNKNOWN_KEY",
        path: path === "" ? key : `${path}.${key}`,
        message: "is not a key that is known here",
        remedy: keyRemedy(key),
      }));
    }
    const words = wordsOf(issue, value);
    const remedy: unknown = issue.code === "custom" ? issue.params?.["remedy"] : undefined;
    return [{ ...words, code: codeOf(issue.code), path, ...(typeof remedy === "string" && { remedy }) }];
  });
  const meant = problems.flatMap(({ code, path }) =>
    code === "UNKNOWN_KEY" ? (missing.find((key) => key === nearestKey(lastKey(path))) ?? []) : [],
  );
  return problems.filter(
    ({ code, path, message }) =>
      code !== "INVALID_TYPE" || message !== IS_MISSING || !meant.includes(lastKey(path)),
  );
}

const IS_MISSING = "is missing";

function isMissing(issue: Issue, value: unknown): boolean {
  return issue.code === "invalid_type" && valueAt(value, issue.path) === undefined;
}

/** What is wrong, as the predicate of a sentence without its period, and what to do. */
function wordsOf(
  issue: Exclude<Issue, { code: "unrecognized_keys" }>,
  value: unknown,
): Pick<Problem, "message" | "remedy"> {
  if (isMissing(issue, value)) return { message: IS_MISSING, remedy: `Add it. ${SEE_README}` };
  if (!VALIDATORS_WORDS.test(issue.message)) return { message: issue.message, remedy: SEE_README };
  switch (issue.code) {
    case "invalid_type":
      return { message: `must be ${TYPES[issue.expected] ?? issue.expected}`, remedy: SEE_README };
    case "invalid_value":
      return {
        message: "is not one of the possible values",
        remedy: `Use one of: ${issue.values.map(String).join(", ")}.`,
      };
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? { message: "is empty", remedy: SEE_README }
        : { message: `must be at least ${issue.minimum}`, remedy: "Write a larger number." };
    case "too_big":
      return issue.origin === "array" || issue.origin === "string"
        ? { message: `has more than ${issue.maximum} entries`, remedy: "Remove some." }
        : { message: `must be at most ${issue.maximum}`, remedy: "Write a smaller number." };
    default:
      return { message: "has another form than is expected here", remedy: SEE_README };
  }
}

/** The validator's names of types. */
const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a map of settings",
  string: "text",
};

function codeOf(code: Exclude<Issue["code"], "unrecognized_keys">): ConfigCode {
  switch (code) {
    case "custom":
    case "invalid_value":
      return "INVALID_VALUE";
    case "invalid_type":
      return "INVALID_TYPE";
    case "invalid_format":
      return "INVALID_FORMAT";
    case "invalid_union":
      return "INVALID_UNION";
    case "invalid_key":
      return "INVALID_KEY";
    case "invalid_element":
      return "INVALID_ELEMENT";
    case "too_small":
      return "TOO_SMALL";
    case "too_big":
      return "TOO_BIG";
    case "not_multiple_of":
      return "NOT_MULTIPLE_OF";
  }
}

function keyRemedy(key: string): string {
  const nearest = nearestKey(key);
  return nearest === undefined
    ? "Remove it; sync-runtime/README.md lists the keys."
    : `Did you mean ${nearest}?`;
}

/** The key of the configuration that another is most likely a misspelling of. */
function nearestKey(key: string): string | undefined {
  const [nearest] = [...keysOf(z.toJSONSchema(configSchema, { io: "input" }))]
    .map((known) => ({ known, edits: distance(key.toLowerCase(), known.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.max(2, Math.floor(key.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return nearest?.known;
}

/** The names of all properties in a JSON Schema. */
function keysOf(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== "object" || schema === null) return new Set();
  const properties = "properties" in schema ? schema.properties : undefined;
  const own = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  return new Set([...own, ...Object.values(schema).flatMap((part) => [...keysOf(part)])]);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === "object" && part !== null ? (Reflect.get(part, key) as unknown) : undefined,
    value,
  );
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
