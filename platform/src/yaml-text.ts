import {
  Composer,
  isMap,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type CST,
  type Document,
  type Node,
  type YAMLMap,
} from "yaml";

/** Levels that collections may nest: composing recurses once per level, and no platform file has more than twenty. */
const DEEPEST = 100;

/** Keys and items of lists together. A hub has at most 500 spokes, each with a hundred of them. */
const MOST_ENTRIES = 100_000;

/** The lexemes that begin the value of a key, or an item of a list. */
const ENTRY = new Set([":", "-", ","]);

/** Maximum number of mistakes reported per text: the first ones explain the rest. */
const MOST_FLAWS = 20;

/** What CDKTF writes in texts for expressions. */
export const TOKEN = "TfToken[";

/** A mistake that prevents a text from being read, with its position. */
export interface YamlFlaw {
  readonly kind:
    | "syntax"
    | "duplicate-key"
    | "second-document"
    | "alias"
    | "unknown-tag"
    | "reserved-text"
    | "too-deep"
    | "too-many";
  /** What is wrong, without a trailing period. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type YamlText =
  | {
      readonly ok: true;
      readonly document: Document;
      readonly lines: LineCounter;
      /** The text's value, in plain objects without cycles. */
      readonly content: unknown;
    }
  | { readonly ok: false; readonly flaws: readonly YamlFlaw[] };

type Found = Omit<YamlFlaw, "line" | "column"> & { readonly offset: number };

/** Reads untrusted YAML. Never throws for what the text contains. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const refuse = (found: readonly Found[]): YamlText => ({
    ok: false,
    flaws: found.slice(0, MOST_FLAWS).map(({ kind, message, offset }) => {
      const { line, col } = lines.linePos(offset);
      return { kind, message, line, column: col };
    }),
  });
  const composed = compose(text, lines);
  if ("kind" in composed) return refuse([composed]);
  const found = upToFirst("syntax", [...syntaxFlaws(composed), ...namingFlaws(composed)]);
  if (found.length > 0) return refuse(found);
  try {
    // Expands aliases, up to a limit that protects the memory.
    return { ok: true, document: composed, lines, content: composed.toJS() };
  } catch (error) {
    const isTooMuch = error instanceof Error && error.message.startsWith("Excessive alias count");
    const message = isTooMuch
      ? "aliases of aliases stand for too many values"
      : error instanceof Error
        ? error.message
        : String(error);
    return refuse([{ kind: "alias", message, offset: firstAlias(composed) }]);
  }
}

/** The only document of a text. Nesting and entries are limited while it is parsed: the composer recurses. */
function compose(text: string, lines: LineCounter): Document.Parsed | Found {
  const parser = new Parser(lines.addNewLine);
  const refused: { as?: Found } = {};
  function* tokens(): Generator<CST.Token> {
    lines.addNewLine(0);
    let entries = 0;
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      entries += ENTRY.has(lexeme) ? 1 : 0;
      const limit = limitPassed(parser.stack.length, entries);
      if (limit === undefined) continue;
      refused.as = { ...limit, offset: parser.offset };
      return;
    }
    yield* parser.end();
  }
  // The composer compares each key with all before it: `duplicateKeys` looks them up.
  const options = {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    uniqueKeys: false,
    logLevel: "error",
  } as const;
  const [document, second] = new Composer(options).compose(tokens(), true, text.length);
  if (refused.as !== undefined) return refused.as;
  if (document === undefined) return { kind: "syntax", message: "nothing can be read", offset: 0 };
  if (second === undefined) return document;
  return { kind: "second-document", message: "a second document begins", offset: second.range[0] };
}

function limitPassed(depth: number, entries: number): Pick<Found, "kind" | "message"> | undefined {
  if (depth > DEEPEST) return { kind: "too-deep", message: `it is nested deeper than ${DEEPEST} levels` };
  if (entries <= MOST_ENTRIES) return undefined;
  const most = MOST_ENTRIES.toLocaleString("en");
  return { kind: "too-many", message: `it has more than ${most} keys and list items` };
}

function syntaxFlaws({ errors, warnings }: Document.Parsed): Found[] {
  const tags = warnings
    .filter(({ code }) => code === "TAG_RESOLVE_FAILED")
    // A password may begin with an exclamation mark: the tag is not repeated.
    .map(({ pos }): Found => ({ kind: "unknown-tag", message: "the tag is unknown", offset: pos[0] }));
  const flaws = errors.map(({ code, message, pos }): Found => {
    // The parser quotes the text there, which may be anything.
    const quotes = code === "UNEXPECTED_TOKEN" || code === "TAG_RESOLVE_FAILED";
    const words = quotes ? message.replace(/: .*$/s, "") : message;
    return { kind: "syntax", message: words, offset: pos[0] };
  });
  return [...flaws, ...tags];
}

/** The mistakes up to the first of a kind: what follows where the grammar is lost may be its consequence. */
function upToFirst(kind: Found["kind"], found: readonly Found[]): readonly Found[] {
  const first = Math.min(...found.filter((flaw) => flaw.kind === kind).map(({ offset }) => offset));
  return found.filter((flaw, i) => {
    if (flaw.kind !== kind) return flaw.offset < first;
    return (
      flaw.offset === first && found.findIndex((other) => other.kind === kind && other.offset === first) === i
    );
  });
}

/** Aliases of nothing or of what contains them, and texts that would be taken for others. */
function namingFlaws(document: Document.Parsed): Found[] {
  const found: Found[] = [];
  const anchors = new Map<string, Node>();
  const report = (node: Node, kind: YamlFlaw["kind"], message: string): void => {
    found.push({ kind, message, offset: node.range?.[0] ?? 0 });
  };
  visit(document, {
    // The name of the alias is not repeated: it may be a password that begins with a star.
    Alias(_, alias, path) {
      const target = anchors.get(alias.source);
      if (target === undefined) report(alias, "alias", "it refers to no anchor before it");
      else if (path.includes(target)) report(alias, "alias", "it contains itself");
    },
    Value(_, node) {
      if (isScalar(node) && typeof node.value === "string" && node.value.includes(TOKEN))
        report(node, "reserved-text", `${TOKEN} is reserved by the tool that writes Terraform`);
      for (const key of isMap(node) ? duplicateKeys(node) : [])
        report(key, "duplicate-key", "the map has this key twice");
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return found;
}

/** The keys of a map that it has before them. */
function duplicateKeys({ items }: YAMLMap): readonly Node[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isKnown = seen.has(key.value);
    seen.add(key.value);
    return isKnown ? [key] : [];
  });
}

function firstAlias(document: Document.Parsed): number {
  let offset = 0;
  const stopAt = (node: unknown): symbol | undefined => {
    if (!isNode(node)) return undefined;
    offset = node.range?.[0] ?? 0;
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_, alias) => stopAt(alias),
    Pair: (_, { key }) => (isScalar(key) && key.source === "<<" ? stopAt(key) : undefined),
  });
  return offset;
}
