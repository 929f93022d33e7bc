import { connect } from "node:net";
import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { afterEach, describe, expect, test } from "vitest";
import {
  mirrorsFrom,
  startServe,
  type RoundReport,
  type ServeHandle,
  type ServeOptions,
} from "../../src/index.js";
import { systemClock } from "../../src/adapters/system-clock.js";
import type { Refusal } from "../../src/hosts/alerts.js";
import { Coalescer } from "../../src/hosts/coalescer.js";
import { credential, mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";

function event(subject: string): string {
  return JSON.stringify([{ eventType: "Microsoft.Resources.ResourceWriteSuccess", subject, data: {} }]);
}
const OPEN: ServeHandle[] = [];

afterEach(async () => {
  await Promise.all(OPEN.splice(0).map((serve) => serve.close()));
});

interface Host {
  readonly sim: Simulator;
  readonly serve: ServeHandle;
  readonly rounds: RoundReport[];
  readonly post: (body: string, init?: RequestInit) => Promise<Response>;
}

async function start(options: Partial<ServeOptions> = {}, sim = new Simulator()): Promise<Host> {
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1), node(2)]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
  const mirrors = mirrorsFrom({ mirrors: [mirrorConfig()] });
  const serve = await startServe({
    mirrors,
    httpClient: sim.httpClient,
    credential,
    sweepMs: false,
    pauseMs: 0,
    pollMs: 5,
    ...options,
  });
  OPEN.push(serve);
  const rounds: RoundReport[] = [];
  serve.onRound((round) => rounds.push(round));
  const post = (body: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${serve.url}/api/alerts`, { method: "POST", body, ...init });
  return { sim, serve, rounds, post };
}

describe("serve", () => {
  test("an alert by HTTP brings the tables in step", async () => {
    const { serve, rounds, post } = await start();
    expect((await post(event(tableId("aks")))).status).toBe(202);
    await serve.idle();
    expect(rounds.map(({ mirrors }) => mirrors[0]?.outcome)).toEqual(["applied"]);
  });

  test("an unrelated alert reads nothing; an unknown message reads everything, once a minute", async () => {
    const { serve, sim, post } = await start();
    expect(
      (await post(event("/subscriptions/x/resourceGroups/y/providers/Microsoft.Compute/virtualMachines/z")))
        .status,
    ).toBe(202);
    await serve.idle();
    expect(sim.counters.reads).toBe(0);
    await post("garbage");
    await post("more garbage");
    await serve.idle();
    expect(sim.counters.writes).toBe(1);
  });

  test("health, readiness, methods, sizes and unknown paths", async () => {
    const { serve, post } = await start();
    const statusOf = async (path: string, init?: RequestInit): Promise<number> =>
      (await fetch(serve.url + path, init)).status;
    expect(await statusOf("/healthz")).toBe(200);
    expect(await statusOf("/readyz")).toBe(200);
    expect(await statusOf("/nothing")).toBe(404);
    expect(await statusOf("/api/alerts")).toBe(405);
    expect((await post("x".repeat(1024 * 1024 + 1))).status).toBe(413);
    const options = await fetch(`${serve.url}/api/alerts`, {
      method: "OPTIONS",
      headers: { "webhook-request-origin": "eventgrid.azure.net" },
    });
    expect(options.headers.get("webhook-allowed-origin")).toBe("eventgrid.azure.net");
  });

  test("401 when the token is not good", async () => {
    const check = (authorization: string | null): Promise<Refusal | null> =>
      Promise.resolve(authorization === "Bearer good" ? null : { status: 401, reason: "no" });
    const { post } = await start({ check });
    expect((await post(event(tableId("aks")))).status).toBe(401);
    expect((await post(event(tableId("aks")), { headers: { authorization: "Bearer good" } })).status).toBe(
      202,
    );
  });

  test("closing finishes the running write", async () => {
    const { serve, sim, rounds, post } = await start({}, new Simulator({ latencies: { operationMs: 200 } }));
    await post(event(tableId("aks")));
    while (sim.counters.writes === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await serve.close();
    expect(rounds.map(({ mirrors }) => mirrors[0]?.outcome)).toEqual(["applied"]);
  });

  test("a large removal is applied when it was asked for 150 s long, without another alert", async () => {
    const clock = new VirtualClock();
    const sim = new Simulator({ clock });
    const { serve, rounds } = await start({ clock }, sim);
    sim.seed(
      tableId("gateway"),
      tableBody(
        tableId("gateway"),
        Array.from({ length: 12 }, (_, n) => node(n)),
      ),
    );
    serve.sweep();
    await clock.runUntil(serve.idle());
    expect(rounds.at(-1)?.mirrors[0]?.held?.guard).toBe("LARGE_REMOVAL");
    await clock.advance(149_000);
    expect(rounds).toHaveLength(1);
    await clock.advance(2_000);
    await clock.runUntil(serve.idle());
    expect(rounds.at(-1)?.mirrors[0]?.outcome).toBe("applied");
  });

  test("a request that never ends does not keep the server from closing its other ends", async () => {
    const { serve } = await start();
    const socket = connect(Number(new URL(serve.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write("POST /api/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    await serve.close();
    expect(socket.writableEnded).toBe(false);
    socket.destroy();
    await expect(fetch(`${serve.url}/healthz`)).rejects.toThrow();
  });
});

function coalescing(concurrency: number) {
  return {
    clock: systemClock,
    concurrency,
    pauseMs: () => 0,
    failed: (error: unknown) => {
      throw error;
    },
  };
}

test("a write that is undone each time is not repeated at full pace, though it wakes the runtime itself", async () => {
  const clock = new VirtualClock();
  const sim = new Simulator({ clock });
  const { serve, rounds } = await start({ clock, pauseMs: 2_500 }, sim);
  serve.onRound(() => {
    // What the alert of a whole group does: our own write wakes us.
    sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
    serve.sweep();
  });
  const losing = sim.onRequest(({ method }) => {
    if (method === "PUT") sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
  });
  serve.sweep();
  for (let minute = 0; minute < 60; minute += 1) await clock.advance(60_000);
  losing();
  // At full pace there would be over a thousand.
  expect(rounds.length).toBeGreaterThan(3);
  expect(rounds.length).toBeLessThan(40);
});

describe("Coalescer", () => {
  test("any number of wake-ups during a run cost one more", async () => {
    const runs: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const coalescer = new Coalescer(async (key) => {
      runs.push(key);
      await gate;
    }, coalescing(4));
    for (let n = 0; n < 100; n += 1) coalescer.wake("a");
    coalescer.wake("b");
    release();
    await coalescer.idle();
    expect(runs.toSorted()).toEqual(["a", "a", "b"]);
  });

  test("never more at once than it may, and all of them in the end", async () => {
    let running = 0;
    let most = 0;
    const seen = new Set<string>();
    const coalescer = new Coalescer(async (key) => {
      running += 1;
      most = Math.max(most, running);
      seen.add(key);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    }, coalescing(3));
    for (let n = 0; n < 20; n += 1) coalescer.wake(String(n));
    await coalescer.idle();
    expect(most).toBe(3);
    expect(seen.size).toBe(20);
  });
});
