import { SpanKind, SpanStatusCode, type Meter, type Tracer } from "@opentelemetry/api";
import { wrote, type MirrorReport } from "../domain/describe.js";
import type { Clock } from "../ports/clock.js";
import type { Reporter, RoundReport } from "../ports/reporter.js";
import { LastSuccess } from "./last-success.js";

/** Turns rounds into metrics and spans. Names and units are in README.md: alerts are built on them. */
export function telemetryReporter(meter: Meter, tracer: Tracer, clock: Clock): Reporter {
  const rounds = meter.createCounter("route_sync.rounds", { description: "Mirrors reconciled, by outcome." });
  const routes = meter.createCounter("route_sync.routes", {
    description: "Routes added, updated and removed.",
  });
  const conflicts = meter.createCounter("route_sync.conflicts", {
    description: "Routes skipped for a conflict.",
  });
  const unmatched = meter.createCounter("route_sync.unmatched", {
    description: "Pod routes of the source that the pattern refuses.",
  });
  const holds = meter.createCounter("route_sync.holds", { description: "Mirrors held, by guard." });
  const calls = meter.createCounter("route_sync.arm.calls", {
    description: "Calls to the Resource Manager, by kind.",
  });
  const throttles = meter.createCounter("route_sync.arm.throttles", {
    description: "Answers with status 429.",
  });
  const lag = meter.createHistogram("route_sync.lag", {
    unit: "s",
    description: "From an event to in step.",
  });
  const held = meter.createGauge("route_sync.target.routes", { description: "Routes in the target." });
  const limit = meter.createGauge("route_sync.target.limit", {
    description: "Routes that the target may hold.",
  });
  const lastSuccess = new LastSuccess(clock);
  meter
    .createObservableGauge("route_sync.last_success.age", {
      unit: "s",
      description: "Since a mirror was last in step.",
    })
    .addCallback((result) => {
      for (const [mirror, ms] of lastSuccess.ages()) result.observe(ms / 1000, { mirror });
    });

  const count = (report: MirrorReport): void => {
    const { name: mirror, outcome, arm } = report;
    rounds.add(1, { mirror, outcome });
    if (wrote(report)) {
      routes.add(report.add.length, { mirror, change: "added" });
      routes.add(report.update.length, { mirror, change: "updated" });
      routes.add(report.remove.length, { mirror, change: "removed" });
    }
    conflicts.add(report.conflicts.length, { mirror });
    unmatched.add(report.unmatched.length, { mirror });
    if (report.held !== null) holds.add(1, { mirror, guard: report.held.guard });
    for (const kind of ["reads", "writes", "polls", "retries"] as const)
      calls.add(arm[kind], { mirror, kind });
  };

  return {
    round: (report) => {
      for (const mirror of report.mirrors) count(mirror);
      lastSuccess.ended(report);
      throttles.add(report.throttles);
      if (report.routes !== null) {
        const target = report.target.toString();
        held.record(report.routes.after, { target });
        limit.record(report.routes.limit, { target });
      }
      trace(tracer, report, clock);
    },
    notice: (notice) => {
      if (notice.kind === "configured") lastSuccess.configured(notice.mirrors);
      if (notice.kind === "lag") lag.record(notice.ms / 1000, { target: notice.target });
    },
  };
}

function trace(tracer: Tracer, report: RoundReport, clock: Clock): void {
  const end = clock.now();
  const span = tracer.startSpan("reconcile", {
    kind: SpanKind.INTERNAL,
    startTime: end - report.durationMs,
    attributes: {
      "route_sync.target": report.target.toString(),
      "route_sync.mirrors": report.mirrors.map(({ name }) => name),
      "route_sync.outcomes": report.mirrors.map(({ outcome }) => outcome),
    },
  });
  const failed = report.mirrors.find(({ error }) => error !== null)?.error;
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR, message: failed.code });
  span.end(end);
}
