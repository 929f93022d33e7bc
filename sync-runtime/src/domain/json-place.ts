const SPACE = /[ \t\n\r]*/y;
/** Written as text, since a pattern may not hold control characters. */
const plain = String.raw`[^"\\\u0000-\u001f]*`;
const string = new RegExp(String.raw`"${plain}(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})${plain})*"`, "y");
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What a reader of JSON may meet next. */
type Expected = "value" | "value or ]" | "name" | "name or }" | ":" | "end";

export interface JsonPlace {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Where a text stops being JSON; null where it is JSON. JSON.parse names the place of some mistakes only. */
export function jsonMistake(text: string): JsonPlace | null {
  const offset = offsetOfMistake(text);
  if (offset === null) return null;
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function offsetOfMistake(text: string): number | null {
  const open: string[] = [];
  let at = 0;
  let expected: Expected = "value";
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  for (;;) {
    take(SPACE);
    const next = text.charAt(at);
    if (expected === "end" && open.length === 0) return next === "" ? null : at;
    const closes = (next === "]" || next === "}") && (expected === "end" || expected.endsWith(next));
    if (closes) {
      if (open.pop() !== (next === "]" ? "[" : "{")) return at;
      at += 1;
      expected = "end";
    } else if (expected === "end") {
      if (next !== ",") return at;
      at += 1;
      expected = open.at(-1) === "[" ? "value" : "name";
    } else if (expected === ":") {
      if (next !== ":") return at;
      at += 1;
      expected = "value";
    } else if (expected.startsWith("name")) {
      if (!take(string)) return at;
      expected = ":";
    } else if (next === "[" || next === "{") {
      open.push(next);
      at += 1;
      expected = next === "[" ? "value or ]" : "name or }";
    } else if (take(string) || take(SCALAR)) expected = "end";
    else return at;
  }
}
