import Table from "cli-table3";
import type { MirrorReport, Outcome } from "../../domain/describe.js";
import type { RouteValues } from "../../domain/route.js";
import type { Io } from "./io.js";
import { painter, type Paint } from "./paint.js";
import { printJson, type Format } from "./print.js";
import { counted } from "../../domain/counted.js";

export function printReports(reports: readonly MirrorReport[], { json = false }: Format, io: Io): void {
  if (json) printJson({ mirrors: reports }, io);
  else io.stdout.write(reports.map((report) => renderReport(report, painter(io.stdout, io.env))).join("\n"));
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

function renderReport(report: MirrorReport, paint: Paint): string {
  const { add, update, remove, foreign, arm, held, error } = report;
  const counts = `+${add.length} ~${update.length} -${remove.length}, ${foreign.length} foreign`;
  const calls = `${counted(arm.reads, "read")}, ${counted(arm.writes, "write")}, ${counted(arm.polls, "poll")}, ${report.durationMs} ms`;
  const lines = [
    `${paint("bold", report.name)}  ${paint(OUTCOME_COLOURS[report.outcome], report.outcome)}  ${counts}  ${paint("dim", calls)}`,
    ...routeLines(report, paint),
    ...report.conflicts.map(
      (c) => `  ${paint("yellow", "!")} ${c.route} skipped: ${c.reason} (${c.foreign})`,
    ),
    ...report.unmatched.map(
      (name) => `  ${paint("yellow", "!")} ${name} not mirrored: routeNamePattern does not fit its name`,
    ),
    ...report.warnings.map((warning) => `  ${paint("yellow", "warning")} ${warning}`),
    ...(report.ignored.length > 0 ? [`  outside the pod CIDRs: ${report.ignored.join(", ")}`] : []),
    ...(held === null ? [] : [`  ${paint("yellow", held.guard)} ${held.message}`]),
    ...(error === null ? [] : [`  ${paint("red", error.code)} ${error.message}`, `    ${error.remedy}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function routeLines({ add, update, remove }: MirrorReport, paint: Paint): string[] {
  const table = plainTable();
  const row = (sign: string, route: RouteValues, note: string): void => {
    table.push([
      sign,
      route.name,
      route.addressPrefix,
      `→ ${route.nextHopIpAddress ?? route.nextHopType}`,
      note,
    ]);
  };
  for (const route of add) row(paint("green", "+"), route, "");
  for (const { before, after } of update)
    row(
      paint("cyan", "~"),
      after,
      `was ${before.addressPrefix} → ${before.nextHopIpAddress ?? before.nextHopType}`,
    );
  for (const route of remove) row(paint("red", "-"), route, "");
  return table.length === 0 ? [] : [table.toString()];
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
