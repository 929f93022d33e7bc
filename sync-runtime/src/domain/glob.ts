/** Returns whether a name matches a pattern as a whole, without case. */
export type Glob = (name: string) => boolean;

/** Why a text is no pattern, and what to write instead. */
export interface GlobFlaw {
  readonly message: string;
  readonly remedy: string;
}

/** In characters. Names of routes have at most 80; a list of alternatives may be longer. */
export const LONGEST_PATTERN = 256;

/** Patterns that one with alternatives may stand for. */
const MOST_ALTERNATIVES = 64;

const SYNTAX =
  "Use the characters of route names (letters, digits, - _ .), * for any text, ? for one character, [a-z] for one of several and {a,b} for alternatives.";

/**
 * Compiles a glob: `*` any text, `?` one character, `[abc]`, `[a-z]` and `[!a-z]` one character, `{a,b}` alternatives
 * that do not nest. All else must be a character of route names and stands for itself.
 *
 * A pattern without alternatives is split at its stars into pieces of fixed length. The first must be at the start of
 * the name, the last at its end, and each one between at the leftmost place behind the one before: that leaves the most
 * room for those that follow, so no other place needs to be tried. Time grows with the length of the name times that of
 * the pattern at most, whatever they contain.
 */
export function compileGlob(text: string): Glob | GlobFlaw {
  if (text.length > LONGEST_PATTERN) {
    const message = `has ${text.length} characters, more than ${LONGEST_PATTERN}`;
    return { message, remedy: "Write a shorter pattern; names of routes have at most 80 characters." };
  }
  const alternatives = expand(text);
  if (!Array.isArray(alternatives)) return alternatives;
  const globs: Glob[] = [];
  for (const alternative of alternatives) {
    const pieces: Piece[] = [];
    for (const part of alternative.split(/\*+/)) {
      const piece = compilePiece(part);
      if ("message" in piece) return piece;
      pieces.push(piece);
    }
    globs.push((name) => matchPieces(pieces, name));
  }
  return (name) => globs.some((glob) => glob(name));
}

/** The patterns without braces that a pattern stands for. */
function expand(text: string): string[] | GlobFlaw {
  let expanded = [""];
  for (const part of text.split(/(\{[^{}]*\})/)) {
    const braced = part.startsWith("{") && part.endsWith("}");
    const alternatives = braced ? part.slice(1, -1).split(",") : [part];
    if (braced && (alternatives.length < 2 || part.includes(".."))) {
      return { message: `has ${part}, which is no list of alternatives`, remedy: SYNTAX };
    }
    if (expanded.length * alternatives.length > MOST_ALTERNATIVES) {
      const message = `stands for more than ${MOST_ALTERNATIVES} alternatives`;
      return { message, remedy: "Write fewer {a,b}, or * in their place." };
    }
    expanded = expanded.flatMap((head) => alternatives.map((tail) => head + tail));
  }
  return expanded;
}

/** Text of fixed length between two stars. */
interface Piece {
  readonly length: number;
  /** Finds it from `lastIndex` on. No quantifier in it, so nothing to backtrack over. */
  readonly search: RegExp;
  /** Finds it at `lastIndex` alone. */
  readonly here: RegExp;
}

const TOKEN = /[\w.-]|\?|\[[!^]?[\w.-]+\]/gy;

function compilePiece(text: string): Piece | GlobFlaw {
  const tokens = text.match(TOKEN) ?? [];
  const known = tokens.join("").length;
  if (known < text.length) {
    const rest = text.slice(known, known + 1);
    return { message: `has ${JSON.stringify(rest)} where it means nothing`, remedy: SYNTAX };
  }
  try {
    const source = tokens.map(sourceOf).join("");
    return { length: tokens.length, search: new RegExp(source, "gis"), here: new RegExp(source, "yis") };
  } catch {
    return { message: `has a range of characters that ends before it begins in ${text}`, remedy: SYNTAX };
  }
}

function sourceOf(one: string): string {
  if (one === "?") return ".";
  if (one === ".") return "\\.";
  return one.replace("[!", "[^");
}

function matchPieces(pieces: readonly Piece[], name: string): boolean {
  const last = pieces.length - 1;
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const anchored = index === 0 || index === last;
    const place = index === last ? name.length - piece.length : from;
    if (place < from || (last === 0 && place > 0)) return false;
    const at = piece.length === 0 ? place : find(anchored ? piece.here : piece.search, name, place);
    if (at === null) return false;
    from = at + piece.length;
  }
  return true;
}

function find(expression: RegExp, name: string, from: number): number | null {
  expression.lastIndex = from;
  return expression.exec(name)?.index ?? null;
}
