import { describe, expect, test } from "vitest";
import { Console } from "../support/console.js";
import { DEFAULT_ROUTE, mirrorConfig, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}
function group(name: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${name}`;
}

describe("outcomes and exit codes", () => {
  test("in step: 0, two reads, no write", async () => {
    const { exitCode, mirrors } = await new Console().seed(nodes(3), nodes(3)).json("apply");
    expect(exitCode).toBe(0);
    expect(mirrors).toMatchObject([
      { name: "shop", outcome: "in-step", arm: { reads: 2, writes: 0, polls: 0, retries: 0 }, attempts: 1 },
    ]);
  });

  test("changes: plan 0, with --detailed-exitcode 2, and nothing is written", async () => {
    const console = new Console().seed(nodes(3), [
      node(0),
      { ...node(1), hop: "10.9.9.9" },
      node(7),
      DEFAULT_ROUTE,
    ]);
    expect((await console.json("plan")).exitCode).toBe(0);
    const { exitCode, mirrors } = await console.json("plan", ["--detailed-exitcode"]);
    expect(exitCode).toBe(2);
    expect(mirrors[0]).toMatchObject({
      outcome: "changes",
      add: [
        {
          name: node(2).name,
          addressPrefix: "10.244.2.0/24",
          nextHopType: "VirtualAppliance",
          nextHopIpAddress: "10.1.0.12",
        },
      ],
      update: [{ before: { nextHopIpAddress: "10.9.9.9" }, after: { nextHopIpAddress: "10.1.0.11" } }],
      remove: [{ name: node(7).name }],
      foreign: ["default"],
      held: null,
      error: null,
    });
    expect(console.sim.counters.writes).toBe(0);
  });

  test("applied: 0, one write, and unknown fields of foreign routes stay", async () => {
    const foreign = { name: "mine", prefix: "10.9.0.0/16", extra: { zork: { deep: [1, "two"] } } };
    const console = new Console().seed(nodes(3), [foreign, node(9)]);
    const before = JSON.stringify(console.sim.stored(tableId("gateway"))?.["tags"]);
    const { exitCode, mirrors } = await console.json("apply");
    expect(exitCode).toBe(0);
    expect(mirrors[0]).toMatchObject({ outcome: "applied", arm: { writes: 1 } });
    const stored = console.sim.stored(tableId("gateway")) as {
      tags: object;
      properties: { routes: { name: string; properties: object }[] };
    };
    expect(JSON.stringify(stored.tags)).toBe(before);
    expect(stored.properties.routes[0]).toMatchObject({
      name: "mine",
      properties: { zork: { deep: [1, "two"] } },
    });
    expect(stored.properties.routes.slice(1).map(({ name }) => name)).toEqual(
      nodes(3).map(({ name }) => name),
    );
    expect(console.sim.counters.of(tableId("aks")).writes).toBe(0);
  });

  test("conflicts alone: 3; an apply that wrote and leaves one: applied and 3", async () => {
    const blocker = { name: "mine", prefix: "10.244.1.0/24", hop: "10.0.0.9" };
    const console = new Console().seed(nodes(2), [blocker]);
    const applied = await console.json("apply");
    expect(applied).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "applied", conflicts: [{ route: node(1).name, foreign: "mine" }] }],
    });
    expect(await console.json("apply")).toMatchObject({ exitCode: 3, mirrors: [{ outcome: "conflicts" }] });
    expect(await console.json("plan", ["--detailed-exitcode"])).toMatchObject({ exitCode: 3 });
  });

  test("a failed target is written although its routes are right", async () => {
    const console = new Console().seed(nodes(2), nodes(2), { target: "Failed" });
    expect(await console.json("apply")).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "applied", arm: { writes: 1 } }],
    });
    expect(await console.json("apply")).toMatchObject({ mirrors: [{ outcome: "in-step" }] });
  });
});

describe("guards through the command line: 3, and what would happen is listed", () => {
  test("EMPTY_SOURCE, and --allow-empty once", async () => {
    const console = new Console().seed([], nodes(3));
    const held = await console.json("apply");
    expect(held).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "held", held: { guard: "EMPTY_SOURCE" }, remove: { length: 3 } }],
    });
    expect(console.sim.counters.writes).toBe(0);
    expect(await console.json("apply", ["--allow-empty", "--mirror", "shop"])).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "applied" }],
    });
  });

  test("LARGE_REMOVAL, and --allow-removals once", async () => {
    const console = new Console().seed(nodes(5), nodes(12));
    const held = await console.json("apply");
    expect(held).toMatchObject({ exitCode: 3, mirrors: [{ held: { guard: "LARGE_REMOVAL" } }] });
    expect(held.mirrors[0]?.held?.message).toContain("150 s");
    expect(await console.json("apply", ["--allow-removals", "--mirror", "shop"])).toMatchObject({
      mirrors: [{ outcome: "applied" }],
    });
  });

  test("ROUTE_LIMIT, and a warning before it", async () => {
    const limited = mirrorConfig({ guards: { routeLimit: 3 } });
    expect(await new Console().seed(nodes(4), []).json("apply", [], limited)).toMatchObject({
      exitCode: 3,
      mirrors: [{ held: { guard: "ROUTE_LIMIT" } }],
    });
    const near = await new Console().seed(nodes(3), []).json("apply", [], limited);
    expect(near.exitCode).toBe(0);
    expect(near.mirrors[0]?.warnings).toEqual(["the target holds 3 of at most 3 routes"]);
  });

  test.each([
    [{ source: "Updating" }, "SOURCE_UPDATING"],
    [{ source: "Failed" }, "SOURCE_FAILED"],
    [{ source: "Deleting" }, "SOURCE_DELETING"],
    [{ target: "Updating" }, "TARGET_UPDATING"],
    [{ target: "Deleting" }, "TARGET_DELETING"],
  ])("%j: %s", async (states, guard) => {
    const console = new Console().seed(nodes(2), [], states);
    expect(await console.json("apply")).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "held", held: { guard }, add: { length: 2 } }],
    });
    expect(console.sim.counters.writes).toBe(0);
  });

  test.each([
    ["apply", "--allow-empty"],
    ["apply", "--allow-removals"],
  ])("%s %s needs --mirror", async (command, option) => {
    expect(await new Console().seed([], []).json(command, [option])).toMatchObject({
      exitCode: 1,
      mirrors: [],
      error: { code: "USAGE" },
    });
  });
});

describe("errors: 1, and nothing is written", () => {
  test("NOTHING_IN_POD_CIDRS", async () => {
    const console = new Console().seed([node(1, "10.1.0.4", "10.99.1.0/24")], nodes(2));
    expect(await console.json("apply")).toMatchObject({
      exitCode: 1,
      mirrors: [
        {
          outcome: "failed",
          error: { code: "NOTHING_IN_POD_CIDRS", whose: "config" },
          ignored: [node(1).name],
        },
      ],
    });
    expect(console.sim.counters.writes).toBe(0);
  });

  test("TABLE_NOT_FOUND", async () => {
    const console = new Console().seed(nodes(2), []);
    console.sim.deleteAs("operator", tableId("aks"));
    expect(await console.json("apply")).toMatchObject({
      exitCode: 1,
      mirrors: [{ error: { code: "TABLE_NOT_FOUND" } }],
    });
  });

  test.each([
    ["html-200", "TABLE_UNREADABLE"],
    ["empty-object", "TABLE_UNREADABLE"],
    ["no-routes", "TABLE_UNREADABLE"],
    ["cut-off-json", "TABLE_UNREADABLE"],
    ["401-expired-token", "UNAUTHENTICATED"],
    ["403-forbidden", "AUTHORIZATION_FAILED"],
    ["404-wrong-group", "TABLE_NOT_FOUND"],
    ["429-retry-after", "THROTTLED"],
    ["503-before", "AZURE_UNAVAILABLE"],
    ["reset-before", "AZURE_UNAVAILABLE"],
  ] as const)("reading with %s: %s", async (kind, code) => {
    const console = new Console({ faults: [{ kind, methods: ["GET"] }] }).seed(nodes(2), nodes(2));
    expect(await console.json("apply")).toMatchObject({
      exitCode: 1,
      mirrors: [{ outcome: "failed", error: { code } }],
    });
    expect(console.sim.counters.writes).toBe(0);
  });

  test.each([
    ["412-precondition", "WRITE_CONTENDED"],
    ["429-another-operation", "AZURE_BUSY"],
    ["409-conflict", "AZURE_BUSY"],
    ["403-forbidden", "AUTHORIZATION_FAILED"],
    ["operation-failed", "AZURE_BUSY"],
    ["operation-canceled", "OPERATION_FAILED"],
  ] as const)("writing with %s for ever: %s, bounded", async (kind, code) => {
    const console = new Console({ faults: [{ kind, methods: ["PUT"] }] }).seed(nodes(2), []);
    const { exitCode, mirrors } = await console.json("apply");
    expect(exitCode).toBe(1);
    expect(mirrors[0]).toMatchObject({
      outcome: "failed",
      error: { code, whose: code === "AUTHORIZATION_FAILED" ? "config" : "azure" },
    });
    expect(console.sim.counters.writes).toBeLessThanOrEqual(8);
  });

  test("a table that takes fewer routes than the setting says: Azure's refusal is explained, and not repeated", async () => {
    const console = new Console({ routesPerTable: 3 }).seed(nodes(4), []);
    const { exitCode, mirrors } = await console.json("apply");
    expect([exitCode, mirrors[0]?.error?.code]).toEqual([1, "WRITE_REJECTED"]);
    expect(mirrors[0]?.error?.hint).toContain("guards.routeLimit");
    expect(console.sim.counters.writes).toBe(1);
  });

  test("an operation that never ends leaves the target Updating, which holds", async () => {
    const console = new Console({ faults: [{ kind: "operation-never-ends" }] }).seed(nodes(2), []);
    const held = { guard: "TARGET_UPDATING" };
    expect(await console.json("apply")).toMatchObject({ exitCode: 3, mirrors: [{ outcome: "held", held }] });
    expect(console.sim.counters.writes).toBe(1);
  });

  test("a Retry-After beyond the deadline is an error at once, not a wait", async () => {
    const console = new Console({ faults: [{ kind: "429-retry-after", retryAfterSeconds: 3600 }] }).seed(
      nodes(1),
      [],
    );
    const start = console.clock.now();
    expect(await console.json("apply")).toMatchObject({ mirrors: [{ error: { code: "THROTTLED" } }] });
    expect(console.clock.now() - start).toBeLessThan(120_000);
  });

  test("MANAGED_TABLE_NOT_FOUND and MANAGED_TABLE_AMBIGUOUS", async () => {
    const managed = mirrorConfig({ source: { nodeResourceGroup: group("MC_x") } });
    const console = new Console().seed([], []);
    console.sim.seed(tableId("one", "MC_x"), tableBody(tableId("one", "MC_x"), nodes(2)));
    expect(await console.json("apply", [], managed)).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "applied" }],
    });
    console.sim.seed(tableId("two", "MC_x"), tableBody(tableId("two", "MC_x"), []));
    expect(await console.json("apply", [], managed)).toMatchObject({
      exitCode: 1,
      mirrors: [{ error: { code: "MANAGED_TABLE_AMBIGUOUS" } }],
    });
    for (const name of ["one", "two"]) console.sim.deleteAs("operator", tableId(name, "MC_x"));
    expect(await console.json("apply", [], managed)).toMatchObject({
      mirrors: [{ error: { code: "MANAGED_TABLE_NOT_FOUND" } }],
    });
  });
});

describe("what passes by itself is not an error", () => {
  test.each([
    "412-precondition",
    "429-no-retry-after",
    "429-another-operation",
    "409-conflict",
    "500-before",
    "500-after",
    "reset-after",
    "operation-failed",
    "operation-canceled",
    "operation-lost",
  ] as const)("%s once: applied", async (kind) => {
    const console = new Console({ faults: [{ kind, methods: ["PUT"], times: 1 }] }).seed(nodes(2), []);
    const { exitCode, mirrors } = await console.json("apply");
    expect(exitCode).toBe(0);
    expect(mirrors[0]).toMatchObject({ outcome: "applied", add: { length: 2 } });
    expect(mirrors[0]?.attempts).toBe(2);
  });

  test("a rival's write between read and PUT is kept", async () => {
    const console = new Console({ faults: [{ kind: "rival-write", id: "*gateway", times: 1 }] }).seed(
      nodes(2),
      [],
    );
    expect(await console.json("apply")).toMatchObject({ mirrors: [{ outcome: "applied", attempts: 2 }] });
    expect(console.sim.stored(tableId("gateway"))).toMatchObject({ tags: { owner: "team-a" } });
  });
});

describe("several mirrors", () => {
  const web = mirrorConfig({ name: "web", source: { id: tableId("aks-2") }, podCidrs: ["10.245.0.0/16"] });
  const webNode = { name: "aks-web-12345678-vmss000001", prefix: "10.245.1.0/24", hop: "10.2.0.4" };

  test("one target is read once and written once for both", async () => {
    const console = new Console().seed(nodes(2), []);
    console.sim.seed(tableId("aks-2"), tableBody(tableId("aks-2"), [webNode]));
    const { exitCode, mirrors } = await console.json("apply", [], mirrorConfig(), web);
    expect(exitCode).toBe(0);
    expect(mirrors.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
    expect(mirrors.reduce((sum, { arm }) => sum + arm.writes, 0)).toBe(1);
    expect(console.sim.counters.of(tableId("gateway")).writes).toBe(1);
  });

  test("1 outranks 3: one source is gone, the other mirror is applied all the same", async () => {
    const console = new Console().seed(nodes(2), [webNode]);
    const { exitCode, mirrors } = await console.json("apply", [], mirrorConfig(), web);
    expect(exitCode).toBe(1);
    expect(mirrors.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["shop", "applied"],
      ["web", "failed"],
    ]);
    expect(JSON.stringify(console.sim.stored(tableId("gateway")))).toContain(webNode.name);
  });
});
