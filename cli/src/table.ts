import Table from "cli-table3";
import { stripVTControlCharacters } from "node:util";
import { wrapped } from "./wrap.js";

/** Width of a cell at which its text is wrapped, unless the terminal has room for more. */
const WIDEST = 48;
/** Widths to which a column shrinks before a column is left out: for its words, of which longer ones are broken, and for sentences. */
const NARROWEST = { words: 24, sentences: 16 };
const GAP = 2;
const INDENT = "  ";

export interface TableOptions {
  /** Columns of the terminal. @default the table is as wide as it is */
  readonly width?: number | undefined;
}

/**
 * Aligned columns without borders, long cells wrapped at words. What is wider than the terminal is wrapped further; where words
 * do not fit either, the last columns are left out, the last first, and named below the table.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { width = Infinity }: TableOptions = {},
): string {
  const columns = head.map((name, i) => [name, ...rows.map((row) => row[i] ?? "")]);
  const shown = columnsWithin(columns, width - INDENT.length);
  const widths = widthsWithin(shown, width - INDENT.length);
  const drawn = new Table({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  drawn.push(...[head, ...rows].map((row) => shown.map((_, i) => filled(row[i] ?? "", widths[i] ?? WIDEST))));
  const left = head.slice(shown.length);
  return [
    ...drawn
      .toString()
      .split("\n")
      .map((line) => `${INDENT}${line.trimEnd()}`),
    ...(left.length === 0 ? [] : [`${INDENT}… without ${left.join(", ")}: --wide shows all columns`]),
  ].join("\n");
}

const NO_BORDERS = {
  ...Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"].map(
      (part) => [part, ""],
    ),
  ),
  ...Object.fromEntries(
    ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"].map((part) => [part, ""]),
  ),
  middle: " ".repeat(GAP),
};

type Column = readonly string[];

/** As many of the first columns as fit with their words. */
function columnsWithin(columns: readonly Column[], width: number): readonly Column[] {
  const fits = (some: readonly Column[]): boolean => sum(some.map(narrowest)) + gaps(some) <= width;
  const count = columns.findLastIndex((_, i) => fits(columns.slice(0, i + 1))) + 1;
  return columns.slice(0, Math.max(count, 1));
}

/**
 * The widths of columns, the widest of which give way where the table is too wide. What a terminal has left goes to those whose
 * text is wrapped.
 */
function widthsWithin(columns: readonly Column[], width: number): readonly number[] {
  const widths = columns.map((column) => Math.min(WIDEST, naturalWidth(column)));
  const lacking = columns.map((column, i) => naturalWidth(column) - (widths[i] ?? 0));
  let left = width === Infinity ? 0 : width - sum(widths) - gaps(columns);
  for (; left > 0 && Math.max(...lacking) > 0; left -= 1) {
    const longest = lacking.indexOf(Math.max(...lacking));
    widths[longest] = (widths[longest] ?? 0) + 1;
    lacking[longest] = (lacking[longest] ?? 0) - 1;
  }
  const least = columns.map(narrowest);
  for (let over = sum(widths) + gaps(columns) - width; over > 0; over -= 1) {
    const room = widths.map((own, i) => own - (least[i] ?? 0));
    const widest = room.indexOf(Math.max(...room));
    if ((room[widest] ?? 0) <= 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function narrowest(column: Column): number {
  const words = column.flatMap((cell) => cell.split(/\s/)).map((word) => stripVTControlCharacters(word));
  const longest = Math.min(NARROWEST.words, Math.max(...words.map(({ length }) => length)));
  return Math.max(longest, Math.min(NARROWEST.sentences, naturalWidth(column)));
}

function naturalWidth(column: Column): number {
  const lines = column.flatMap((cell) => cell.split("\n"));
  return Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
}

/** A cell in lines of a width. Words that are longer are broken, after a dot, a slash, a dash or an underscore where there is one. */
function filled(cell: string, width: number): string {
  return cell
    .split("\n")
    .flatMap((line) => wrapped(line.replace(/^└ /, KEPT_TOGETHER), width))
    .flatMap((line) => (stripVTControlCharacters(line).length <= width ? [line] : broken(line, width)))
    .join("\n")
    .replaceAll(KEPT_TOGETHER, "└ ");
}

/** A mark of a part stays with its name. */
const KEPT_TOGETHER = "└\u00a0";

function broken(word: string, width: number): string[] {
  if (word.length <= width || word !== stripVTControlCharacters(word)) return [word];
  const start = /^.*[._/-]/.exec(word.slice(0, width))?.[0] ?? word.slice(0, width);
  return [start, ...broken(word.slice(start.length), width)];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function gaps(columns: readonly Column[]): number {
  return GAP * (columns.length - 1);
}
