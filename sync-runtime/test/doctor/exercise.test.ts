import { AZURE_PACE } from "@aks-topology/simulator";
import { describe, expect, test } from "vitest";
import { CLUSTER_ID, healthy, poolId, type PoolSeed } from "../support/cluster.js";
import type { Asked, Console, Given } from "../support/console.js";
import { mirrorConfig, tableId } from "../support/fleet.js";

interface Exercise {
  readonly ok: boolean;
  readonly pool: string;
  readonly from: number;
  readonly to: number;
  readonly route: { readonly name: string } | null;
  readonly sourceLagMs: number | null;
  readonly targetLagMs: number | null;
  readonly scaledBack: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string } | null;
}

function isPool({ path }: Asked): boolean {
  return path.includes("/agentPools/");
}
function isScaling(request: Asked): boolean {
  return isPool(request) && request.method === "PUT";
}

/** The deployed runtime: twenty seconds after the source gets a route the target has it. */
function runtime(console: Console): void {
  console.sim.onRequest(({ method, id, caller }) => {
    if (method !== "PUT" || id.toLowerCase() !== tableId("aks").toLowerCase() || !caller.startsWith("aks:"))
      return;
    console.clock.schedule(20_000, () => {
      const source = console.sim.stored(tableId("aks")) as { properties: { routes: { name: string }[] } };
      const target = console.sim.stored(tableId("gateway")) as { properties: object };
      const routes = source.properties.routes.filter(({ name }) => name !== "default");
      console.sim.seed(tableId("gateway"), { ...target, properties: { ...target.properties, routes } });
    });
  });
}

function countOf(console: Console, pool: string): number {
  return (console.sim.stored(poolId(pool)) as { properties: { count: number } }).properties.count;
}

async function exercised(
  console: Console,
  ...options: readonly string[]
): Promise<{
  exitCode: number;
  exercise: Exercise;
  stderr: string;
  error?: { code: string; message: string };
}> {
  const config = await console.config();
  const { exitCode, stdout, stderr } = await console.run(
    "doctor",
    "--config",
    config,
    "--json",
    "--exercise",
    ...options,
  );
  return {
    exitCode,
    stderr,
    ...(JSON.parse(stdout) as { exercise: Exercise; error?: { code: string; message: string } }),
  };
}

const TWO: readonly PoolSeed[] = [
  { name: "system", count: 2, mode: "System" },
  { name: "apps", count: 1 },
];

