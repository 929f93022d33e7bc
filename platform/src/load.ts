import { readFileSync } from "node:fs";
import { LineCounter, parseDocument, visit, type Document, type YAMLError } from "yaml";
import type { z } from "zod";
import { isCode, type Code, type PlatformProblem } from "./problem.js";
import { platformSchema, type Platform } from "./schema/platform.js";
import { SourceMap, type KeyPath } from "./source-map.js";

/** A platform file that was read, with the way back from a key to its line. */
export interface LoadedPlatform {
  readonly file: string;
  readonly platform: Platform;
  readonly source: SourceMap;
}

export type LoadResult =
  | { readonly ok: true; readonly loaded: LoadedPlatform }
  | { readonly ok: false; readonly problems: PlatformProblem[] };

/** Reads a platform file. Every problem of syntax and shape is reported, not only the first. */
export function loadPlatform(file: string): LoadResult {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const message = reason === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read (${reason}).`;
    return {
      ok: false,
      problems: [problem(file, "FILE_UNREADABLE", message, "Check the path.", [], { line: 1, column: 1 })],
    };
  }
  return parsePlatform(text, file);
}

/** As `loadPlatform`, on text that is at hand. */
export function parsePlatform(text: string, file: string): LoadResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    return { ok: false, problems: document.errors.map((error) => syntaxProblem(file, error, lines)) };
  const source = new SourceMap(document, lines);
  let content: unknown;
  try {
    // Here aliases are followed: to nowhere, or so often that the file would fill the memory.
    content = document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const { line, column } = aliasPosition(document, lines);
    const message = `The file's aliases cannot be followed: ${reason}.`;
    return {
      ok: false,
      problems: [problem(file, "YAML_SYNTAX", message, "Write the values out.", [], { line, column })],
    };
  }
  const result = platformSchema.safeParse(content);
  if (!result.success) {
    return {
      ok: false,
      problems: result.error.issues.flatMap((issue) => shapeProblems(file, issue, source, content)),
    };
  }
  return { ok: true, loaded: { file, platform: result.data, source } };
}

/** The first alias of a document. */
function aliasPosition(document: Document, lines: LineCounter): { line: number; column: number } {
  let start = 0;
  visit(document, {
    Alias(_, { range }) {
      start = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  const { line, col } = lines.linePos(start);
  return { line, column: col };
}

function syntaxProblem(file: string, error: YAMLError, lines: LineCounter): PlatformProblem {
  const { line, col } = lines.linePos(error.pos[0]);
  const duplicate = error.code === "DUPLICATE_KEY";
  return problem(
    file,
    duplicate ? "DUPLICATE_KEY" : "YAML_SYNTAX",
    duplicate ? "This key stands twice in the same map." : `The file is not YAML here: ${error.message}.`,
    duplicate ? "Remove one of the two." : "Check the indentation and the line before.",
    [],
    { line, column: col },
  );
}

type Issue = z.core.$ZodIssue;

function shapeProblems(file: string, issue: Issue, source: SourceMap, content: unknown): PlatformProblem[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== "symbol");
  const at = (code: Code, message: string, hint: string): PlatformProblem[] => [
    problem(file, code, message, hint, path, source.positionOf(path)),
  ];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        problem(
          file,
          "UNKNOWN_KEY",
          `There is no key "${key}" ${whereWords(path)}.`,
          "Check the spelling, or remove it.",
          [...path, key],
          source.positionOfKey([...path, key]),
        ),
      );
    case "invalid_type":
      return valueAt(content, path) === undefined
        ? at(
            "MISSING_KEY",
            `The key "${lastKey(path)}" is missing ${whereWords(path.slice(0, -1))}.`,
            `Add "${lastKey(path)}".`,
          )
        : at("WRONG_TYPE", `${subject(path)}: ${messageOf(issue)}.`, "Write the value in that form.");
    case "invalid_union":
      return unionProblems(issue, file, source, content, path);
    case "invalid_key":
      return issue.issues.map((inner) =>
        problem(
          file,
          "INVALID_VALUE",
          `The name "${lastKey(path)}" will not do: ${inner.message}.`,
          "Rename it.",
          path,
          source.positionOfKey(path),
        ),
      );
    case "custom": {
      const { problem: code, hint } = issueParams(issue.params);
      return at(code, `${capitalized(issue.message)}.`, hint);
    }
    case "invalid_value":
      return valueAt(content, path) === undefined
        ? at(
            "MISSING_KEY",
            `The key "${lastKey(path)}" is missing ${whereWords(path.slice(0, -1))}.`,
            `Add it with one of: ${issue.values.map(String).join(", ")}.`,
          )
        : at(
            "INVALID_VALUE",
            `${subject(path)}: ${describeValue(valueAt(content, path))} is not one of the possible values.`,
            `Use one of: ${issue.values.map(String).join(", ")}.`,
          );
    case "invalid_format":
    case "too_big":
    case "too_small":
    case "not_multiple_of":
    case "invalid_element":
      return at("INVALID_VALUE", `${subject(path)}: ${messageOf(issue)}.`, "Choose another value.");
  }
}

/** A union either has a key that tells its kinds apart, or a message of its own that names the forms. */
function unionProblems(
  issue: Extract<Issue, { code: "invalid_union" }>,
  file: string,
  source: SourceMap,
  content: unknown,
  path: KeyPath,
): PlatformProblem[] {
  const value = valueAt(content, path);
  const { discriminator } = issue;
  if (value === undefined) {
    const key =
      discriminator !== undefined && lastKey(path) === discriminator ? discriminator : lastKey(path);
    return [
      problem(
        file,
        "MISSING_KEY",
        `The key "${key}" is missing ${whereWords(path.slice(0, -1))}.`,
        `Add "${key}".`,
        path,
        source.positionOf(path),
      ),
    ];
  }
  const nearest = issue.errors.find((option) =>
    option.some((inner) => inner.path.length > 0 || inner.code === "custom"),
  );
  if (
    nearest !== undefined &&
    (typeof value === "object" || nearest.every((inner) => inner.code === "custom"))
  ) {
    return nearest.flatMap((inner) =>
      shapeProblems(file, { ...inner, path: [...path, ...inner.path] }, source, content),
    );
  }
  const kinds =
    discriminator === undefined
      ? messageOf(issue)
      : `${describeValue(value)} is not one of the possible values`;
  return [
    problem(
      file,
      "INVALID_VALUE",
      `${subject(path)}: ${kinds}.`,
      "Choose another value.",
      path,
      source.positionOf(path),
    ),
  ];
}

function issueParams(params: Record<string, unknown> | undefined): { problem: Code; hint: string } {
  const { problem: code, hint } = params ?? {};
  return {
    problem: typeof code === "string" && isCode(code) ? code : "INVALID_VALUE",
    hint: typeof hint === "string" ? hint : "Choose another value.",
  };
}

function problem(
  file: string,
  code: Code,
  message: string,
  hint: string,
  path: KeyPath,
  { line, column }: { line: number; column: number },
): PlatformProblem {
  return { code, severity: "error", message, hint, path: path.join("."), file, line, column };
}

function valueAt(content: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    content,
  );
}

function messageOf(issue: Issue): string {
  return issue.message.replace(/^Invalid input: /, "").replace(/\.$/, "");
}

function subject(path: KeyPath): string {
  return path.length === 0 ? "The file" : `"${lastKey(path)}"`;
}

function lastKey(path: KeyPath): string {
  return String(path.at(-1) ?? "");
}

function whereWords(path: KeyPath): string {
  return path.length === 0 ? "at the top of the file" : `under ${path.join(".")}`;
}

function describeValue(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
