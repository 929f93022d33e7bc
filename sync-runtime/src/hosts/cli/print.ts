import { ConfigError, type Problem } from "../../config/problem.js";
import { describeError, type SyncError } from "../../domain/errors.js";
import type { Io, Sink } from "./io.js";
import { painter, type Paint } from "./paint.js";
import { wordWrap } from "./wrap.js";

export interface Format {
  readonly json?: boolean;
}

const INDENT = "    ";

/** An error of the command as a whole. On standard output only as JSON. */
export function printError(error: SyncError, { json = false }: Format, io: Io): void {
  const problems = error instanceof ConfigError ? error.problems : [];
  if (json) {
    // Until 1.0 a remedy has the name `hint` as well. The excerpt is for the eye.
    const listed = problems.map((problem) => ({ ...problem, excerpt: undefined, hint: problem.remedy }));
    printJson(
      { mirrors: [], error: describeError(error), ...(listed.length > 0 && { problems: listed }) },
      io,
    );
    return;
  }
  const sorted = [...problems].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  const lines =
    problems.length === 0 ? errorLines(error, io) : sorted.flatMap((problem) => problemLines(problem, io));
  io.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

function errorLines({ code, message, remedy }: SyncError, { stderr, env }: Io): string[] {
  const paint = painter(stderr, env);
  return [...headed("", `error ${code}`, message, stderr, paint), ...below(remedy, stderr, paint)];
}

/** As `aks-topology check` prints one: place, code, sentence, the line that it means, and the remedy. */
function problemLines(problem: Problem, { stderr, env }: Io): string[] {
  const { file, line, column, path, code, message, remedy, excerpt } = problem;
  const paint = painter(stderr, env);
  const place = file === undefined ? "" : `${file}:${line ?? 1}:${column ?? 1}`;
  const words = path === file ? `The file cannot be read: ${begunSmall(message)}` : saidOf(path, message);
  return [
    ...headed(place, `error ${code}`, words, stderr, paint),
    ...(excerpt === undefined ? [] : marked(excerpt, line ?? 1, column ?? 1, stderr, paint)),
    ...below(remedy, stderr, paint),
  ];
}

/** A message that is a predicate goes on from the path. */
function saidOf(path: string, message: string): string {
  if (/^(is|must|has|names) /.test(message)) return `${path} ${message}`;
  return message.startsWith("not ") ? `${path} is ${message}` : `${path}: ${message}`;
}

function begunSmall(message: string): string {
  return message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** A heading with its sentence; below it where the terminal has no room next to it. */
function headed(place: string, kind: string, message: string, { columns }: Sink, paint: Paint): string[] {
  const text = sentence(message);
  const shown = [...(place === "" ? [] : [paint("bold", place)]), paint("red", kind)].join("  ");
  const length = place.length + kind.length + text.length + (place === "" ? 2 : 4);
  if (columns === undefined || length <= columns) return [`${shown}  ${text}`];
  return [shown, ...wordWrap(text, columns - INDENT.length).map((line) => INDENT + line)];
}

function below(text: string, { columns }: Sink, paint: Paint): string[] {
  const width = columns === undefined ? null : columns - INDENT.length;
  return wordWrap(text, width).map((line) => INDENT + paint("dim", line));
}

/** The line with its number, and carets below what is meant; nothing where the terminal is too narrow for both. */
function marked(
  { text, length }: NonNullable<Problem["excerpt"]>,
  line: number,
  column: number,
  { columns }: Sink,
  paint: Paint,
): string[] {
  const number = String(line).padStart(4);
  const room = (columns ?? Infinity) - number.length - RULE.length;
  if (column - 1 + length > room) return [];
  const rule = (head: string): string => paint("dim", `${head}${RULE}`);
  return [
    `${rule(number)}${text.length > room ? `${text.slice(0, room - 1)}…` : text}`,
    `${rule(" ".repeat(number.length))}${" ".repeat(column - 1)}${paint("red", "^".repeat(length))}`,
  ];
}

const RULE = " | ";

/** A message of the runtime as a sentence: it begins a line here, and follows a colon in logs and documents. */
export function sentence(message: string): string {
  const begun = message.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

export function printJson(document: unknown, io: Io): void {
  io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
