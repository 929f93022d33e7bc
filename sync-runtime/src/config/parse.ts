import { isMap, isNode, isScalar, type Document, type LineCounter, type Node } from "yaml";
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
  if (!yaml.ok) throw new ConfigError(yaml.flaws.map((flaw) => syntaxProblem(flaw, file, text)));
  const { document, lines, content } = yaml;
  const place = ({ code, path }: Problem): Partial<Problem> => {
    const { line, column, length } = placeOf(document, lines, path, code === "UNKNOWN_KEY");
    return { file, line, column, ...excerptOf(text, line, length) };
  };
  return mirrorsFrom(content, place);
}

function syntaxProblem({ kind, message, line, column }: YamlFlaw, file: string, text: string): Problem {
  const code = kind === "reserved-key" ? "INVALID_VALUE" : "SYNTAX";
  const excerpt = excerptOf(text, line, 1);
  return { code, path: file, message, remedy: REMEDIES[kind], file, line, column, ...excerpt };
}

function excerptOf(text: string, line: number, length: number): Pick<Problem, "excerpt"> {
  const source = text.split(/\r?\n/)[line - 1]?.trimEnd();
  return source === undefined ? {} : { excerpt: { text: source, length } };
}

const REMEDIES: Readonly<Record<YamlFlaw["kind"], string>> = {
  syntax: "Write YAML or JSON.",
  "duplicate-key": "Remove one of the two.",
  "second-document": "Keep one configuration in a file: remove the line ---, or what follows it.",
  alias: "Write the values out.",
  "reserved-key": "Rename it.",
  "too-deep": "Remove the extra brackets.",
};

interface Place {
  readonly line: number;
  readonly column: number;
  /** Columns of the key or the value in its line. */
  readonly length: number;
}

/** The place of a path in the text; of the nearest level that exists when the path itself does not. */
function placeOf(document: Document, lines: LineCounter, path: string, atKey: boolean): Place {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const at = keys.slice(0, depth).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const node: unknown = atKey ? keyAt(document, at) : document.getIn(at, true);
    const found = isNode(node) ? placeOfNode(node, lines) : undefined;
    if (found !== undefined) return found;
  }
  return { line: 1, column: 1, length: 1 };
}

/** The key that a path ends with, as it is written. */
function keyAt(document: Document, path: readonly (string | number)[]): unknown {
  const map: unknown = document.getIn(path.slice(0, -1), true);
  if (!isMap(map)) return undefined;
  return map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key;
}

/** Of a map that has nothing else to show, its first key. */
function placeOfNode(node: Node, lines: LineCounter): Place | undefined {
  if (!node.range) return undefined;
  const { line, col } = lines.linePos(node.range[0]);
  const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
  const [from, to] = (isNode(first) ? first.range : isScalar(node) ? node.range : undefined) ?? [0, 1];
  const isOfOneLine = lines.linePos(to).line === lines.linePos(from).line;
  return { line, column: col, length: isOfOneLine ? Math.max(1, to - from) : 1 };
}
