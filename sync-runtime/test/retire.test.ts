import { AZURE_PACE, FAULT_KINDS, type FaultKind } from "@aks-topology/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { connectAzure } from "../src/adapters/azure/connect.js";
import { mirrorsFrom } from "../src/config/mirrors.js";
import { planMirror } from "../src/domain/plan.js";
import type { Route } from "../src/domain/route.js";
import { select } from "../src/domain/select.js";
import { Engine } from "../src/hosts/engine.js";
import type { RoundReport } from "../src/ports/reporter.js";
import { anyTable, azureTable, mirrorWith } from "./support/arbitraries.js";
import { Dice } from "./chaos/random.js";
import { CLUSTER_ID, healthy } from "./support/cluster.js";
import { Console } from "./support/console.js";
import { diagnose } from "./support/diagnosis.js";
import {
  credential,
  DEFAULT_ROUTE,
  mirrorConfig,
  node,
  SUBSCRIPTION,
  tableBody,
  tableId,
  type RouteSeed,
} from "./support/fleet.js";

const RETIRING = mirrorConfig({ policy: "retire" });
const retiring = mirrorWith({ policy: "retire" });
const NODE_GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/MC_x`;
const MANAGED = mirrorConfig({ policy: "retire", source: { nodeResourceGroup: NODE_GROUP } });
const MINUTE_MS = 60_000;

function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}
function names(routes: readonly Route[]): string[] {
  return routes.map(({ key }) => key).sort();
}
/** Names of the routes of a stored table. */
function stored(console: Console, table: string): string[] {
  const { routes } = console.sim.stored(tableId(table))?.["properties"] as { routes: { name: string }[] };
  return routes.map(({ name }) => name);
}

describe("a plan under the policy retire", () => {
  test("removes no route while the source has one, unless another node has its range", () => {
    fc.assert(
      fc.property(anyTable, azureTable, (source, target) => {
        const plan = planMirror(retiring, source, target);
        if (plan.selected.length === 0) return;
        const ranges = new Map(plan.after.map((route) => [route.prefixKey, route.key]));
        for (const gone of plan.remove) expect(ranges.get(gone.prefixKey)).not.toBe(gone.key);
        expect(plan.remove.every(({ prefixKey }) => ranges.has(prefixKey))).toBe(true);
      }),
    );
  });

  test("calls foreign only what stays as it is", () => {
    fc.assert(
      fc.property(anyTable, azureTable, (source, target) => {
        const { foreign, after } = planMirror(retiring, source, target);
        expect(foreign.filter((route) => !after.includes(route))).toEqual([]);
      }),
    );
  });

  test("sets what the policy sync sets, as long as the source has a route", () => {
    fc.assert(
      fc.property(anyTable, azureTable, (source, target) => {
        const [plan, sync] = [planMirror(retiring, source, target), planMirror(mirrorWith(), source, target)];
        expect(names(plan.add)).toEqual(names(sync.add));
        expect(plan.update).toEqual(sync.update);
      }),
    );
  });

  test("removes all that it owns once the source has none, and nothing else", () => {
    fc.assert(
      fc.property(azureTable, (target) => {
        const { selected, others } = select(retiring, target);
        const plan = planMirror(retiring, [], target);
        expect(plan.remove).toEqual(selected);
        expect(plan.after).toEqual(others);
      }),
    );
  });
});

/** A deployed runtime before a simulated AKS at Azure's pace. */
async function deployed(count: number, mirror: object = RETIRING) {
  const console = new Console({ aks: AZURE_PACE });
  const { sim, clock } = console;
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [DEFAULT_ROUTE]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
  const aks = sim.aks.cluster(CLUSTER_ID, { table: tableId("aks") });
  await clock.runUntil(aks.scale("nodepool1", count));
  const rounds: RoundReport[] = [];
  const tables = await connectAzure({ httpClient: sim.httpClient, credential, pollMs: 5 }, clock);
  const engine = new Engine({
    mirrors: mirrorsFrom({ mirrors: [mirror] }),
    ports: {
      tables,
      clock,
      random: () => 0.5,
      reporter: { round: (round) => void rounds.push(round), notice: () => undefined },
    },
  });
  engine.sweepEvery(5 * MINUTE_MS);
  await clock.advance(MINUTE_MS);
  const outcomes = (): string[] => [
    ...new Set(
      rounds.splice(0).flatMap((round) => round.mirrors.map((made) => made.held?.guard ?? made.outcome)),
    ),
  ];
  return { console, clock, aks, engine, outcomes };
}

describe("a cluster that leaves kubenet", () => {
  test.each([4, 25])("with %i nodes: no alarm, no early removal, and retired at the end", async (count) => {
    const { console, clock, aks, engine, outcomes } = await deployed(count);
    expect(stored(console, "gateway")).toHaveLength(count);
    outcomes();
    const batch = Math.ceil(count / 3);
    while (aks.nodes.length > 0) {
      const leaving = aks.nodes.slice(0, batch).map(({ name }) => aks.removeNode(name));
      await clock.runUntil(Promise.all(leaving));
      engine.sweep();
      await clock.advance(10_000);
      if (aks.nodes.length > 0) expect(stored(console, "gateway")).toHaveLength(count);
    }
    expect(outcomes()).toEqual(["in-step", "RETIREMENT_UNCONFIRMED"]);
    await clock.advance(140_000);
    expect(stored(console, "gateway")).toHaveLength(count);
    await clock.advance(20_000);
    expect(stored(console, "gateway")).toEqual([]);
    outcomes();
    await clock.advance(30 * MINUTE_MS);
    expect(outcomes()).toEqual(["retired"]);
    await clock.runUntil(engine.stop());
  });

  test("a table that AKS lost and fills again within two minutes removes nothing", async () => {
    const { console, clock, aks, engine, outcomes } = await deployed(8);
    outcomes();
    console.sim.deleteAs("operator", tableId("aks"));
    console.sim.seed(tableId("aks"), tableBody(tableId("aks"), [DEFAULT_ROUTE]));
    engine.sweep();
    await clock.advance(100_000);
    await clock.runUntil(aks.resync());
    engine.sweep();
    await clock.advance(10 * MINUTE_MS);
    expect(stored(console, "gateway")).toHaveLength(8);
    expect(outcomes()).toEqual(["RETIREMENT_UNCONFIRMED", "in-step"]);
    await clock.runUntil(engine.stop());
  });

  test("a source between whose routes the pattern refuses is no empty one: the two looks begin again", async () => {
    const { console, clock, engine, outcomes } = await deployed(4);
    outcomes();
    const look = async (routes: readonly RouteSeed[], afterMs: number): Promise<void> => {
      console.sim.seed(tableId("aks"), tableBody(tableId("aks"), routes));
      engine.sweep();
      await clock.advance(afterMs);
    };
    await look([DEFAULT_ROUTE], 60_000);
    await look([DEFAULT_ROUTE, { ...node(0), name: "mine-0" }], 60_000);
    expect(outcomes()).toEqual(["RETIREMENT_UNCONFIRMED", "failed"]);
    await look([DEFAULT_ROUTE], 60_000);
    expect(stored(console, "gateway")).toHaveLength(4);
    await clock.advance(3 * MINUTE_MS);
    expect(stored(console, "gateway")).toEqual([]);
    await clock.runUntil(engine.stop());
  });

  test("whatever Azure answers meanwhile, no route goes early, and all go in the end", async () => {
    const kinds = Object.keys(FAULT_KINDS) as FaultKind[];
    for (let seed = 1; seed <= 12; seed += 1) {
      const dice = new Dice(seed);
      const count = dice.between(2, 14);
      const { console, clock, aks, engine } = await deployed(count);
      console.sim.faults.set(
        dice.sample(kinds, 6).map((kind) => ({ kind, probability: 0.3, times: dice.between(1, 6) })),
      );
      const left: number[] = [];
      console.sim.onRequest(({ method, id }) => {
        if (method === "PUT" && id.endsWith("/gateway") && stored(console, "aks").length > 1)
          left.push(stored(console, "gateway").length);
      });
      while (aks.nodes.length > 0) {
        const batch = aks.nodes.slice(0, dice.between(1, 6)).map(({ name }) => aks.removeNode(name));
        await clock.runUntil(Promise.all(batch));
        engine.sweep();
        await clock.advance(dice.between(1_000, 60_000));
      }
      console.sim.faults.clear();
      await clock.advance(20 * MINUTE_MS);
      expect({ seed, early: left.filter((routes) => routes < count) }).toEqual({ seed, early: [] });
      expect({ seed, kept: stored(console, "gateway") }).toEqual({ seed, kept: [] });
      await clock.runUntil(engine.stop());
    }
  });

  test("a node that replaces another takes over its range meanwhile", async () => {
    const console = new Console().seed([node(1), node(9, "10.1.0.99", "10.244.2.0/24")], nodes(3));
    const { mirrors, exitCode } = await console.json("apply", [], RETIRING);
    expect([exitCode, mirrors[0]?.outcome]).toEqual([0, "applied"]);
    expect(stored(console, "gateway").sort()).toEqual([node(0).name, node(1).name, node(9).name]);
  });
});

describe("a table that AKS manages", () => {
  const managed = tableId("aks-agentpool-12345678-routetable", "MC_x");

  test("is deleted with the move: its node group without a table is an empty source", async () => {
    const console = new Console().seed([], nodes(2));
    console.sim.seed(managed, tableBody(managed, nodes(2)));
    expect(await console.json("apply", [], MANAGED)).toMatchObject({ mirrors: [{ outcome: "in-step" }] });
    console.sim.deleteAs("operator", managed);
    expect(await console.json("apply", [], MANAGED)).toMatchObject({
      exitCode: 3,
      mirrors: [{ held: { guard: "RETIREMENT_UNCONFIRMED" }, remove: { length: 2 } }],
    });
    const now = await console.json("retire", ["--mirror", "shop", "--now"], MANAGED);
    expect(now).toMatchObject({ exitCode: 0, mirrors: [{ outcome: "retired", remove: { length: 2 } }] });
    expect(stored(console, "gateway")).toEqual([]);
    const found = await diagnose(console, [], MANAGED);
    expect(["source readable", "source associated", "in step"].map((name) => found.of(name).status)).toEqual([
      "pass",
      "pass",
      "pass",
    ]);
  });

  test.each([
    ["{}", { status: 200, body: {} }],
    ["a page", { status: 200, body: "<html>sign in</html>" }],
    ["an entry that is no table", { status: 200, body: { value: [{ id: "x" }] } }],
    ["404", { status: 404, body: { error: { code: "ResourceGroupNotFound", message: "" } } }],
  ])("is not taken as deleted when Azure answers with %s", async (_, answer) => {
    const console = new Console().seed([], nodes(2));
    console.sim.seed(managed, tableBody(managed, nodes(2)));
    console.answer = ({ path }) =>
      path.endsWith("/MC_x/providers/Microsoft.Network/routeTables") ? answer : null;
    for (const command of ["apply", "retire"]) {
      const { exitCode, mirrors } = await console.json(command, ["--mirror", "shop"], MANAGED);
      expect([exitCode, mirrors[0]?.outcome]).toEqual([1, "failed"]);
    }
    expect(stored(console, "gateway")).toHaveLength(2);
  });
});

describe("route-sync retire", () => {
  test("looks twice, lists first what goes, and leaves foreign routes", async () => {
    const foreign = { name: "to-office", prefix: "192.168.0.0/16", hop: "10.0.0.4" };
    const console = new Console().seed([DEFAULT_ROUTE], [...nodes(2), foreign]);
    const start = console.clock.now();
    const config = await console.config(mirrorConfig());
    const { exitCode, stdout, stderr } = await console.run(
      "retire",
      "--config",
      config,
      "--mirror",
      "shop",
      "--json",
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ mirrors: [{ outcome: "retired", remove: { length: 2 } }] });
    expect(nodes(2).every(({ name }) => stderr.includes(name))).toBe(true);
    expect(console.clock.now() - start).toBeGreaterThanOrEqual(150_000);
    expect(stored(console, "gateway")).toEqual(["to-office"]);
    const again = await console.json("retire", ["--mirror", "shop", "--now"]);
    expect(again).toMatchObject({ exitCode: 0, mirrors: [{ outcome: "retired", remove: [] }] });
  });

  test.each([[[]], [["--now"]]])("refuses while the source has a node route (%s)", async (flags) => {
    const console = new Console().seed(nodes(1), nodes(3));
    const refused = await console.json("retire", ["--mirror", "shop", ...flags]);
    expect(refused).toMatchObject({ exitCode: 3, mirrors: [{ held: { guard: "SOURCE_NOT_EMPTY" } }] });
    expect(console.sim.counters.writes).toBe(0);
  });

  test("removes nothing when the source has a route again at the second look", async () => {
    const console = new Console().seed([], nodes(3));
    void console.clock.sleep(60_000).then(() => console.seed(nodes(3), nodes(3)));
    const refused = await console.json("retire", ["--mirror", "shop"]);
    expect(refused).toMatchObject({ exitCode: 3, mirrors: [{ held: { guard: "SOURCE_NOT_EMPTY" } }] });
  });

  test("needs a mirror", async () => {
    expect(await new Console().seed([], []).json("retire")).toMatchObject({
      exitCode: 1,
      error: { code: "USAGE" },
    });
  });
});

test("the doctor takes an empty source of a retired mirror for what it is", async () => {
  const console = await healthy();
  console.seed([DEFAULT_ROUTE], []);
  const found = await diagnose(console, [], RETIRING);
  expect(found.of("node routes present").status).toBe("pass");
  expect(found.of("in step")).toMatchObject({ status: "pass" });
  expect(found.of("in step").message).toContain("retired");
});
