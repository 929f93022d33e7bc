import { readFileSync } from "node:fs";
import { LineCounter, parseDocument, visit, type Document, type YAMLError } from "yaml";
import type { Code, PlatformProblem } from "./problem.js";
import { platformSchema, type Platform } from "./schema/platform.js";
import { shapeProblems } from "./shape-problems.js";
import { SourceMap, type Position } from "./source-map.js";

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
      problems: [problem(file, "FILE_UNREADABLE", message, "Check the path.", { line: 1, column: 1 })],
    };
  }
  return parsePlatform(text, file);
}

/** As `loadPlatform`, on text that is at hand. */
export function parsePlatform(text: string, file: string): LoadResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
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
      problems: [problem(file, "YAML_SYNTAX", message, "Write the values out.", { line, column })],
    };
  }
  const result = platformSchema.safeParse(content);
  if (!result.success) {
    return {
      ok: false,
      problems: result.error.issues.flatMap((issue) => shapeProblems(issue, { file, source, content })),
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
  const at = { line, column: col };
  switch (error.code) {
    case "DUPLICATE_KEY":
      return problem(
        file,
        error.code,
        "This key stands twice in the same map.",
        "Remove one of the two.",
        at,
      );
    case "MULTIPLE_DOCS":
      return problem(
        file,
        "YAML_SYNTAX",
        "A second YAML document begins here.",
        "Keep one platform in a file: remove the line ---, or what follows it.",
        at,
      );
    default:
      return problem(
        file,
        "YAML_SYNTAX",
        `The file is not YAML here: ${error.message}.`,
        "Check the indentation and the line before.",
        at,
      );
  }
}

function problem(
  file: string,
  code: Code,
  message: string,
  hint: string,
  { line, column }: Position,
): PlatformProblem {
  return { code, severity: "error", message, hint, path: "", file, line, column };
}
