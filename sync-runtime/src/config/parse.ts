import { isNode, type Document, type LineCounter } from "yaml";
import type { Mirror } from "../domain/mirror.js";
import { mirrorsFrom } from "./mirrors.js";
import { ConfigError, type Problem } from "./problem.js";
import { readYaml, type YamlFlaw } from "./yaml-text.js";

/**
 * Reads the configuration from YAML or JSON text.
 * @param file what to call the text in problems
 * @throws ConfigError with every problem at once, each with its place
 */
export function parseConfig(text: string, file: string): readonly Mirror[] {
  const yaml = readYaml(text);
  if (!yaml.ok) throw new ConfigError(yaml.flaws.map((flaw) => syntaxProblem(flaw, file)));
  const { document, lines, content } = yaml;
  const place = (path: string): Partial<Problem> => ({ file, ...placeOf(document, lines, path) });
  return mirrorsFrom(content, place);
}

function syntaxProblem({ kind, message, line, column }: YamlFlaw, file: string): Problem {
  const code = kind === "reserved-key" ? "INVALID_VALUE" : "SYNTAX";
  return { code, path: file, message, remedy: REMEDIES[kind], file, line, column };
}

const REMEDIES: Readonly<Record<YamlFlaw["kind"], string>> = {
  syntax: "Write YAML or JSON.",
  "duplicate-key": "Remove one of the two.",
  "second-document": "Keep one configuration in a file: remove the line ---, or what follows it.",
  alias: "Write the values out.",
  "reserved-key": "Rename it.",
  "too-deep": "Remove the extra brackets.",
};

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
