import { pino, type DestinationStream, type Logger } from "pino";
import type { MirrorReport } from "../domain/describe.js";
import { printableValue } from "../domain/printable.js";
import type { Notice, Reporter, RoundReport } from "../ports/reporter.js";
import type { LogLevel } from "./log-levels.js";

/** One JSON line an event. Reports carry names, counts and messages alone, and every text of a line is made printable. */
export function logReporter(level: LogLevel, destination: DestinationStream): Reporter {
  const formatters = { log: printableObject };
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters }, destination);
  return {
    round: (report) => {
      log[levelOf(report)](roundLine(report), "round");
    },
    notice: (notice) => {
      writeNotice(log, notice);
    },
  };
}

function printableObject(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(line).map(([key, value]) => [key, printableValue(value)]));
}

function levelOf({ mirrors }: RoundReport): "info" | "warn" | "error" {
  if (mirrors.some(({ outcome }) => outcome === "failed")) return "error";
  const attention = mirrors.some(({ outcome, conflicts, unmatched, warnings }) => {
    return outcome === "held" || conflicts.length + unmatched.length + warnings.length > 0;
  });
  return attention ? "warn" : "info";
}

function roundLine({ target, mirrors, ...rest }: RoundReport): object {
  return {
    target: target.toString(),
    ...rest,
    mirrors: mirrors.map(mirrorLine),
  };
}

function mirrorLine(report: MirrorReport): object {
  const { name, outcome, arm, attempts, held, error, warnings } = report;
  return {
    name,
    outcome,
    added: report.add.length,
    updated: report.update.length,
    removed: report.remove.length,
    foreign: report.foreign.length,
    ignored: report.ignored.length,
    unmatched: report.unmatched,
    conflicts: report.conflicts.map(({ route, foreign }) => `${route} / ${foreign}`),
    ...arm,
    attempts,
    ...(held && { held: held.guard, why: held.message }),
    ...(error && { error: error.code, why: error.message, remedy: error.remedy }),
    ...(warnings.length > 0 && { warnings }),
  };
}

function writeNotice(log: Logger, { kind, ...details }: Notice): void {
  switch (kind) {
    case "waited":
      log.info(details, "waited");
      return;
    case "woken":
    case "lag":
    case "configured":
      log.debug(details, kind);
      return;
    case "refused":
      log.warn(details, "refused a request");
      return;
    case "host":
      log.info(details, "host");
      return;
    case "warning":
      log.warn(details, "warning");
      return;
    case "problem":
      log.error(details, "problem");
      return;
  }
}
