import { isNode, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import type { Mirror } from "../domain/mirror.js";
import { mirrorsFrom } from "./mirrors.js";
import { ConfigError } from "./problem.js";
import type { Problem } from "./problem.js";

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
