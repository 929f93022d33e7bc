import { connect, type Socket } from "node:net";
import type { Simulator, SimulatorOptions } from "@aks-topology/simulator";
import { afterEach, describe, expect, test } from "vitest";
import type { MirrorReport } from "../../src/index.js";
import { startAzure, type Azure } from "../support/azure.js";
import { mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";
import { relayTo } from "../support/relay.js";
import { configFile, RouteSync } from "../support/route-sync-process.js";

/** What the README promises, and a second for a busy machine. */
const PROMPTLY = 4_000;

const OPEN: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of OPEN.splice(0).toReversed()) await close();
});

async function azureWith(options: SimulatorOptions = {}): Promise<Azure> {
  const azure = await startAzure(options);
  OPEN.push(() => azure.close());
  return azure;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A write of another writer, which leaves the table Updating for as long as its operation takes. */
async function startWriting(sim: Simulator, id: string): Promise<void> {
  const { status } = await sim.handle({
    method: "PUT",
    url: `https://management.azure.com${id}?api-version=2024-05-01`,
    headers: { authorization: "Bearer aks", "content-type": "application/json" },
    body: JSON.stringify(tableBody(id, [node(1), node(2), node(3)])),
  });
  expect(status).toBe(200);
}

function socketTo(port: number, text = ""): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      if (text !== "") socket.write(text);
      resolve(socket);
    });
    socket.on("error", () => undefined);
    OPEN.push(() => Promise.resolve(socket.destroy()));
  });
}

describe("serve leaves within three seconds of SIGTERM, with 0", () => {
  test.each([
    ["a connection that says nothing", ""],
    ["a request that never ends", "POST /api/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"],
    ["a connection that is kept alive", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"],
  ])("although there is %s", async (_, text) => {
    const { env } = await azureWith();
    const serve = new RouteSync(["serve", "--config", await configFile(), "--port", "0"], env);
    const socket = await socketTo(await serve.port(), text);
    const { exitCode, ms } = await serve.stop();
    expect([exitCode, ms < PROMPTLY]).toEqual([0, true]);
    expect(socket.destroyed && text === "never").toBe(false);
  });
});

const COMMANDS = [
  ["plan", "SIGTERM", 143],
  ["apply", "SIGTERM", 143],
  ["apply", "SIGINT", 130],
  ["doctor", "SIGINT", 130],
  ["serve", "SIGINT", 0],
  ["watch", "SIGTERM", 0],
] as const;

/** The ways of waiting are the same in all: one that ends, one that goes on. */
const some = COMMANDS.filter(([command, signal]) => command === "serve" || signal === "SIGTERM").slice(1, 3);

describe("what waits for Azure leaves within three seconds of a signal", () => {
  const run = async (command: string, env: Record<string, string>): Promise<RouteSync> => {
    const port = command === "serve" ? ["--port", "0"] : [];
    return new RouteSync([command, "--config", await configFile(), ...port], env);
  };

  test.each(some)("%s, on %s, while Retry-After asks for half a minute", async (command, signal, code) => {
    const { sim, env } = await azureWith({ faults: [{ kind: "429-retry-after", retryAfterSeconds: 30 }] });
    const started = await run(command, env);
    await until(() => sim.counters.total.reads > 0);
    const { exitCode, ms } = await started.stop(signal);
    expect([exitCode, ms < PROMPTLY]).toEqual([code, true]);
  });

  test.each(some)("%s, on %s, while the source is Updating", async (command, signal, code) => {
    const { sim, env } = await azureWith({ latencies: { operationMs: 60_000 } });
    await startWriting(sim, tableId("aks"));
    const started = await run(command, env);
    await until(() => sim.counters.total.reads > 1);
    const { exitCode, ms } = await started.stop(signal);
    expect([exitCode, ms < PROMPTLY]).toEqual([code, true]);
  });

  test.each(COMMANDS)("%s, on %s, while nothing answers", async (command, signal, code) => {
    const { env } = await azureWith();
    const silent = await relayTo(null);
    OPEN.push(() => silent.close());
    let asked = false;
    silent.onConnection(() => {
      asked = true;
    });
    const started = await run(command, {
      ...env,
      ROUTE_SYNC_ARM_ENDPOINT: `https://127.0.0.1:${silent.port}`,
    });
    await until(() => asked);
    const { exitCode, ms } = await started.stop(signal);
    expect([exitCode, ms < PROMPTLY]).toEqual([code, true]);
  });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("doctor --json prints one document on %s", async (signal, code) => {
  const { sim, env } = await startAzure({ faults: [{ kind: "429-retry-after", retryAfterSeconds: 30 }] });
  const started = new RouteSync(["doctor", "--config", await configFile(), "--json"], env);
  await until(() => sim.counters.total.reads > 0);
  expect((await started.stop(signal)).exitCode).toBe(code);
  expect(JSON.parse(started.stdout)).toMatchObject({ mirrors: [], error: { code: "INTERRUPTED" } });
});

describe("a write that is under way ends, and nothing new begins", () => {
  test.each(["apply", "serve"])("%s", async (command) => {
    const { sim, env } = await azureWith({ latencies: { operationMs: 1_500 } });
    const port = command === "serve" ? ["--port", "0"] : ["--json"];
    const started = new RouteSync([command, "--config", await configFile(), ...port], env);
    await until(() => sim.counters.total.writes > 0);
    const { exitCode } = await started.stop();
    expect(exitCode).toBe(command === "serve" ? 0 : 143);
    const outcome =
      command === "serve"
        ? /"outcome":"(\w+)"/.exec(started.stderr)?.[1]
        : (JSON.parse(started.stdout) as { mirrors: MirrorReport[] }).mirrors[0]?.outcome;
    expect(outcome).toBe("applied");
    expect(sim.counters.total.writes).toBe(1);
  });

  test("of twenty targets only those that were being written are", async () => {
    const { sim, env } = await azureWith({ latencies: { operationMs: 1_500 } });
    const mirrors = Array.from({ length: 20 }, (_, n) => {
      const target = tableId(`gateway-${n}`);
      sim.seed(target, tableBody(target, []));
      return mirrorConfig({ name: `m${n}`, target: { id: target } });
    });
    const apply = new RouteSync(["apply", "--config", await configFile(...mirrors), "--json"], env);
    await until(() => sim.counters.total.writes > 0);
    const before = sim.counters.total.writes;
    expect((await apply.stop()).exitCode).toBe(143);
    // Eight targets are at work at a time: no other may begin.
    expect(sim.counters.total.writes).toBeLessThanOrEqual(Math.max(before, 8));
    const { mirrors: reports } = JSON.parse(apply.stdout) as { mirrors: MirrorReport[] };
    expect(reports.filter(({ error }) => error?.code === "INTERRUPTED").length).toBeGreaterThanOrEqual(12);
  });
});
