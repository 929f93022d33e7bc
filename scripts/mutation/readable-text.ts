import type { Ignorer } from "@stryker-mutator/api/ignore";

interface AstNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly key?: AstNode;
  readonly callee?: AstNode;
}

// Stryker leaves to its users how much of Babel's paths they describe.
declare module "@stryker-mutator/api/ignore" {
  interface NodePath {
    readonly node: AstNode;
    findParent(accept: (path: NodePath) => boolean): unknown;
  }
}

const KEYS = new Set(["description", "explanation", "hint", "message", "reason", "remedy", "title", "when"]);

/** Ignores readable text: a reworded message or description is no fault that a test should find. */
export const READABLE_TEXT: Ignorer = {
  shouldIgnore(path) {
    const { node } = path;
    if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return undefined;
    if (typeof node.value === "string" && node.value.startsWith("https://"))
      return "The address of a source.";
    return path.findParent((parent) => isText(parent.node)) ? "Readable text." : undefined;
  },
};

function isText({ type, key, callee }: AstNode): boolean {
  if (type === "ObjectProperty") return KEYS.has(key?.name ?? "");
  return type === "NewExpression" && (callee?.name ?? "").endsWith("Error");
}
