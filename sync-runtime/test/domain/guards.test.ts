import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, NO_PERMISSIONS, type Permissions, type TargetDecision } from "../../src/domain/decide.js";
import { fingerprintOf } from "../../src/domain/fingerprint.js";
import type { Mirror } from "../../src/domain/mirror.js";
import { changes, planMirror } from "../../src/domain/plan.js";
import { asksFor } from "../../src/domain/policy.js";
import type { Route } from "../../src/domain/route.js";
import { readTable, type RouteTable } from "../../src/domain/table.js";
import { anyTable, azureTable, mirrorWith } from "../support/arbitraries.js";
import { DEFAULT_ROUTE, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}
function aks(routes: readonly RouteSeed[], state = "Succeeded"): RouteTable {
  return readTable(tableBody(tableId("aks"), routes, state));
}
function gateway(routes: readonly RouteSeed[], state = "Succeeded"): RouteTable {
  return readTable(tableBody(tableId("gateway"), routes, state));
}
function decideOne(
  source: RouteTable,
  target: RouteTable,
  mirror: Mirror = mirrorWith(),
  permissions: Partial<Permissions> = {},
): TargetDecision {
  return decide(target, [{ mirror, source }], { ...NO_PERMISSIONS, ...permissions });
}
function guardOf({ mirrors: [made] }: TargetDecision): string | null {
  return made?.kind === "held" ? made.held.guard : null;
}

describe("guards", () => {
  test("an empty source does not empty the target, unless that is allowed", () => {
    const held = decideOne(aks([DEFAULT_ROUTE]), gateway(nodes(3)));
    expect(guardOf(held)).toBe("EMPTY_SOURCE");
    expect(held.write).toBe(false);
    expect(
      decideOne(aks([]), gateway(nodes(3)), mirrorWith({ guards: { allowEmptySource: true } })).write,
    ).toBe(true);
    expect(decideOne(aks([]), gateway(nodes(30)), undefined, { allowEmpty: true }).write).toBe(true);
    expect(guardOf(decideOne(aks([]), gateway([])))).toBeNull();
  });

  test.each([
    ["nothing", {}, 11, 11, false],
    ["a removal from a small table", {}, 0, 10, false],
    ["the largest removal that is allowed", {}, 6, 12, false],
    ["a larger one", {}, 5, 12, true],
    ["the end of a mirror that retires", { policy: "retire" }, 0, 1, true],
    ["the end of one that has nothing", { policy: "retire" }, 0, 0, false],
    ["a mirror that retires and has routes", { policy: "retire" }, 1, 3, false],
  ])("%s asks for a second reading, or not", (_, options, wanted, owned, asks) => {
    const [source, target] = [aks(nodes(wanted)), gateway(nodes(owned))];
    expect(asksFor(planMirror(mirrorWith(options), source.routes, target.routes))).toBe(asks);
  });

  test("a hold counts one route in the singular", () => {
    const messageOf = ({ mirrors: [made] }: TargetDecision): string =>
      made?.kind === "held" ? made.held.message : "";
    expect(messageOf(decideOne(aks([]), gateway(nodes(1))))).toContain("has 1 mirrored route;");
    expect(messageOf(decideOne(aks([]), gateway(nodes(2))))).toContain("has 2 mirrored routes;");
  });

  test("a removal is large beyond half of more than ten routes", () => {
    expect(guardOf(decideOne(aks(nodes(5)), gateway(nodes(12))))).toBe("LARGE_REMOVAL");
    expect(guardOf(decideOne(aks(nodes(6)), gateway(nodes(12))))).toBeNull();
    expect(guardOf(decideOne(aks(nodes(1)), gateway(nodes(10))))).toBeNull();
    expect(decideOne(aks(nodes(5)), gateway(nodes(12)), undefined, { allowRemovals: true }).write).toBe(true);
  });

  test("a large removal passes when a reading 150 s ago selected the same, and not before", () => {
    const first = decideOne(aks(nodes(5)), gateway(nodes(12)));
    const [made] = first.mirrors;
    const fingerprint = made?.kind === "held" ? fingerprintOf(made.plan.selected) : "";
    const seen = (msAgo: number): Partial<Permissions> => ({
      confirmations: new Map([["shop", { fingerprint, ageMs: msAgo }]]),
    });
    expect(decideOne(aks(nodes(5).toReversed()), gateway(nodes(12)), undefined, seen(150_000)).write).toBe(
      true,
    );
    expect(guardOf(decideOne(aks(nodes(5)), gateway(nodes(12)), undefined, seen(149_999)))).toBe(
      "LARGE_REMOVAL",
    );
    expect(guardOf(decideOne(aks(nodes(4)), gateway(nodes(12)), undefined, seen(150_000)))).toBe(
      "LARGE_REMOVAL",
    );
  });

  test("a plan may not grow the table beyond its limit, but may shrink one that is beyond", () => {
    const limited = mirrorWith({ guards: { routeLimit: 5 } });
    expect(guardOf(decideOne(aks(nodes(5)), gateway([DEFAULT_ROUTE]), limited))).toBe("ROUTE_LIMIT");
    expect(guardOf(decideOne(aks(nodes(4)), gateway([DEFAULT_ROUTE]), limited))).toBeNull();
    expect(guardOf(decideOne(aks(nodes(6)), gateway(nodes(7)), limited))).toBeNull();
  });

  test("a warning comes from nine tenths of the limit", () => {
    const warningOf = (count: number): string | null => {
      const { mirrors } = decideOne(
        aks(nodes(count)),
        gateway([]),
        mirrorWith({ guards: { routeLimit: 20 } }),
      );
      return mirrors[0]?.kind === "planned" ? mirrors[0].warning : null;
    };
    expect(warningOf(17)).toBeNull();
    expect(warningOf(18)).toContain("18 of at most 20");
  });

  test.each([
    ["Updating", "Succeeded", "SOURCE_UPDATING"],
    ["Failed", "Succeeded", "SOURCE_FAILED"],
    ["Deleting", "Succeeded", "SOURCE_DELETING"],
    ["Succeeded", "Updating", "TARGET_UPDATING"],
    ["Succeeded", "Deleting", "TARGET_DELETING"],
    ["Succeeded", "Failed", null],
    ["SomethingNew", "Succeeded", "SOURCE_UPDATING"],
  ])("source %s, target %s: %s", (source, target, guard) => {
    const decision = decideOne(aks(nodes(2), source), gateway([], target));
    expect(guardOf(decision)).toBe(guard);
    expect(decision.write).toBe(guard === null);
  });

  test("a failed target is written even when its routes are right: only a PUT heals it", () => {
    expect(decideOne(aks(nodes(2)), gateway(nodes(2), "Failed")).write).toBe(true);
  });

  test("pod CIDRs that fit no node route are an error, not an empty source", () => {
    const { mirrors, write } = decideOne(aks([node(1, "10.1.0.4", "10.99.1.0/24")]), gateway(nodes(2)));
    expect(mirrors[0]?.kind === "failed" ? mirrors[0].error.code : null).toBe("NOTHING_IN_POD_CIDRS");
    expect(write).toBe(false);
  });

  test("whatever is held or failed leaves the table as it is", () => {
    const table = (base: RouteTable, routes: readonly Route[]): RouteTable => ({ ...base, routes });
    fc.assert(
      fc.property(anyTable, azureTable, fc.constantFrom(3, 400), (source, target, routeLimit) => {
        const mirror = mirrorWith({ guards: { routeLimit } });
        const decision = decideOne(table(aks([]), source), table(gateway([]), target), mirror);
        const [made] = decision.mirrors;
        const planned = made?.kind === "planned" && changes(made.plan) > 0;
        expect(decision.write).toBe(planned);
        if (made?.kind !== "planned") expect(decision.routes).toBe(target);
      }),
    );
  });
});

