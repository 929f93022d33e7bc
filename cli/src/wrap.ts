import type { Sink } from "./io.js";

/** The narrowest text: below that words are cut anyway. */
const NARROWEST = 8;

/** Breaks a text between words into lines of at most `width` characters; a longer word has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  return text
    .replace(new RegExp(`(.{1,${Math.max(width, NARROWEST)}})(?: |$)`, "g"), "$1\n")
    .trimEnd()
    .split("\n");
}

/**
 * A text below a heading of `indent` columns, its further lines below the first: words stay whole at the end of a terminal's
 * line. What is no terminal gets one line.
 */
export function hung(text: string, indent: number, { columns }: Pick<Sink, "columns">): string {
  if (columns === undefined) return text;
  return wrapped(text, columns - indent).join(`\n${" ".repeat(indent)}`);
}
