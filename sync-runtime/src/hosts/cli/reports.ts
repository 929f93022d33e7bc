import Table from "cli-table3";
import type { MirrorReport, Outcome } from "../../domain/describe.js";
import type { RouteValues } from "../../domain/route.js";
import type { Io, Sink } from "./io.js";
import { resolvingCommand } from "../resolution.js";
import { painter, type Paint } from "./paint.js";
import { printJson, sentence, type Format } from "./print.js";
import { counted } from "../../domain/counted.js";
import { wordWrap } from "./wrap.js";

interface ReportFormat extends Format {
  /** The configuration file, for the commands that resolve a hold. */
  readonly config: string;
}

export function printReports(
  reports: readonly MirrorReport[],
  { json = false, config }: ReportFormat,
  io: Io,
): void {
  if (json) printJson({ mirrors: reports }, io);
  else io.stdout.write(reports.map((report) => renderReport(report, config, io)).join("\n"));
}

export const OUTCOME_COLOURS: Readonly<Record<Outcome, "green" | "yellow" | "red" | "cyan">> = {
  "in-step": "green",
  applied: "green",
  changes: "cyan",
  conflicts: "yellow",
  unmatched: "yellow",
  retired: "green",
  held: "yellow",
  failed: "red",
};

const INDENT = "  ";

function renderReport(report: MirrorReport, config: string, { stdout, env }: Io): string {
  const { add, update, remove, foreign, arm, held, error } = report;
  const paint = painter(stdout, env);
  const counts = `+${add.length} ~${update.length} -${remove.length}, ${foreign.length} foreign`;
  const calls = `${counted(arm.reads, "read")}, ${counted(arm.writes, "write")}, ${counted(arm.polls, "poll")}, ${report.durationMs} ms`;
  /** A text below a mark or a code, in lines that fit. */
  const noted = (mark: string, text: string, style: "yellow" | "red"): string[] => {
    const [first = "", ...more] = wordWrap(`${mark} ${text}`, widthWithin(stdout, 2 * INDENT.length));
    return [
      `${INDENT}${paint(style, mark)}${first.slice(mark.length)}`,
      ...more.map((line) => `${INDENT}${INDENT}${line}`),
    ];
  };
  const command = resolvingCommand(report, config);
  const heading = `${paint("bold", report.name)}  ${paint(OUTCOME_COLOURS[report.outcome], report.outcome)}  ${counts}`;
  const length = [report.name, report.outcome, counts, calls].join("  ").length;
  const lines = [
    ...(length <= (stdout.columns ?? Infinity)
      ? [`${heading}  ${paint("dim", calls)}`]
      : [heading, `${INDENT}${paint("dim", calls)}`]),
    ...routeLines(report, stdout, paint),
    ...report.conflicts.flatMap((c) =>
      noted("!", `${c.route} skipped: ${c.reason} (${c.foreign})`, "yellow"),
    ),
    ...report.unmatched.flatMap((name) =>
      noted("!", `${name} not mirrored: routeNamePattern does not fit its name`, "yellow"),
    ),
    ...report.warnings.flatMap((warning) => noted("warning", warning, "yellow")),
    ...(report.ignored.length > 0
      ? noted("outside the pod CIDRs:", report.ignored.join(", "), "yellow")
      : []),
    ...(held === null ? [] : noted(held.guard, sentence(held.message), "yellow")),
    ...(command === null ? [] : [`${INDENT}${INDENT}${command}`]),
    ...(error === null
      ? []
      : [
          ...noted(error.code, sentence(error.message), "red"),
          ...wordWrap(error.remedy, widthWithin(stdout, 2 * INDENT.length)).map(
            (line) => `${INDENT}${INDENT}${paint("dim", line)}`,
          ),
        ]),
  ];
  return `${lines.join("\n")}\n`;
}

function widthWithin({ columns }: Sink, indent: number): number | null {
  return columns === undefined ? null : columns - indent;
}

interface RouteLine {
  readonly sign: string;
  readonly style: "green" | "cyan" | "red";
  readonly cells: readonly string[];
  /** What the route was. */
  readonly was?: string;
}

/** Routes in columns; what one was is below it where the terminal has no room next to it. */
function routeLines({ add, update, remove }: MirrorReport, { columns }: Sink, paint: Paint): string[] {
  const rows: RouteLine[] = [
    ...add.map((route) => ({ sign: "+", style: "green", cells: cellsOf(route) }) as const),
    ...update.map(
      ({ before, after }) =>
        ({ sign: "~", style: "cyan", cells: cellsOf(after), was: wasOf(before) }) as const,
    ),
    ...remove.map((route) => ({ sign: "-", style: "red", cells: cellsOf(route) }) as const),
  ];
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map(({ cells }) => cells[i]?.length ?? 0)));
  return rows.flatMap(({ sign, style, cells, was }) => {
    const text = cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ");
    const line = `${INDENT}${paint(style, sign)} ${was === undefined ? text.trimEnd() : text}`;
    if (was === undefined) return [line];
    const fits = columns === undefined || INDENT.length + 2 + text.length + 2 + was.length <= columns;
    return fits ? [`${line}  ${was}`] : [line.trimEnd(), `${INDENT}  ${was}`];
  });
}

function cellsOf({ name, addressPrefix, nextHopIpAddress, nextHopType }: RouteValues): readonly string[] {
  return [name, addressPrefix, `→ ${nextHopIpAddress ?? nextHopType}`];
}

function wasOf({ addressPrefix, nextHopIpAddress, nextHopType }: RouteValues): string {
  return `was ${addressPrefix} → ${nextHopIpAddress ?? nextHopType}`;
}

/** Aligned columns without borders. */
export function plainTable(): Table.Table {
  const parts = [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
  ];
  const rules = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"];
  const chars = Object.fromEntries([...parts, ...rules].map((name) => [name, ""]));
  return new Table({
    chars: { ...chars, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colWidths: [3],
  });
}