describe("doctor --exercise", () => {
  test("scales a user pool up by one, reports both lags, scales back, and writes no table", async () => {
    const console = await healthy(TWO, { aks: AZURE_PACE });
    runtime(console);
    const { exitCode, exercise, stderr } = await exercised(console, "--yes");
    expect(exitCode).toBe(0);
    expect(exercise).toMatchObject({ ok: true, pool: "apps", from: 1, to: 2, scaledBack: true, error: null });
    expect(exercise.route?.name).toMatch(/^aks-apps-\d+-vmss000001$/);
    expect(exercise.sourceLagMs).toBeGreaterThan(0);
    expect(exercise.targetLagMs).toBeGreaterThanOrEqual(15_000);
    expect(exercise.targetLagMs).toBeLessThanOrEqual(30_000);
    expect(countOf(console, "apps")).toBe(1);
    const bodies = console.requests
      .filter(isScaling)
      .map(({ body }) => (JSON.parse(body) as { properties: { count: number } }).properties.count);
    expect(bodies).toEqual([2, 1]);
    const tablesWritten = console.requests.filter((request) => request.method === "PUT" && !isPool(request));
    expect(tablesWritten.map(({ headers }) => headers["if-match"])).toEqual([
      'W/"00000000-0000-0000-0000-000000000000"',
    ]);
    expect(stderr).toMatch(
      /is in the source\.\n.* later it is in the target\.\nScaling pool apps back to 1 node\./,
    );
  });

  test("scales back when nothing mirrors the route, and says where to look", async () => {
    const console = await healthy(TWO);
    const { exitCode, exercise } = await exercised(
      console,
      "--yes",
      "--route-timeout",
      "60",
      "--pool",
      "system",
    );
    expect(exitCode).toBe(1);
    expect(exercise).toMatchObject({ ok: false, pool: "system", targetLagMs: null, scaledBack: true });
    expect(exercise.error?.code).toBe("EXERCISE_FAILED");
    expect(exercise.error?.message).toMatch(/is in the source, but did not come into the target within 60 s/);
    expect(countOf(console, "system")).toBe(2);
  });

  test("scales back when it is interrupted", async () => {
    const console = await healthy(TWO);
    console.answer = (request) => {
      if (isScaling(request)) {
        console.clock.schedule(30_000, () => {
          console.stop.abort();
        });
      }
      return null;
    };
    const { exercise } = await exercised(console, "--yes");
    expect(exercise).toMatchObject({ ok: false, scaledBack: true, error: { code: "INTERRUPTED" } });
    expect(countOf(console, "apps")).toBe(1);
  });

  test("goes on scaling back while AKS is busy or does not answer", async () => {
    const console = await healthy(TWO);
    runtime(console);
    const busy: Given = {
      status: 409,
      body: { error: { code: "OperationNotAllowed", message: "Another operation is in progress" } },
    };
    let writes = 0;
    console.answer = (request) => {
      if (!isScaling(request)) return null;
      writes += 1;
      if (writes === 2) return busy;
      if (writes === 3) return { status: 500, body: "<html>" };
      return writes === 4 ? new Promise<null>(() => undefined) : null;
    };
    const { exitCode, exercise } = await exercised(console, "--yes");
    expect([exitCode, exercise.scaledBack]).toEqual([0, true]);
    expect(countOf(console, "apps")).toBe(1);
  });

  test("that cannot scale back says how to do it by hand", async () => {
    const console = await healthy(TWO);
    runtime(console);
    let writes = 0;
    console.answer = (request) =>
      isScaling(request) && (writes += 1) > 1
        ? { status: 403, body: { error: { code: "AuthorizationFailed", message: "no" } } }
        : null;
    const { exitCode, exercise } = await exercised(console, "--yes", "--scale-timeout", "60");
    expect([exitCode, exercise.ok, exercise.scaledBack]).toEqual([1, false, false]);
    expect(exercise.error?.remedy).toMatch(
      /^Scale it back: az aks nodepool scale .* --name apps --node-count 1$/,
    );
  });

  test("leaves a pool unchanged that another writer scales meanwhile", async () => {
    const console = await healthy(TWO);
    let writes = 0;
    console.answer = (request) => {
      if (isScaling(request) && (writes += 1) === 1) {
        console.clock.schedule(20_000, () => {
          console.sim.writeAs("rival", poolId("apps"), (body) => ({ ...body, properties: { count: 5 } }));
        });
      }
      return null;
    };
    const { exercise } = await exercised(console, "--yes", "--route-timeout", "60");
    expect(exercise.scaledBack).toBe(false);
    expect(exercise.error?.message).toMatch(/another writer scaled it to 5 nodes/);
    expect(countOf(console, "apps")).toBe(5);
  });

  test.each<[string, readonly PoolSeed[], readonly string[], RegExp]>([
    [
      "an autoscaled pool",
      [{ name: "auto", count: 1, enableAutoScaling: true }],
      ["--pool", "auto"],
      /cluster autoscaler/,
    ],
    [
      "a cluster of such pools",
      [{ name: "auto", count: 1, enableAutoScaling: true }],
      [],
      /no pool that can be scaled: auto is scaled by the cluster autoscaler/,
    ],
    ["a pool that is not there", TWO, ["--pool", "gone"], /no pool gone/],
  ])("refuses %s", async (_, pools, options, message) => {
    const console = await healthy(pools);
    const { exitCode, error } = await exercised(console, "--yes", ...options);
    expect([exitCode, error?.code]).toEqual([1, "EXERCISE_REFUSED"]);
    expect(error?.message).toMatch(message);
    expect(console.requests.filter(isScaling)).toEqual([]);
  });

  test("that AKS refuses has nothing to undo", async () => {
    const console = await healthy(TWO);
    const body = { error: { code: "AuthorizationFailed", message: "no" } };
    console.answer = (request) => (isPool(request) ? { status: 403, body } : null);
    const { exitCode, error } = await exercised(console, "--yes");
    expect([exitCode, error?.code]).toEqual([1, "AUTHORIZATION_FAILED"]);
  });

  test("asks first, and takes no for an answer", async () => {
    const console = await healthy(TWO);
    runtime(console);
    const asked: string[] = [];
    console.confirm = (question) => {
      asked.push(question);
      return Promise.resolve(asked.length > 1);
    };
    expect(await exercised(console)).toMatchObject({ exitCode: 0, exercise: null });
    expect(console.requests.filter(isScaling)).toEqual([]);
    expect((await exercised(console)).exercise.ok).toBe(true);
    expect(asked[0]).toMatch(/^Scale pool apps of main from 1 to 2 nodes, .*\?$/);
  });

  test("without a terminal needs --yes, and with several mirrors one of them", async () => {
    const console = await healthy(TWO);
    expect((await exercised(console)).error).toMatchObject({
      code: "USAGE",
      message: expect.stringMatching(/no terminal/) as unknown,
    });
    const mirrors = [mirrorConfig(), mirrorConfig({ name: "b", podCidrs: ["10.245.0.0/16"] })];
    const { error } = await console.json("doctor", ["--exercise", "--yes"], ...mirrors);
    expect(error?.message).toMatch(/--mirror NAME/);
    expect(console.requests).toEqual([]);
  });

  test("does not begin while a check fails", async () => {
    const console = await healthy(TWO);
    const target = console.sim.stored(tableId("gateway")) as { properties: object };
    const properties = { ...target.properties, routes: [] };
    console.sim.seed(tableId("gateway"), { ...target, properties });
    const { exitCode } = await exercised(console, "--yes", "--cluster", CLUSTER_ID);
    expect(exitCode).toBe(1);
    expect(console.requests.filter(isScaling)).toEqual([]);
  });
});
