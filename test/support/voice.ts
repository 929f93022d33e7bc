import ts from "typescript";

/** A word that the project no longer uses, with the term of the field to write instead. */
export interface RetiredWord {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Words and phrases, as whole words and without case. Longer forms come first. */
export const RETIRED: readonly RetiredWord[] = [
  { pattern: /\bways?\s+out\b/gi, instead: "egress" },
  { pattern: /\bways?\s+in(?:to)?\b(?!\s+which\b)/gi, instead: "ingress" },
  { pattern: /\bhand(?:s|ed|ing)?(?:-|\s+)over\b/gi, instead: "manifests, or pass" },
  { pattern: /\banew\b/gi, instead: "replaced, or recreated" },
  { pattern: /\bnobody\b/gi, instead: "no caller, no user, or a passive" },
  { pattern: /\bwhoever\b/gi, instead: "any caller, or the identity that …" },
  { pattern: /\b(?:every|some|any)body\b/gi, instead: "any caller, or another process" },
  { pattern: /\blies?\b(?!\s+about\b)/gi, instead: "is located in, or is" },
  {
    pattern: /\blives?\b(?=\s+(?:there|here|in|at|on|under|below|inside|next)\b)/gi,
    instead: "is located in",
  },
  { pattern: /\bleads?\s+to\b/gi, instead: "causes, or routes to" },
  { pattern: /\bso\s+many\b/gi, instead: "a number" },
  {
    pattern:
      /\b(?:pods|ports|addresses|ips|one|once|twice|times|routes)\s+an?\s+(?:node|subnet|spoke|cluster|pool|group|instance|region|stack|subscription)\b/gi,
    instead: "per …",
  },
  { pattern: /\bpeople\b/gi, instead: "users" },
  { pattern: /\bbeside\b/gi, instead: "next to, or in addition to" },
  { pattern: /\bwill\s+do\b/gi, instead: "is valid" },
  { pattern: /\b(?:tells?|told)\b(?!\s+(?:\S+\s+)?(?:apart|from)\b)/gi, instead: "report, or explain" },
  { pattern: /\bstands?\b(?!\s+for\b)/gi, instead: "exists, or is located in" },
  { pattern: /\blet(?:s|ting)?\s+(?:\S+\s+)?(?:in|out)\b/gi, instead: "allow" },
  { pattern: /\b(?:rooms|floors)\b/gi, instead: "packages, layers" },
  { pattern: /\bmend(?:s|ed)?\b/gi, instead: "fix" },
  { pattern: /\bknows?\s+nothing\b/gi, instead: "does not support, or is independent of" },
];

/** `file:line "word": write …` for each retired word in a text; `lineOf` maps an offset to a line, from 1. */
function findingsIn(text: string, place: (offset: number) => string): string[] {
  return RETIRED.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(
      ({ 0: word, index }) => `${place(index)} "${word.replaceAll(/\s+/g, " ")}": write ${instead}`,
    ),
  );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Retired words in prose: Markdown without code in backticks, or YAML. */
export function findingsInProse(file: string, text: string): string[] {
  const prose = text.replaceAll(/`[^`\n]+`/g, (code) => " ".repeat(code.length));
  return findingsIn(prose, (offset) => `${file}:${lineAt(text, offset)}`);
}

/** Retired words in comments and string literals of TypeScript. Identifiers are free. */
export function findingsInSource(file: string, text: string): string[] {
  // Most files have none of the words anywhere, and need no parser.
  if (findingsIn(withoutMarks(text), () => "").length === 0) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const parts = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    if (isText(node)) parts.set(node.getStart(source), node.end);
    const comments = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ];
    if (!isTemplatePart(node)) for (const { pos, end } of comments) parts.set(pos, end);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...parts].flatMap(([start, end]) => {
    const part = withoutMarks(text.slice(start, end));
    return findingsIn(part, (offset) => `${file}:${lineAt(text, start + offset)}`);
  });
}

/** A phrase may continue on the next line of a comment, behind its asterisk or slashes. */
function withoutMarks(text: string): string {
  return text.replaceAll(/^ *(?:\*|\/\/) ?/gm, (mark) => " ".repeat(mark.length));
}

/** After the `}` of a template comes its text, in which nothing is a comment. */
function isTemplatePart(node: ts.Node): boolean {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateSpan(node);
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}
