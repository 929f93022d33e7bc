import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type DataPoint,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { describe, expect, test } from "vitest";
import { connectAzure } from "../../src/adapters/azure/connect.js";
import { logReporter } from "../../src/adapters/log.js";
import { telemetryReporter } from "../../src/adapters/telemetry.js";
import { systemClock } from "../../src/adapters/system-clock.js";
import { startServe } from "../../src/hosts/serve/start.js";
import { groupByTarget, mirrorsFrom, reconcile } from "../../src/index.js";
import { all, type Reporter } from "../../src/ports/reporter.js";
import {
  credential as person,
  mirrorConfig,
  node,
  tableBody,
  tableId,
  type RouteSeed,
} from "../support/fleet.js";

const SECRET = "eyJ0b2tlbiI6InNlY3JldCJ9";

async function rounds(
  reporter: (clock: VirtualClock) => Reporter,
  more: readonly RouteSeed[] = [],
): Promise<void> {
  const clock = new VirtualClock();
  const sim = new Simulator({ clock, faults: [{ kind: "429-no-retry-after", times: 1 }] });
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1), node(2), ...more]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), [node(3)]));
  const credential = {
    getToken: () => Promise.resolve({ token: SECRET, expiresOnTimestamp: Date.UTC(2099, 0) }),
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
  expect(lines.join()).not.toContain(SECRET);
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

describe("the age of the last success", () => {
  async function measured(): Promise<{
    readonly clock: { stepMs: number };
    readonly handle: Awaited<ReturnType<typeof startServe>>;
    readonly ages: () => Promise<Record<string, number>>;
    readonly close: () => Promise<void>;
  }> {
    // As Azure Monitor's exporter: what is no longer observed is not repeated.
    const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meters = new MeterProvider({ readers: [reader] });
    const tracers = new BasicTracerProvider();
    const clock = { ...systemClock, stepMs: 0, now: (): number => systemClock.now() + clock.stepMs };
    const sim = new Simulator();
    sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1), node(2)]));
    for (const name of ["gateway", "other"]) sim.seed(tableId(name), tableBody(tableId(name), []));
    const handle = await startServe({
      mirrors: mirrorsFrom({ mirrors: [shop, blog, wiki] }),
      httpClient: sim.httpClient,
      credential: person,
      clock,
      pauseMs: 0,
      reporter: telemetryReporter(meters.getMeter("test"), tracers.getTracer("test"), clock),
    });
    await handle.idle();
    return {
      clock,
      handle,
      ages: async () => {
        exporter.reset();
        await meters.forceFlush();
        const points = exporter
          .getMetrics()
          .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
          .filter(({ descriptor }) => descriptor.name === "route_sync.last_success.age")
          .reduce<DataPoint<unknown>[]>((found, { dataPoints }) => [...found, ...dataPoints], []);
        return Object.fromEntries<number>(
          points.map(({ attributes, value }) => [String(attributes["mirror"]), Number(value)]),
        );
      },
      close: async () => {
        await handle.close();
        await Promise.all([meters.shutdown(), tracers.shutdown()]);
      },
    };
  }

  const shop = mirrorConfig();
  const blog = mirrorConfig({ name: "blog", podCidrs: ["10.245.0.0/16"] });
  const wiki = mirrorConfig({ name: "wiki", target: { id: tableId("other") } });

  test("does not jump with the clock", async () => {
    const { clock, ages, close } = await measured();
    for (const stepMs of [3_600_000, -3_600_000]) {
      clock.stepMs = stepMs;
      const seen = Object.values(await ages());
      expect(seen).toHaveLength(3);
      expect(Math.max(...seen)).toBeLessThan(600);
      expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    }
    await close();
  });

  test("covers only the mirrors that are configured now", async () => {
    const { handle, ages, close } = await measured();
    const mirrors = async (): Promise<string[]> => Object.keys(await ages()).sort();
    expect(await mirrors()).toEqual(["blog", "shop", "wiki"]);
    handle.configure(mirrorsFrom({ mirrors: [shop, wiki] }));
    await handle.idle();
    expect(await mirrors()).toEqual(["shop", "wiki"]);
    handle.configure(mirrorsFrom({ mirrors: [shop] }));
    await handle.idle();
    expect(await mirrors()).toEqual(["shop"]);
    await close();
  });
});
