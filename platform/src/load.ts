import type { RuleText } from "@aks-topology/constructs/internal";
import { readFileSync } from "node:fs";
import type { PlatformProblem } from "./problem.js";
import { platformSchema, type Platform } from "./schema/platform.js";
import { shapeProblems } from "./shape-problems.js";
import { SourceMap, type Position, type SourceFile } from "./source-map.js";
import { readYaml, type YamlFlaw } from "./yaml-text.js";
import { DUPLICATE_KEY, FILE_UNREADABLE, INVALID_VALUE, YAML_SYNTAX } from "./file-rules.js";

/** A platform file that was read, with the lines of its keys. */
export interface LoadedPlatform extends SourceFile {
  readonly platform: Platform;
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
    const message =
      reason === "ENOENT" ? `The file ${file} does not exist.` : `${file} cannot be read (${reason}).`;
    return {
      ok: false,
      problems: [problem(file, FILE_UNREADABLE, message, "Check the path.", { line: 1, column: 1 })],
    };
  }
  return parsePlatform(text, file);
}

/** As `loadPlatform`, on the text of a file. */
export function parsePlatform(text: string, file: string): LoadResult {
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, problems: yaml.flaws.map((flaw) => syntaxProblem(file, flaw)) };
  const { content } = yaml;
  const source = new SourceMap(yaml.document, yaml.lines);
  const result = platformSchema.safeParse(content);
  if (!result.success) {
    return {
      ok: false,
      problems: result.error.issues.flatMap((issue) => shapeProblems(issue, { file, source, content })),
    };
  }
  return { ok: true, loaded: { file, platform: result.data, source } };
}

function syntaxProblem(file: string, flaw: YamlFlaw): PlatformProblem {
  const at = (rule: RuleText, message: string, hint: string): PlatformProblem =>
    problem(file, rule, message, hint, flaw);
  switch (flaw.kind) {
    case "duplicate-key":
      return at(DUPLICATE_KEY, "The map has this key twice.", "Remove one of the two.");
    case "second-document":
      return at(
        YAML_SYNTAX,
        "A second YAML document starts here.",
        "Write one platform per file: remove the line ---, or what follows it.",
      );
    case "alias":
      return at(YAML_SYNTAX, `The alias cannot be resolved: ${flaw.message}.`, "Write the values out.");
    case "reserved-key":
      return at(INVALID_VALUE, `The name cannot be used: ${flaw.message}.`, "Rename it.");
    case "too-deep":
      return at(YAML_SYNTAX, `The file cannot be read: ${flaw.message} here.`, "Remove the extra brackets.");
    case "syntax":
      return at(
        YAML_SYNTAX,
        `The file is not valid YAML here: ${flaw.message}.`,
        "Fix this line or the one before it.",
      );
  }
}

function problem(
  file: string,
  { code }: RuleText,
  message: string,
  hint: string,
  { line, column }: Position,
): PlatformProblem {
  return { code, severity: "error", message, hint, path: "", file, line, column };
}
