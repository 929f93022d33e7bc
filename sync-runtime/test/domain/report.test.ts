import { describe, expect, test } from "vitest";
import { decide, lost, NO_PERMISSIONS, type Decision } from "../../src/domain/decide.js";
import {
  describe as report,
  exitCodeOf,
  NO_CALLS,
  type MirrorReport,
  type Progress,
} from "../../src/domain/describe.js";
import { SyncError } from "../../src/domain/errors.js";
import { groupByTarget, type Mirror } from "../../src/domain/mirror.js";
import { readTable, type RouteTable } from "../../src/domain/table.js";
import { mirrorWith } from "../support/arbitraries.js";
import { DEFAULT_ROUTE, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

const COST = { arm: { ...NO_CALLS, reads: 2 }, attempts: 3, durationMs: 4 };
const FAILURE = new SyncError({
  code: "AZURE_BUSY",
  fault: "azure",
  message: "busy",
  remedy: "Wait.",
});
const LOOKALIKE: RouteSeed = { name: "aks-firewall", prefix: "10.244.200.0/24", hop: "10.0.0.4" };
const OUTSIDE = node(7, "10.1.0.17", "10.245.7.0/24");

function table(name: string, routes: readonly RouteSeed[], state?: string): RouteTable {
  return readTable(tableBody(tableId(name), routes, state));
}

function decisionOf(
  source: readonly RouteSeed[],
  target: readonly RouteSeed[],
  mirror: Mirror = mirrorWith(),
): Decision {
  const candidates = [{ mirror, source: table("aks", source) }];
  const [made] = decide(table("gateway", target), candidates, NO_PERMISSIONS).mirrors;
  return made ?? expect.fail("There is no decision.");
}

function reported(
  source: readonly RouteSeed[],
  target: readonly RouteSeed[],
  progress: Progress = "planned",
  heals = false,
): MirrorReport {
  return report(decisionOf(source, target), progress, COST, heals);
}

const NAMES = [1, 2, 3].map((n) => node(n).name);

describe("the report of a mirror", () => {
  test.each<[string, MirrorReport, MirrorReport["outcome"]]>([
    ["nothing to change", reported([node(1)], [node(1)]), "in-step"],
    ["a change that is planned", reported([node(1)], []), "changes"],
    ["a change that is applied", reported([node(1)], [], "applied"), "applied"],
    ["a change that failed", reported([node(1)], [], { failed: FAILURE }), "failed"],
    ["a target that only heals", reported([node(1)], [node(1)], "applied", true), "applied"],
    ["a target that would heal", reported([node(1)], [node(1)], "planned", true), "changes"],
    ["a conflict", reported([node(1)], [{ ...node(1), hop: null }]), "conflicts"],
    ["a route that nothing takes", reported([node(1), LOOKALIKE], [node(1)]), "unmatched"],
    ["an emptied source", reported([], [node(1)]), "held"],
    ["a source outside the pod ranges", reported([OUTSIDE], []), "failed"],
  ])("%s", (_, { outcome, name, arm, attempts, durationMs }, expected) => {
    expect(outcome).toBe(expected);
    expect({ name, arm, attempts, durationMs }).toEqual({ name: "shop", ...COST });
  });

  test("lists what is added, updated, removed and left alone", () => {
    const before = node(2, "10.1.0.99");
    const { add, update, remove, foreign, ignored, unmatched, conflicts, held, error } = reported(
      [node(1), node(2), OUTSIDE, LOOKALIKE],
      [before, node(3), DEFAULT_ROUTE],
    );
    expect(add.map(({ name }) => name)).toEqual(NAMES.slice(0, 1));
    expect(update.map((change) => [change.before.nextHopIpAddress, change.after.nextHopIpAddress])).toEqual([
      ["10.1.0.99", "10.1.0.12"],
    ]);
    expect(remove.map(({ name }) => name)).toEqual(NAMES.slice(2));
    expect({ foreign, ignored, unmatched, conflicts, held, error }).toEqual({
      foreign: ["default"],
      ignored: [OUTSIDE.name],
      unmatched: ["aks-firewall"],
      conflicts: [],
      held: null,
      error: null,
    });
  });

  test("of a failure lists nothing to do, and what was seen", () => {
    const { add, ignored, foreign, error, warnings } = reported([OUTSIDE], [DEFAULT_ROUTE]);
    expect({ add, ignored, foreign, warnings }).toEqual({
      add: [],
      ignored: [OUTSIDE.name],
      foreign: ["default"],
      warnings: [],
    });
    expect(error).toMatchObject({ code: "NOTHING_IN_POD_CIDRS", whose: "config" });
  });

  test("of a mirror whose source could not be read has empty lists and the error", () => {
    const mirror = mirrorWith();
    const { mirrors } = decide(table("gateway", []), [{ mirror, source: FAILURE }], NO_PERMISSIONS);
    const [made] = mirrors;
    expect(made && report(made, "planned", COST)).toEqual({
      name: "shop",
      outcome: "failed",
      add: [],
      update: [],
      remove: [],
      foreign: [],
      ignored: [],
      unmatched: [],
      conflicts: [],
      held: null,
      error: { code: "AZURE_BUSY", message: "busy", whose: "azure", remedy: "Wait.", hint: "Wait." },
      warnings: [],
      ...COST,
    });
  });

  test("warns of target routes that look like mirrored ones, and of a table that is nearly full", () => {
    expect(reported([node(1)], [node(1)]).warnings).toEqual([]);
    for (const [source, target] of [
      [[node(1)], [node(1), LOOKALIKE]],
      [[], [node(1), LOOKALIKE]],
    ] as const) {
      const { warnings } = reported(source, target);
      expect(warnings).toEqual([expect.stringContaining("aks-firewall")]);
    }
    const full = mirrorWith({ guards: { routeLimit: 1 } });
    const { warnings } = report(decisionOf([node(1)], [node(1)], full), "planned", COST);
    expect(warnings).toEqual([expect.stringContaining("at most 1 routes")]);
  });

  test.each([
    ["the target has its name", [node(1)], [{ ...node(9), name: node(1).name, hop: null }], "target", "name"],
    [
      "the target has its prefix",
      [node(1)],
      [{ ...DEFAULT_ROUTE, prefix: node(1).prefix }],
      "target",
      "prefix 10.244.1.0/24",
    ],
    [
      "the source has its prefix twice",
      [node(1), { ...node(2), prefix: node(1).prefix }],
      [],
      "source",
      "prefix",
    ],
  ])("names the route in the way: %s", (_, source, target, place, what) => {
    const { conflicts } = reported(source, target);
    expect(conflicts).toHaveLength(1);
    const [conflict] = conflicts;
    expect(conflict?.reason).toContain(`a route of the ${place} `);
    expect(conflict?.reason).toContain(what);
    expect([...source, ...target].map(({ name }) => name)).toContain(conflict?.foreign);
  });
});

describe("the exit code", () => {
  const inStep = reported([node(1)], [node(1)]);
  const changes = reported([node(1)], []);
  const failed = reported([OUTSIDE], []);
  const held = reported([], [node(1)]);
  const unmatched = reported([node(1), LOOKALIKE], [node(1)]);
  const conflicts = reported([node(1)], [{ ...node(1), hop: null }]);

  test.each<[string, readonly MirrorReport[], boolean, number]>([
    ["nothing", [], true, 0],
    ["in step", [inStep], true, 0],
    ["changes", [inStep, changes], true, 2],
    ["changes, without asking for them", [changes], false, 0],
    ["held", [changes, held], true, 3],
    ["unmatched routes", [changes, unmatched], true, 3],
    ["conflicts", [conflicts], false, 3],
    ["failed", [inStep, held, failed, changes], true, 1],
  ])("of %s", (_, reports, detailed, code) => {
    expect(exitCodeOf(reports, detailed)).toBe(code);
  });
});

describe("a write that Azure did not keep", () => {
  const mirror = mirrorWith();
  const before = table("gateway", [node(3), DEFAULT_ROUTE]);
  const decision = decide(before, [{ mirror, source: table("aks", [node(1), node(2)]) }], NO_PERMISSIONS);

  test.each<[string, RouteSeed[], string[]]>([
    ["all of it", [node(1), node(2), DEFAULT_ROUTE], []],
    ["all of it and another writer's route", [node(1), node(2), DEFAULT_ROUTE, node(9)], []],
    ["a route less", [node(1), DEFAULT_ROUTE], [node(2).name]],
    ["another hop", [node(1), node(2, "10.1.0.99"), DEFAULT_ROUTE], [node(2).name]],
    ["a removed route still", [node(1), node(2), node(3), DEFAULT_ROUTE], [node(3).name]],
  ])("kept %s", (_, written, names) => {
    expect(lost(before, decision, table("gateway", written))).toEqual(names);
  });
});

test("mirrors of one target are in order of their names, targets in the order of the file", () => {
  const mirrors = ["b", "c", "a"].map((name) => mirrorWith({ name }));
  const other = mirrorWith({ name: "0", target: { id: tableId("gateway-2") } });
  const groups = groupByTarget([...mirrors, other]);
  expect(groups.map((group) => [group.target.name, ...group.mirrors.map(({ name }) => name)])).toEqual([
    ["gateway", "a", "b", "c"],
    ["gateway-2", "0"],
  ]);
});

test("what was thrown is the same error, or a defect with the cause", () => {
  expect(SyncError.from(FAILURE)).toBe(FAILURE);
  expect(SyncError.from(new Error("odd"))).toMatchObject({
    code: "INTERNAL",
    fault: "internal",
    message: "odd",
  });
  expect(SyncError.from("text")).toMatchObject({ code: "INTERNAL", message: "text" });
});
