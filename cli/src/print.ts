import type { PlatformProblem } from "@aks-topology/platform";
import type { ErrorReport } from "./errors.js";
import { Excerpts } from "./excerpt.js";
import type { Io, Sink } from "./io.js";
import { painter, widthOf } from "./paint.js";
import { printable } from "./printable.js";
import { wrapped } from "./wrap.js";
import { counted } from "./counted.js";

/** Keys of problems and errors that may quote anything. */
const QUOTING: ReadonlySet<string> = new Set(["message", "hint", "remedy", "path", "file"]);

/** The one document that `--json` prints. */
export function printJson(document: unknown, io: Pick<Io, "stdout">): void {
  const text = JSON.stringify(
    document,
    (key, value: unknown) =>
      typeof value === "string" && QUOTING.has(key) ? printable(value) : withBothNames(key, value),
    2,
  );
  io.stdout.write(`${text}\n`);
}

/** Until 1.0 the remedy of an error, of each problem and of each check of preflight has two names: `hint` and `remedy`. */
function withBothNames(key: string, value: unknown): unknown {
  if (key === "error" && isObject(value) && "remedy" in value) return { ...value, hint: value.remedy };
  if ((key === "problems" || key === "preflight") && Array.isArray(value))
    return value.map((each: unknown) =>
      isObject(each) && "hint" in each ? { ...each, remedy: each.hint } : each,
    );
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/**
 * Problems as `file:line:column  error CODE  message`, each with the line that it means, the value marked, and the remedy
 * below.
 */
export function printProblems(
  problems: readonly PlatformProblem[],
  sink: Sink,
  { env }: Pick<Io, "env">,
): void {
  const paint = painter(sink, env);
  const excerpts = new Excerpts();
  for (const problem of problems) {
    const { file, line, column, severity, code, message, hint } = problem;
    const colour = severity === "error" ? "red" : "yellow";
    const kind = paint(colour, `${severity} ${code}`);
    const place = `${printable(file)}:${line}:${column}`;
    const [first, ...more] = hanging(printable(message), `${place}  ${severity} ${code}  `, sink);
    sink.write(`${paint("bold", place)}  ${kind}${first === "" ? "" : `  ${first}`}\n`);
    sink.write(more.map((text) => `${INDENT}${text}\n`).join(""));
    const number = String(line).padStart(4);
    const found = excerpts.of(problem, widthOf(sink) - number.length - RULE.length);
    const excerpt = found !== undefined && isOfFile(problem, found.text) ? undefined : found;
    if (excerpt !== undefined) {
      const mark = " ".repeat(excerpt.from) + paint(colour, "^".repeat(excerpt.length));
      sink.write(`${paint("dim", `${number}${RULE}`)}${excerpt.text}\n`);
      sink.write(`${paint("dim", `${" ".repeat(number.length)}${RULE}`)}${mark}\n`);
    }
    sink.write(
      hanging(printable(hint), INDENT, sink)
        .map((text) => `${INDENT}${paint("dim", text)}\n`)
        .join(""),
    );
  }
}

const INDENT = "    ";

/**
 * A text after a heading: on the heading's line where the terminal has room for it, else in lines of their own, below an empty
 * rest of the heading. What is no terminal gets one line.
 */
function hanging(text: string, heading: string, { columns }: Sink): readonly string[] {
  if (columns === undefined || heading.length + text.length <= columns) return [text];
  const lines = wrapped(text, columns - INDENT.length);
  return heading === INDENT ? lines : ["", ...lines];
}

/** Whether a problem is of the whole file, or of a key that it lacks: its first key is no place of it. */
function isOfFile({ path, line, column }: PlatformProblem, text: string): boolean {
  const [key = ""] = path.split(".");
  return line === 1 && column === 1 && (path === "" || (/^\w+:/.test(text) && !text.startsWith(`${key}:`)));
}

/** Between the number of a line and its text. */
const RULE = " | ";

/** `3 errors, 1 warning` */
export function countProblems(problems: readonly PlatformProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const some = (n: number, word: string): string[] => (n === 0 ? [] : [counted(n, word)]);
  return [...some(errors, "error"), ...some(warnings, "warning")].join(", ") || "no problems";
}

export function printError({ code, message, remedy }: ErrorReport, io: Pick<Io, "stderr" | "env">): void {
  const paint = painter(io.stderr, io.env);
  const heading = `error ${code}`;
  const [first = "", ...more] = hanging(printable(message), `${heading}  `, io.stderr);
  const below = [...more, ...hanging(printable(remedy), INDENT, io.stderr).map((text) => paint("dim", text))];
  io.stderr.write(`${paint("red", heading)}${first === "" ? "" : `  ${first}`}\n`);
  io.stderr.write(below.map((text) => `${INDENT}${text}\n`).join(""));
}
