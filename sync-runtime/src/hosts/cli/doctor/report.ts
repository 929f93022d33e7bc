import { wordWrap } from "../wrap.js";
import type { Paint } from "../paint.js";
import type { Check } from "./check.js";

/** What was found of one mirror. */
export interface Diagnosis {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** A check as `--json` prints it. Until 1.0 the remedy has the name `hint` as well. */
export interface CheckJson {
  readonly check: string;
  readonly status: Check["status"];
  readonly message: string;
  readonly remedy: string | null;
  readonly hint: string | null;
}

export function checkJson({ check, status, message, remedy }: Check): CheckJson {
  return { check, status, message, remedy, hint: remedy };
}

const MARKS = { pass: ["green", "pass"], fail: ["red", "FAIL"], warn: ["yellow", "warn"] } as const;

/** That of the longest name. */
const NAME_WIDTH = 30;
/** Of everything below a name. */
const INDENT = 8;

/**
 * All diagnoses as readable text. What is true of all mirrors (who this is, whether Azure answers) is reported once; checks that
 * could not be made share a line.
 * @param width columns of the terminal; null where there is none: then nothing is wrapped
 */
export function renderDiagnoses(diagnoses: readonly Diagnosis[], width: number | null, paint: Paint): string {
  const shared = sharedChecks(diagnoses);
  const lines: string[] = [...shared.flatMap((check) => checkLines(check, width, paint))];
  for (const { name, checks } of diagnoses) {
    const own = checks.filter((check) => !shared.some((other) => same(check, other)));
    lines.push("", paint("bold", name));
    lines.push(
      ...own.filter(({ after }) => after === null).flatMap((check) => checkLines(check, width, paint)),
    );
    lines.push(...notMadeLines(own, width, paint));
  }
  lines.push("", summary(diagnoses, paint));
  return `${lines.join("\n")}\n`;
}

function sharedChecks(diagnoses: readonly Diagnosis[]): readonly Check[] {
  const [head, ...others] = diagnoses;
  const common = ["identity", "Azure reachable"];
  return (head?.checks ?? []).filter(
    (check) =>
      common.includes(check.check) &&
      check.after === null &&
      others.every(({ checks }) => checks.some((other) => same(check, other))),
  );
}

function same(a: Check, b: Check): boolean {
  return a.check === b.check && a.message === b.message;
}

/** What fits next to the name stays there; what is longer, and the remedy, have the whole width below it. */
function checkLines({ check, status, message, remedy }: Check, width: number | null, paint: Paint): string[] {
  const [style, word] = MARKS[status];
  const below = width === null ? null : Math.max(width - INDENT, INDENT);
  const beside = width === null || INDENT + NAME_WIDTH + 2 + message.length <= width;
  const lines = [
    ...(beside ? [] : wordWrap(message, below)),
    ...(remedy === null ? [] : wordWrap(remedy, below).map((line) => paint("dim", line))),
  ];
  const name = beside ? `${check.padEnd(NAME_WIDTH)}  ${message}` : check;
  return [`  ${paint(style, word)}  ${name}`, ...lines.map((line) => `${" ".repeat(INDENT)}${line}`)];
}

/** One line for all checks that wait for the same one. */
function notMadeLines(checks: readonly Check[], width: number | null, paint: Paint): string[] {
  const causes = new Set(checks.flatMap(({ after }) => after ?? []));
  return [...causes].flatMap((cause) => {
    const names = checks.filter(({ after }) => after === cause).map(({ check }) => check);
    const text = `not checked until "${cause}" passes: ${names.join(", ")}`;
    return wordWrap(text, width === null ? null : width - 8).map(
      (line, index) => `  ${index === 0 ? paint("yellow", "warn") : "    "}  ${paint("dim", line)}`,
    );
  });
}

function summary(diagnoses: readonly Diagnosis[], paint: Paint): string {
  const all = diagnoses.flatMap(({ name, checks }) => checks.map((check) => ({ name, check })));
  const failed = all.filter(({ check }) => check.status === "fail");
  const warned = all.filter(({ check }) => check.status === "warn").length;
  const passed = all.length - failed.length - warned;
  const counts = `${passed} passed, ${warned} warned, ${failed.length} failed.`;
  const [head] = failed;
  if (head === undefined) return `${paint("green", "Nothing fails.")} ${counts}`;
  return `${paint("red", `Start with "${head.check.check}" of ${head.name}.`)} ${counts}`;
}
