import type { Ignorer } from "@stryker-mutator/api/ignore";

interface AstNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
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

/** Ignores readable text: a reworded message, description or citation is no fault that a test should find. */
export const READABLE_TEXT: Ignorer = {
  shouldIgnore(path) {
    if (path.node.type !== "StringLiteral" && path.node.type !== "TemplateLiteral") return undefined;
    const text = textOf(path.node);
    return path.findParent(({ node }) => isReadable(node, text)) ? "Readable text." : undefined;
  },
};

function isReadable({ type, key, callee }: AstNode, text: string): boolean {
  switch (type) {
    case "ObjectProperty":
      // The source of a network rule is one word.
      return KEYS.has(key?.name ?? "") || (key?.name === "source" && /\s|^https:/.test(text));
    case "NewExpression":
      return (callee?.name ?? "").endsWith("Error");
    case "CallExpression":
      return callee?.type === "Super";
    default:
      return false;
  }
}

function textOf({ value, quasis = [] }: AstNode): string {
  return typeof value === "string" ? value : quasis.map((part) => part.value.raw).join("");
}
