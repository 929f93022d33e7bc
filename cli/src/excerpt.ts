import { readFileSync } from "node:fs";
import { printable } from "./printable.js";

/** A line of a file, with what a problem means in it. */
export interface Excerpt {
  /** The line, cut to the width. */
  readonly text: string;
  /** Columns of the value or the key in `text`, from 0. */
  readonly from: number;
  readonly length: number;
}

/** Finds the lines that problems mean. Each file is read once. */
export class Excerpts {
  readonly #lines = new Map<string, readonly string[]>();

  /**
   * @param place line and column count from 1
   * @param width columns that the text may have
   * @returns undefined where the file cannot be read as text, has no such line, or shows a secret there
   */
  of(
    { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
    width: number,
  ): Excerpt | undefined {
    const lines = this.#lines.get(file) ?? linesOf(file);
    this.#lines.set(file, lines);
    const source = lines[line - 1]?.trimEnd().replaceAll("\t", " ");
    if (source === undefined || isBinary(source) || printable(source) !== source) return undefined;
    const from = Math.min(column - 1, source.length);
    // A problem of the whole file is at its first column, whatever is there.
    if (/^\s*(#|$)/.test(source.slice(from))) return undefined;
    return cut({ text: source, from, length: extent(source.slice(from)) }, width);
  }
}

/** The lines of a file; none of one that cannot be read. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}

/** Whether a line has what no YAML file in UTF-8 has: it would move the cursor, or is of another encoding. */
function isBinary(line: string): boolean {
  return /[\p{Cc}\uFFFD]/u.test(line);
}

/** The forms of a key or a value, as far as one line shows them. */
const TOKENS = [
  /^"(?:[^"\\]|\\.)*"/,
  /^'(?:[^']|'')*'/,
  // A key, without its colon.
  /^[^\s#:,[\]{}"'][^:,[\]{}]*(?=:(?:\s|$))/,
  // A plain value, without a comment.
  /^[^\s#,[\]{}](?:[^\s,[\]{}]|\s(?![#\s]))*/,
];

/** How many columns the key or the value has that a text begins with; one for a map or a list. */
function extent(rest: string): number {
  const [found] = TOKENS.flatMap((token) => token.exec(rest)?.slice(0, 1) ?? []);
  return found?.length ?? 1;
}

const MORE = "…";

/** The part of a line around its place that fits the width. */
function cut({ text, from, length }: Excerpt, width: number): Excerpt {
  if (text.length <= width) return { text, from, length };
  // A third of the width is what precedes the place.
  const start = Math.max(0, Math.min(from - Math.floor(width / 3), text.length - width));
  const end = Math.min(text.length, start + width);
  const shown = [start > 0 ? MORE : text.slice(start, start + 1), text.slice(start + 1, end - 1)];
  const last = end < text.length ? MORE : text.slice(end - 1, end);
  const at = from - start;
  return { text: [...shown, last].join(""), from: at, length: Math.min(length, Math.max(1, width - at)) };
}
