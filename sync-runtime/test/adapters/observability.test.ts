import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { expect, test } from "vitest";
import { connectAzure } from "../../src/adapters/azure/connect.js";
import { logReporter } from "../../src/adapters/log.js";
import { telemetryReporter } from "../../src/adapters/telemetry.js";
import { groupByTarget, mirrorsFrom, reconcile } from "../../src/index.js";
import { all } from "../../src/ports/reporter.js";
import type { Reporter } from "../../src/ports/reporter.js";
import { mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";
import type { RouteSeed } from "../support/fleet.js";

const secret = "eyJ0b2tlbiI6InNlY3JldCJ9";

async function rounds(
  reporter: (clock: VirtualClock) => Reporter,
  more: readonly RouteSeed[] = [],
): Promise<void> {
  const clock = new VirtualClock();
  const sim = new Simulator({ clock, faults: [{ kind: "429-no-retry-after", times: 1 }] });
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1), node(2), ...more]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), [node(3)]));
  const credential = {
    getToken: () => Promise.resolve({ token: secret, expiresOnTimestamp: Date.UTC(2099, 0) }),
  };
  const tables = await connectAzure({ httpClient: sim.httpClient, credential }, clock);
  const ports = { tables, clock, random: () => 0.5, reporter: reporter(clock) };
  const [group] = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
  for (let n = 0; n < 2; n += 1) await clock.runUntil(reconcile({ group: group! }, ports));
  sim.seed(tableId("aks"), tableBody(tableId("aks"), []));
  await clock.runUntil(reconcile({ group: group! }, ports));
}

test("one log line a round, with counts, calls, retries and etags, and never a token", async () => {
  const lines: string[] = [];
  await rounds(() => logReporter("debug", { write: (line) => lines.push(line) }));
  expect(lines.join()).not.toContain(secret);
  const logged = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === "round");
  expect(logged).toHaveLength(3);
  expect(logged[0]).toMatchObject({
    level: 30,
    target: tableId("gateway"),
    routes: { before: 1, after: 2, limit: 1000 },
    throttles: 1,
    mirrors: [{ name: "shop", outcome: "applied", added: 2, removed: 1, writes: 1, retries: 1 }],
  });
  expect(logged[0]?.["etag"]).not.toBe(logged[0]?.["etagAfter"]);
  expect(logged[2]).toMatchObject({ level: 40, mirrors: [{ held: "EMPTY_SOURCE" }] });
});

test("a pod route that the pattern refuses is logged by name and measured", async () => {
  const lines: string[] = [];
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  const tracer = new BasicTracerProvider().getTracer("test");
  const log = logReporter("info", { write: (line) => lines.push(line) });
  await rounds(
    (clock) => all([log, telemetryReporter(meters.getMeter("test"), tracer, clock)]),
    [{ ...node(7), name: "workers-1" }],
  );
  expect(JSON.parse(lines.find((line) => line.includes('"unmatched","added"')) ?? "{}")).toMatchObject({
    level: 40,
    mirrors: [{ outcome: "unmatched", unmatched: ["workers-1"] }],
  });
  await meters.forceFlush();
  const metrics = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
  const counted = metrics.filter(({ descriptor }) => descriptor.name === "route_sync.unmatched");
  expect(counted).toMatchObject([{ dataPoints: [{ attributes: { mirror: "shop" }, value: 2 }] }]);
  await meters.shutdown();
});

test("rounds, routes, holds, calls, throttles and the age of the last success are measured and traced", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  const spans = new InMemorySpanExporter();
  const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  await rounds((clock) => {
    const measured = telemetryReporter(meters.getMeter("test"), tracers.getTracer("test"), clock);
    measured.notice({ kind: "lag", target: tableId("gateway"), ms: 4_000 });
    return all([measured]);
  });
  await meters.forceFlush();
  const metrics = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const points = (name: string): unknown[] =>
    metrics
      .filter(({ descriptor }) => descriptor.name === name)
      .reduce<unknown[]>((found, { dataPoints }) => [...found, ...dataPoints], []);
  expect(points("route_sync.rounds")).toMatchObject([
    { attributes: { outcome: "applied" }, value: 1 },
    { attributes: { outcome: "in-step" }, value: 1 },
    { attributes: { outcome: "held" }, value: 1 },
  ]);
  expect(points("route_sync.routes")).toMatchObject([{ value: 2 }, { value: 0 }, { value: 1 }]);
  expect(points("route_sync.holds")).toMatchObject([{ attributes: { guard: "EMPTY_SOURCE" }, value: 1 }]);
  expect(points("route_sync.arm.throttles")).toMatchObject([{ value: 1 }]);
  expect(points("route_sync.lag")).toMatchObject([{ value: { sum: 4 } }]);
  expect(points("route_sync.last_success.age")).toHaveLength(1);
  expect(points("route_sync.target.routes")).toMatchObject([{ value: 2 }]);
  expect(points("route_sync.target.limit")).toMatchObject([{ value: 1000 }]);
  expect(spans.getFinishedSpans().map(({ name }) => name)).toEqual(["reconcile", "reconcile", "reconcile"]);
  await Promise.all([meters.shutdown(), tracers.shutdown()]);
});
