import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TokenCredential } from "@azure/core-auth";
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
import { VirtualClock } from "@aks-topology/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectAzure, type HttpClient } from "../../src/adapters/azure/connect.js";
import { logReporter } from "../../src/adapters/log.js";
import { telemetryReporter } from "../../src/adapters/telemetry.js";
import { readAppSettings } from "../../src/config/app-settings.js";
import { run } from "../../src/hosts/cli/program.js";
import { groupByTarget, mirrorsFrom, reconcile, startServe } from "../../src/index.js";
import { all } from "../../src/ports/reporter.js";
import { mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";
import { answering, azures, inspected } from "../support/leaky-azure.js";
import { everything, JWT, leaksIn, SECRETS } from "../support/secrets.js";

const noSignIn: TokenCredential = {
  getToken: () =>
    Promise.reject(Object.assign(new Error(everything), { name: "CredentialUnavailableError" })),
};
const marked: TokenCredential = {
  getToken: () => Promise.resolve({ token: JWT, expiresOnTimestamp: Date.UTC(2099, 0) }),
};

interface Outside {
  readonly httpClient?: HttpClient;
  readonly credential?: TokenCredential;
  readonly env?: Readonly<Record<string, string>>;
  readonly stopAfterMs?: number;
}

/** Runs a command on a virtual clock. @returns all that it printed */
async function printed(args: readonly string[], outside: Outside = {}): Promise<string> {
  const clock = new VirtualClock();
  const stop = new AbortController();
  let text = "";
  const sink = { write: (more: string) => (text += more) };
  const { httpClient = answering(500, "{}"), env = {}, stopAfterMs } = outside;
  if (stopAfterMs !== undefined) {
    void clock.sleep(stopAfterMs).then(() => {
      stop.abort();
    });
  }
  const azure = { httpClient, credential: outside.credential ?? marked, pollMs: 100 };
  const io = {
    stdout: sink,
    stderr: sink,
    terminal: null,
    env,
    clock,
    azure,
    stop: stop.signal,
    onReload: () => () => undefined,
    onStray: () => undefined,
  };
  await clock.runUntil(run(args, io));
  return text;
}

/** Forms that are pasted by mistake; test/domain/printable.test.ts knows all. */
const typed: [string, string][] = [
  ...Object.entries(SECRETS).filter(([form]) =>
    /^a (URL|password in|storage|bearer|function key in a URL)|^an account/.test(form),
  ),
  ["a token", JWT],
];

function refusalOf(env: Readonly<Record<string, string>>): string {
  try {
    readAppSettings(env);
    return "";
  } catch (error) {
    return inspected(error) + JSON.stringify(error);
  }
}

describe("no secret is printed", () => {
  let folder: string;
  let config: string;
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "route-sync-secrets-"));
    config = await file("mirrors.json", JSON.stringify({ mirrors: [mirrorConfig()] }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe.each(Object.entries(azures))("by Azure's side: %s", (_, httpClient) => {
    test.each(["apply", "doctor"])("%s", async (command) => {
      const options = ["--config", config, "--log-level", "debug"];
      const text = await printed([command, ...options], { httpClient });
      expect(text).not.toBe("");
      expect(leaksIn(text)).toEqual([]);
      expect(leaksIn(await printed([command, ...options, "--json"], { httpClient }))).toEqual([]);
    });

    test("watch", async () => {
      const text = await printed(["watch", "--config", config, "--timeout", "5"], {
        httpClient,
        stopAfterMs: 30_000,
      });
      expect(text).toContain("failed");
      expect(leaksIn(text)).toEqual([]);
    });

    test("the log, the spans and the measurements of a round", async () => {
      const clock = new VirtualClock();
      const lines: string[] = [];
      const spans = new InMemorySpanExporter();
      const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
      const meters = new MeterProvider({
        readers: [new PeriodicExportingMetricReader({ exporter: metrics })],
      });
      const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
      const reporter = all([
        logReporter("debug", { write: (line) => lines.push(line) }),
        telemetryReporter(meters.getMeter("test"), tracers.getTracer("test"), clock),
      ]);
      const tables = await connectAzure({ httpClient, credential: marked }, clock);
      const [group] = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
      await clock.runUntil(reconcile({ group: group! }, { tables, clock, random: () => 0.5, reporter }));
      await meters.forceFlush();
      const measured = metrics.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
      const traced = spans
        .getFinishedSpans()
        .map(({ name, attributes, status, events }) => ({ name, attributes, status, events }));
      expect([lines.length > 0, measured.length, traced.length]).toEqual([true, 1, 1]);
      expect(leaksIn(lines.join("") + JSON.stringify([measured, traced]))).toEqual([]);
      await meters.shutdown();
    });
  });

  test.each(["plan", "apply", "doctor"])("by a sign-in that fails: %s", async (command) => {
    const args = [command, "--config", config, "--log-level", "debug"];
    const text = await printed(args, { credential: noSignIn });
    expect(text).toContain("UNAUTHENTICATED".slice(0, command === "doctor" ? 0 : undefined));
    expect(leaksIn(text)).toEqual([]);
  });

  describe.each(typed)("by the operator, who typed %s", (_, secret) => {
    test("into the command line", async () => {
      for (const option of [
        "--endpoint",
        "--mirror",
        "--cloud",
        "--client-id",
        "--timeout",
        "--log-level",
        "--nonsense",
      ]) {
        for (const args of [[option, secret], [`${option}=${secret}`]]) {
          const text = await printed(["plan", "--config", config, ...args]);
          expect(leaksIn(text)).toEqual([]);
        }
      }
      for (const args of [
        ["--config", secret],
        ["--config", config, "--source-file", secret, "--target-file", secret],
      ]) {
        expect(leaksIn(await printed(["plan", ...args, "--json", "--log-level", "debug"]))).toEqual([]);
      }
      expect(
        leaksIn(await printed(["serve", "--config", config, "--host", secret, "--port", secret])),
      ).toEqual([]);
    });

    test("into the configuration", async () => {
      const values = [
        mirrorConfig({ source: { id: secret } }),
        mirrorConfig({ target: { id: secret, [secret]: secret } }),
        mirrorConfig({ podCidrs: [secret], policy: secret, guards: { routeLimit: secret } }),
        mirrorConfig({ [secret]: secret }),
      ];
      const texts = [
        ...values.map((value) => JSON.stringify({ mirrors: [value] })),
        secret,
        `mirrors:\n  - name: ${secret}\n  source: [`,
        `${secret}\n${secret}: *${secret}`,
        `mirrors: &a [*a, "${secret}"`,
        `%YAML ${secret}\n--- !${secret} {`,
        `a: "\\q ${secret}"`,
      ];
      for (const text of texts) {
        const output = await printed([
          "plan",
          "--config",
          await file("bad.yaml", text),
          "--log-level",
          "debug",
        ]);
        expect(output).toMatch(/SYNTAX|INVALID|UNKNOWN_KEY|failed/);
        expect(leaksIn(output)).toEqual([]);
      }
    });

    test("into a table's file", async () => {
      const good = await file("target.json", JSON.stringify(tableBody(tableId("gateway"), [node(1)])));
      const bad = [
        secret,
        `{"id": "${secret}`,
        JSON.stringify({ id: secret, name: secret }),
        JSON.stringify(tableBody(secret, [])),
      ];
      for (const text of bad) {
        const files = ["--source-file", await file("source.json", text), "--target-file", good];
        expect(
          leaksIn(await printed(["plan", "--config", config, ...files, "--log-level", "debug"])),
        ).toEqual([]);
      }
    });

    test("into a setting", async () => {
      const names = [
        "ROUTE_SYNC_MIRRORS",
        "ROUTE_SYNC_CONFIG_BLOB",
        "ROUTE_SYNC_CLIENT_ID",
        "ROUTE_SYNC_CLOUD",
        "ROUTE_SYNC_ARM_ENDPOINT",
        "ROUTE_SYNC_QUEUE",
        "ROUTE_SYNC_SWEEP",
        "ROUTE_SYNC_ALERT_TENANT",
        "ROUTE_SYNC_ALERT_AUDIENCE",
        "ROUTE_SYNC_LOG_LEVEL",
        "RouteSyncStorage__queueServiceUri",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
      ];
      for (const name of names) {
        const env = { [name]: secret };
        if (/CLIENT|CLOUD|ENDPOINT/.test(name)) {
          const text = await printed(["plan", "--config", config, "--log-level", "debug"], { env });
          expect(leaksIn(text)).toEqual([]);
        }
        expect(leaksIn(refusalOf(env))).toEqual([]);
      }
    });
  });

  test("by serve: neither in an answer nor in the log", async () => {
    const lines: string[] = [];
    const serve = await startServe({
      mirrors: mirrorsFrom({ mirrors: [mirrorConfig()] }),
      httpClient: azures["an error of a library"]!,
      credential: marked,
      limits: { roundMs: 500, callMs: 200, writeMs: 200, attempts: 2 },
      sweepMs: false,
      reporter: logReporter("debug", { write: (line) => lines.push(line) }),
    });
    const answers: string[] = [];
    for (const path of ["/api/alerts", "/healthz", "/readyz", "/nothing"]) {
      for (const method of ["GET", "POST"]) {
        const response = await fetch(`${serve.url}${path}?code=${JWT}`, {
          method,
          headers: { authorization: `Bearer ${JWT}`, "x-functions-key": JWT },
          signal: AbortSignal.timeout(2_000),
          ...(method === "POST" && { body: everything }),
        }).catch(() => null);
        answers.push(response === null ? "" : `${response.status} ${await response.text()}`);
      }
    }
    await serve.idle();
    await serve.close();
    expect(lines.length).toBeGreaterThan(1);
    expect(leaksIn(answers.join("\n") + lines.join(""))).toEqual([]);
  });
});
