import { isList, isObject, parseJson, type Json } from "./json.js";

/** Levels that a body may nest, which is walked recursively. Bodies of Azure have a dozen. */
const DEEPEST = 100;

const RESERVED = "__proto__";

const SPACE = /[ \t\n\r]*/y;
/** Written as text, since a pattern may not hold control characters. */
const PLAIN = String.raw`[^"\\\u0000-\u001f]*`;
const STRING = new RegExp(String.raw`"${PLAIN}(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})${PLAIN})*"`, "y");
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** A text that is no JSON, or none that the simulator can hold, with the place where that begins. */
export class JsonFlaw extends Error {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** The message without the place. */
  readonly what: string;

  constructor(text: string, { offset, what }: Flaw) {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    super(`${what}, line ${line}, position ${column}`);
    this.name = "JsonFlaw";
    this.what = what;
    this.line = line;
    this.column = column;
  }
}

interface Flaw {
  readonly offset: number;
  readonly what: string;
}

/** Parses untrusted JSON. @throws JsonFlaw */
export function readJson(text: string): Json {
  let value: Json;
  try {
    value = parseJson(text);
  } catch {
    throw new JsonFlaw(text, flawIn(text) ?? { offset: 0, what: "the text is no JSON" });
  }
  // The way to the place is slow: it is taken only where there is something to find.
  const flaw = isBearable(value, DEEPEST) ? null : flawIn(text);
  if (flaw !== null) throw new JsonFlaw(text, flaw);
  return value;
}

function isBearable(value: Json | undefined, levels: number): boolean {
  if (isList(value)) return levels > 0 && value.every((item) => isBearable(item, levels - 1));
  if (!isObject(value)) return true;
  return (
    levels > 0 &&
    Object.entries(value).every(([key, inner]) => key !== RESERVED && isBearable(inner, levels - 1))
  );
}

/** What a reader of JSON may meet next. */
type Expected = "value" | "value or ]" | "name" | "name or }" | ":" | "end";

/** The first flaw of a text: a misplaced token, a level too many, a name that JavaScript reserves. */
function flawIn(text: string): Flaw | null {
  const open: string[] = [];
  let at = 0;
  let expected: Expected = "value";
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  for (;;) {
    take(SPACE);
    const offset = at;
    const next = text.charAt(at);
    const unexpected = {
      offset,
      what:
        next === "" ? "the text ends too early" : `the text is no JSON: ${words(expected, open)} expected`,
    };
    if (expected === "end" && open.length === 0) return next === "" ? null : unexpected;
    const closes = (next === "]" || next === "}") && (expected === "end" || expected.endsWith(next));
    if (closes) {
      if (open.pop() !== (next === "]" ? "[" : "{")) return unexpected;
      at += 1;
      expected = "end";
    } else if (expected === "end") {
      if (next !== ",") return unexpected;
      at += 1;
      expected = open.at(-1) === "[" ? "value" : "name";
    } else if (expected === ":") {
      if (next !== ":") return unexpected;
      at += 1;
      expected = "value";
    } else if (expected.startsWith("name")) {
      const name = take(STRING);
      if (name === undefined) return unexpected;
      if (JSON.parse(name) === RESERVED)
        return { offset, what: `the name "${RESERVED}" is reserved by JavaScript` };
      expected = ":";
    } else if (next === "[" || next === "{") {
      open.push(next);
      if (open.length > DEEPEST) return { offset, what: `the text nests deeper than ${DEEPEST} levels` };
      at += 1;
      expected = next === "[" ? "value or ]" : "name or }";
    } else if ((take(STRING) ?? take(SCALAR)) === undefined) return unexpected;
    else expected = "end";
  }
}

function words(expected: Expected, open: readonly string[]): string {
  if (expected === ":") return "a colon is";
  if (expected === "end")
    return open.length === 0 ? "the end is" : "a comma or the end of the list or object is";
  return expected.startsWith("name") ? "a name in double quotes is" : "a value is";
}
