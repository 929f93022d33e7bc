import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAzure, type Azure } from "../support/azure.js";
import { configFile, RouteSync } from "../support/route-sync-process.js";

const preload = new URL("../support/clock-that-steps.mjs", import.meta.url).href;
const MINUTE_MS = 60_000;
const SWEEP_SECONDS = 2;

describe("serve keeps its pace", () => {
  let azure: Azure;
  let env: Record<string, string>;

  beforeAll(async () => {
    azure = await startAzure();
    env = { ...azure.env, NODE_OPTIONS: `--import ${preload}` };
  });
  afterAll(() => azure.close());

  const start = async (stepMs: number): Promise<RouteSync> => {
    const options = ["--port", "0", "--sweep", String(SWEEP_SECONDS)];
    const serve = new RouteSync(["serve", "--config", await configFile(), ...options], {
      ...env,
      CLOCK_STEP_MS: String(stepMs),
    });
    await serve.until(/"msg":"round"/);
    return serve;
  };

  const rounds = ({ stderr }: RouteSync): number => stderr.split('"msg":"round"').length - 1;

  /** Two rounds more, within the time of four sweeps: the step has cost at most one. */
  const goesOn = async (serve: RouteSync): Promise<void> => {
    const before = rounds(serve);
    const end = performance.now() + 4 * SWEEP_SECONDS * 1000 + 5_000;
    while (rounds(serve) < before + 2 && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rounds(serve)).toBeGreaterThanOrEqual(before + 2);
    const { exitCode, ms } = await serve.stop();
    expect([exitCode, ms < 4_000]).toEqual([0, true]);
  };

  test.each([
    ["an hour back", -60 * MINUTE_MS],
    ["ten minutes back", -10 * MINUTE_MS],
    ["ten minutes on", 10 * MINUTE_MS],
  ])("when the clock steps %s", async (_, stepMs) => {
    const serve = await start(stepMs);
    serve.child.kill("SIGUSR2");
    await serve.until(/the clock has stepped/);
    await goesOn(serve);
  });

  test("when the machine is suspended", async () => {
    const serve = await start(0);
    serve.child.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 3 * SWEEP_SECONDS * 1000));
    serve.child.kill("SIGCONT");
    await goesOn(serve);
  });
});
