import type { PlatformProblem } from "@aks-topology/platform";
import type { ErrorReport } from "./errors.js";
import type { Io, Sink } from "./io.js";
import { painter } from "./paint.js";
import { printable } from "./printable.js";

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

/** Until 1.0 the remedy of an error and of each problem has two names: `hint` and `remedy`. */
function withBothNames(key: string, value: unknown): unknown {
  if (key === "error" && isObject(value) && "remedy" in value) return { ...value, hint: value.remedy };
  if (key === "problems" && Array.isArray(value))
    return value.map((problem: unknown) =>
      isObject(problem) && "hint" in problem ? { ...problem, remedy: problem.hint } : problem,
    );
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Problems as `file:line:column  error CODE  message`, with the remedy below. */
export function printProblems(
  problems: readonly PlatformProblem[],
  sink: Sink,
  { env }: Pick<Io, "env">,
): void {
  const paint = painter(sink, env);
  for (const { file, line, column, severity, code, message, hint } of problems) {
    const kind = paint(severity === "error" ? "red" : "yellow", `${severity} ${code}`);
    sink.write(`${paint("bold", `${printable(file)}:${line}:${column}`)}  ${kind}  ${printable(message)}\n`);
    sink.write(`    ${paint("dim", printable(hint))}\n`);
  }
}

/** `3 errors, 1 warning` */
export function countProblems(problems: readonly PlatformProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const some = (n: number, word: string): string[] => (n === 0 ? [] : [`${n} ${word}${n === 1 ? "" : "s"}`]);
  return [...some(errors, "error"), ...some(warnings, "warning")].join(", ") || "no problems";
}

export function printError({ code, message, remedy }: ErrorReport, io: Pick<Io, "stderr" | "env">): void {
  const paint = painter(io.stderr, io.env);
  io.stderr.write(
    `${paint("red", `error ${code}`)}  ${printable(message)}\n    ${paint("dim", printable(remedy))}\n`,
  );
}
