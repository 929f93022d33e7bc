import { realClock } from "@aks-topology/simulator";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { telemetryReporter } from "../../sync-runtime/src/adapters/telemetry.js";
import { DeployedRuntime, type QueryRule } from "../support/deployed-runtime.js";
import { mirroredAzure, round } from "../support/mirrored-azure.js";

const runtime = DeployedRuntime.of("kubenet-agic.yaml");
const queries = Object.entries(runtime.alarms);
/** Attributes of the data points that one round leaves, by the metric's name. */
const emitted = new Map<string, readonly Readonly<Record<string, unknown>>[]>();

beforeAll(async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  const tracer = new BasicTracerProvider().getTracer("test");
  const reporter = telemetryReporter(meters.getMeter("test"), tracer, realClock);
  await round(mirroredAzure(runtime.mirrors, runtime.grants), runtime.mirrors, reporter);
  await meters.forceFlush();
  for (const { scopeMetrics } of exporter.getMetrics()) {
    for (const { descriptor, dataPoints } of scopeMetrics.flatMap(({ metrics }) => metrics))
      emitted.set(
        descriptor.name,
        dataPoints.map(({ attributes }) => ({ ...attributes })),
      );
  }
  await meters.shutdown();
});

describe.each(queries)("%s", (_, query) => {
  const names = [...query.matchAll(/name == "([^"]+)"/g)].map(([, name = ""]) => name);
  const dimensions = [...query.matchAll(/customDimensions\.(\w+)/g)].map(([, name = ""]) => name);

  test("asks for what the runtime emits", () => {
    expect([...emitted.keys()]).toEqual(expect.arrayContaining(names));
    for (const name of names) {
      const keys = (emitted.get(name) ?? []).flatMap((attributes) => Object.keys(attributes));
      expect(keys).toEqual(expect.arrayContaining(dimensions));
    }
  });
});

test("a round that wrote is one that the alarm on mirrors left behind takes for good", () => {
  expect(emitted.get("route_sync.rounds")).toEqual([{ mirror: "shop-main", outcome: "applied" }]);
  const { query = "" } = runtime.queryRules["route_sync_alarm_stale"] ?? {};
  expect(query).toContain('outcome in ("in-step", "applied", "conflicts", "unmatched")');
  expect(query).toContain('"shop-main"');
});

describe("when nothing at all is logged", () => {
  /** Whether a rule that counts rows fires, as Azure Monitor compares: no row is a count of 0. */
  const fires = ({ operator, threshold }: QueryRule, rows: number): boolean =>
    operator === "LessThan" ? rows < threshold : rows > threshold;
  const rule = (name: string): QueryRule =>
    runtime.queryRules[`route_sync_${name}`] ?? expect.fail(`There is no rule ${name}.`);

  test("the alarm on silence is raised, and one round of any mirror ends it", () => {
    const silent = rule("alarm_silent");
    expect([fires(silent, 0), fires(silent, 1)]).toEqual([true, false]);
    expect(silent.dimension).toBeUndefined();
    expect(silent.query).not.toMatch(/summarize|by mirror/);
  });

  test("every mirror counts as left behind: the set of those that reported is one row, if an empty one", () => {
    const stale = rule("alarm_stale");
    expect([fires(stale, 0), fires(stale, runtime.mirrors.length)]).toEqual([false, true]);
    expect(stale.query).toMatch(/\| summarize good = make_set\(mirror\)\n/);
    expect(stale.dimension).toBe("mirror");
  });

  test("the heartbeat fires: its query is one row of any table, be it empty", () => {
    const heartbeat = rule("heartbeat");
    expect(fires(heartbeat, 1)).toBe(true);
    expect(heartbeat.query).toMatch(/^requests\n\| summarize count\(\)$/);
  });
});

test("poison messages are those of the queue that the runtime reads, after the tries that the host makes", () => {
  const [, poison = ""] = queries.find(([name]) => name.endsWith("poison")) ?? [];
  expect(poison).toContain(`'${runtime.settings["ROUTE_SYNC_QUEUE"] ?? ""}-poison'`);
  const host: unknown = JSON.parse(
    readFileSync(new URL("../../sync-runtime/scripts/functions/host.json", import.meta.url), "utf8"),
  );
  expect(host).toMatchObject({ extensions: { queues: { maxDequeueCount: 5, messageEncoding: "base64" } } });
});