describe("several mirrors with one target", () => {
  const second = mirrorWith({ name: "web", source: { id: tableId("aks-2") }, podCidrs: ["10.245.0.0/16"] });
  const web = (...routes: RouteSeed[]): RouteTable => readTable(tableBody(tableId("aks-2"), routes));
  const webNode = { name: "aks-web-12345678-vmss000001", prefix: "10.245.1.0/24", hop: "10.2.0.4" };

  test("one that is held keeps its routes, the other is applied in the same table", () => {
    const target = gateway([...nodes(3), { ...webNode, hop: "10.2.0.99" }]);
    const { mirrors, routes, write } = decide(
      target,
      [
        { mirror: mirrorWith(), source: aks([]) },
        { mirror: second, source: web(webNode) },
      ],
      NO_PERMISSIONS,
    );
    expect(mirrors.map(({ kind }) => kind)).toEqual(["held", "planned"]);
    expect(write).toBe(true);
    expect(routes.map(({ values }) => values.nextHopIpAddress)).toEqual([
      "10.1.0.10",
      "10.1.0.11",
      "10.1.0.12",
      "10.2.0.4",
    ]);
  });

  test("two clusters whose nodes have one name: the one that is in the table stays", () => {
    const twin = { ...webNode, name: node(1).name };
    const { mirrors } = decide(
      gateway([twin]),
      [
        { mirror: mirrorWith(), source: aks([node(1)]) },
        { mirror: second, source: web(twin) },
      ],
      NO_PERMISSIONS,
    );
    const plans = mirrors.map((made) => (made.kind === "planned" ? made.plan : null));
    expect(plans[0]?.conflicts).toHaveLength(1);
    expect(plans[1]?.remove).toEqual([]);
  });
});
