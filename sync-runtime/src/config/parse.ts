import { isNode, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import type { z } from "zod";
import type { Mirror } from "../domain/mirror.js";
import { contradictions } from "./contradictions.js";
import { ConfigError } from "./problem.js";
import type { Problem } from "./problem.js";
import { configSchema } from "./schema.js";

/**
 * Reads the configuration from YAML or JSON text.
 * @param file what to call the text in problems
 * @throws ConfigError with every problem at once, each with its place
 */
export function parseConfig(text: string, file: string): readonly Mirror[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { code: "SYNTAX", path: file, message, hint: "Write YAML or JSON.", file, line, column: col };
      }),
    );
  }
  const place = (path: string): Partial<Problem> => ({ file, ...placeOf(document, lines, path) });
  return mirrorsFrom(document.toJS(), place);
}

/** Reads the configuration from a value. @throws ConfigError */
export function mirrorsFrom(
  value: unknown,
  place: (path: string) => Partial<Problem> = () => ({}),
): readonly Mirror[] {
  const result = configSchema.safeParse(value);
  const problems = result.success ? contradictions(result.data.mirrors) : problemsOf(result.error);
  if (problems.length > 0)
    throw new ConfigError(problems.map((problem) => ({ ...problem, ...place(problem.path) })));
  return result.success ? result.data.mirrors : [];
}

/** zod's issues as problems; a key too many is one problem each. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = pathText(issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        code: "UNKNOWN_KEY",
        path: path === "" ? key : `${path}.${key}`,
        message: "is not a key that is known here",
        hint: "Remove it or correct its spelling; README.md lists the keys.",
      }));
    }
    const hint: unknown = issue.code === "custom" ? issue.params?.["hint"] : undefined;
    return [
      {
        code: issue.code === "custom" ? "INVALID_VALUE" : issue.code.toUpperCase(),
        path,
        message: issue.message,
        hint: typeof hint === "string" ? hint : "README.md shows a complete configuration.",
      },
    ];
  });
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

/** The place of a path in the text; of the nearest level that exists when the path itself does not. */
function placeOf(document: Document, lines: LineCounter, path: string): { line: number; column: number } {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(
      keys.slice(0, depth).map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      true,
    );
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}
