import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  mirrorsFrom,
  startServe,
  type Notice,
  type ServeHandle,
  type ServeOptions,
} from "../../src/index.js";
import { credential, mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";

const OPEN: ServeHandle[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(OPEN.splice(0).map((serve) => serve.close()));
});

async function start(options: Partial<ServeOptions> = {}): Promise<ServeHandle> {
  const sim = new Simulator();
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1)]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), [node(1)]));
  const serve = await startServe({
    mirrors: mirrorsFrom({ mirrors: [mirrorConfig()] }),
    httpClient: sim.httpClient,
    credential,
    pollMs: 5,
    ...options,
  });
  OPEN.push(serve);
  return serve;
}

/** On a machine however busy. */
const WITHIN = { timeout: 30_000 };

async function statusOf({ url }: ServeHandle, path: string): Promise<number> {
  return (await fetch(url + path)).status;
}

describe("/readyz", () => {
  test("is 503 when no round has ended for three sweeps, and 200 again after one", async () => {
    const clock = new VirtualClock();
    // A clock whose sleepers do not wake: no sweep comes, as when timers have died.
    const asleep = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: () => new Promise<void>(() => undefined),
    };
    const serve = await start({ clock: asleep, sweepMs: 60_000 });
    await serve.idle();
    expect(await statusOf(serve, "/readyz")).toBe(200);
    await clock.advance(180_000);
    expect(await statusOf(serve, "/readyz")).toBe(200);
    await clock.advance(1);
    expect(await statusOf(serve, "/readyz")).toBe(503);
    serve.sweep();
    await vi.waitFor(async () => {
      expect(await statusOf(serve, "/readyz")).toBe(200);
    }, WITHIN);
  });

  test("is 503 while the configuration is bad", async () => {
    const { SyncError } = await import("../../src/index.js");
    const serve = await start({ sweepMs: false });
    serve.misconfigured(
      new SyncError({ code: "CONFIG_INVALID", fault: "config", message: "bad", remedy: "Correct it." }),
    );
    expect(await statusOf(serve, "/readyz")).toBe(503);
    expect(await statusOf(serve, "/healthz")).toBe(200);
    serve.configure(mirrorsFrom({ mirrors: [mirrorConfig({ name: "new" })] }));
    expect(await statusOf(serve, "/readyz")).toBe(200);
  });
});

describe("/healthz", () => {
  test("is 503 when timers no longer fire", async () => {
    const serve = await start({ sweepMs: false });
    expect(await statusOf(serve, "/healthz")).toBe(200);
    const later = performance.now() + 60_000;
    vi.spyOn(performance, "now").mockReturnValue(later);
    expect(await statusOf(serve, "/healthz")).toBe(503);
    vi.restoreAllMocks();
    expect(await statusOf(serve, "/healthz")).toBe(200);
  });

  test("is 503 when a round does not end although its time is over", async () => {
    const clock = new VirtualClock();
    const stuck = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: () => new Promise<void>(() => undefined),
    };
    const serve = await start({
      clock: stuck,
      sweepMs: false,
      httpClient: { sendRequest: () => new Promise(() => undefined) },
      limits: { roundMs: 1_000, callMs: 1_000, writeMs: 1_000, attempts: 1 },
    });
    serve.sweep();
    expect(await statusOf(serve, "/healthz")).toBe(200);
    await clock.advance(62_001);
    expect(await statusOf(serve, "/healthz")).toBe(503);
  });
});

test("a host beyond loopback without a token check is warned of, once", async () => {
  const notices: Notice[] = [];
  const reporter = { round: () => undefined, notice: (notice: Notice) => void notices.push(notice) };
  const warned = (): number => notices.filter(({ kind }) => kind === "warning").length;
  await start({ reporter, sweepMs: false });
  expect(warned()).toBe(0);
  await start({ reporter, sweepMs: false, host: "0.0.0.0", check: () => Promise.resolve(null) });
  expect(warned()).toBe(0);
  await start({ reporter, sweepMs: false, host: "0.0.0.0" });
  expect(warned()).toBe(1);
});
