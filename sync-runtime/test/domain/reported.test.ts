import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, NO_PERMISSIONS, type Decision, type TargetDecision } from "../../src/domain/decide.js";
import { describe as report, NO_CALLS, type MirrorReport } from "../../src/domain/describe.js";
import type { Mirror } from "../../src/domain/mirror.js";
import { Route } from "../../src/domain/route.js";
import { readTable, type RouteTable } from "../../src/domain/table.js";
import { mirrorWith } from "../support/arbitraries.js";
import { tableBody, tableId } from "../support/fleet.js";

const POD_CIDRS = ["10.244.0.0/16", "fd12:3456::/56"];
const EVERYTHING = { ...mirrorWith().guards, maxRemovalPercent: 100, allowEmptySource: true };

/** Every form of a node's name, names that only look so, and others. */
const name = fc.constantFrom(
  "aks-np-12345678-vmss000001",
  "AKS-NP-12345678-VMSS000002",
  "aks-np-12345678-vms3",
  "aks-np-12345678-4",
  "aks-np-12345678-vms5____1024450024",
  "aks-np-12345678-vms5____fd123456000564",
  "aks-firewall",
  "aks-pods-10-244",
  "workers-1",
  "default",
);
const INSIDE = [
  "10.244.1.0/24",
  "10.244.2.0/24",
  "fd12:3456:0:1::/64",
  "FD12:3456:0:0002:0::/64",
  "10.244.0.0/16",
];
const OUTSIDE = ["10.245.1.0/24", "0.0.0.0/0", "::/0", "10.0.0.0/8", "fd13::/64", "AzureCloud"];
const route = fc
  .record({
    name,
    addressPrefix: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...INSIDE) },
      fc.constantFrom(...OUTSIDE),
    ),
    nextHopType: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom("VirtualAppliance", "virtualappliance") },
      fc.constantFrom("Internet", "None"),
    ),
    hop: fc.constantFrom("10.1.0.4", "10.1.0.5", "fd00::4", "FD00:0::4"),
  })
  .map(({ hop, ...values }) => {
    const toAppliance = values.nextHopType.toLowerCase() === "virtualappliance";
    return new Route({ ...values, nextHopIpAddress: toAppliance ? hop : null });
  });
const routes = fc.array(route, { maxLength: 12 });
const pattern = fc.constantFrom(undefined, "aks*", "aks*vmss*", "*", "workers-?", "{workers,aks-np}*");
const mirror = fc
  .record({ routeNamePattern: pattern, policy: fc.constantFrom("sync", "upsert-only") })
  .map((chosen) => mirrorWith({ podCidrs: POD_CIDRS, guards: EVERYTHING, ...chosen }));

function table(id: string, list: readonly Route[]): RouteTable {
  return {
    ...readTable(tableBody(tableId(id), [])),
    routes: list,
  };
}
function round(rule: Mirror, source: readonly Route[], target: readonly Route[]): TargetDecision {
  return decide(table("gateway", target), [{ mirror: rule, source: table("aks", source) }], NO_PERMISSIONS);
}
function reportOf({ mirrors: [made] }: { mirrors: readonly Decision[] }): MirrorReport {
  if (made === undefined) throw new Error("no decision");
  return report(made, "applied", { arm: NO_CALLS, attempts: 1, durationMs: 0 });
}
function isPodRoute({ values }: Route): boolean {
  return values.nextHopType.toLowerCase() === "virtualappliance" && INSIDE.includes(values.addressPrefix);
}

describe("a pod route of the source", () => {
  test("is in the target, in conflict, or reported; and the report is in step only when all are in the target", () => {
    fc.assert(
      fc.property(mirror, routes, routes, (rule, source, target) => {
        const decision = round(rule, source, target);
        const said = reportOf(decision);
        for (const pod of source.filter(isPodRoute)) {
          const present = decision.routes.some((there) => there.sameAs(pod));
          const conflicts = said.conflicts.some(({ route: skipped }) => skipped === pod.name);
          expect(present || conflicts || said.unmatched.includes(pod.name)).toBe(true);
          if (said.outcome === "in-step") expect(present).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("is recognized once it is mirrored: the next round changes nothing", () => {
    fc.assert(
      fc.property(mirror, routes, routes, (rule, source, target) => {
        const again = reportOf(round(rule, source, round(rule, source, target).routes));
        expect([again.add, again.update, again.remove]).toEqual([[], [], []]);
      }),
      { numRuns: 300 },
    );
  });

  test("that was added is removed when its node is gone", () => {
    fc.assert(
      fc.property(mirror, routes, routes, (rule, source, target) => {
        const synced: Mirror = { ...rule, policy: "sync" };
        const filled = round(synced, source, target);
        const added = new Set(reportOf(filled).add.map((values) => values.name.toLowerCase()));
        const rest = source.filter(({ key }) => !added.has(key));
        const after = round(synced, rest, filled.routes);
        const left = after.routes.filter(({ key }) => added.has(key));
        expect(after.mirrors[0]?.kind === "planned" ? left : []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("two mirrors of one source and target", () => {
  const pod = (name: string, addressPrefix: string): Route =>
    new Route({ name, addressPrefix, nextHopType: "VirtualAppliance", nextHopIpAddress: "10.1.0.4" });
  const blue = mirrorWith({ name: "blue", routeNamePattern: "blue*" });
  const green = mirrorWith({ name: "green", routeNamePattern: "green*" });
  const source = table("aks", [
    pod("blue-1", "10.244.1.0/24"),
    pod("green-1", "10.244.2.0/24"),
    pod("red-1", "10.244.3.0/24"),
  ]);

  test("what either of them takes is not unmatched in the other, what neither takes is in both", () => {
    const both = [blue, green].map((rule) => ({ mirror: rule, source }));
    const { mirrors } = decide(table("gateway", []), both, NO_PERMISSIONS);
    expect(mirrors.map((made) => made.plan?.unmatched.map(({ name: left }) => left))).toEqual([
      ["red-1"],
      ["red-1"],
    ]);
  });

  test("a mirror of another source takes nothing of this one", () => {
    const other = { mirror: green, source: table("aks-2", []) };
    const { mirrors } = decide(table("gateway", []), [{ mirror: blue, source }, other], NO_PERMISSIONS);
    expect(mirrors[0]?.plan?.unmatched.map(({ name: left }) => left)).toEqual(["green-1", "red-1"]);
  });
});
