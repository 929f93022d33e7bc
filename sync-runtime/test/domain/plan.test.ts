import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprintOf } from "../../src/domain/fingerprint.js";
import { changes, planMirror } from "../../src/domain/plan.js";
import { Route } from "../../src/domain/route.js";
import { select } from "../../src/domain/select.js";
import { anyTable, azureTable, mirrorWith } from "../support/arbitraries.js";

const mirror = mirrorWith();
const upsertOnly = mirrorWith({ policy: "upsert-only" });
const anyPolicy = fc.constantFrom(mirror, upsertOnly, mirrorWith({ policy: "retire" }));
function text({ key, prefixKey, values }: Route): string {
  return `${key} ${prefixKey} ${values.nextHopIpAddress ?? ""}`;
}
function texts(routes: readonly Route[]): string[] {
  return routes.map(text).sort();
}
function route(name: string, addressPrefix: string, nextHopIpAddress = "10.1.0.4"): Route {
  return new Route({ name, addressPrefix, nextHopType: "VirtualAppliance", nextHopIpAddress });
}

describe("planning any source into any target", () => {
  test("one step brings the target in step, but for conflicts", () => {
    fc.assert(
      fc.property(anyTable, azureTable, (source, target) => {
        const plan = planMirror(mirror, source, target);
        const blocked = new Set(plan.conflicts.map(({ route: skipped }) => skipped));
        const wanted = select(mirror, source).selected.filter((wish) => !blocked.has(wish));
        expect(texts(select(mirror, plan.after).selected)).toEqual(texts(wanted));
      }),
    );
  });

  test("planning again changes nothing, under any policy", () => {
    fc.assert(
      fc.property(anyTable, azureTable, anyPolicy, (source, target, rule) => {
        const { after } = planMirror(rule, source, target);
        expect(changes(planMirror(rule, source, after))).toBe(0);
      }),
    );
  });

  test("the order of the routes does not matter", () => {
    fc.assert(
      fc.property(anyTable, azureTable, anyPolicy, (source, target, rule) => {
        const plan = planMirror(rule, source, target);
        const turned = planMirror(rule, source.toReversed(), target.toReversed());
        expect(texts(turned.after)).toEqual(texts(plan.after));
        expect(turned.add.map(text)).toEqual(plan.add.map(text));
        expect(turned.remove.map(text)).toEqual(plan.remove.map(text));
      }),
    );
  });

  test("foreign routes stay, the very same bodies in the same order", () => {
    fc.assert(
      fc.property(anyTable, azureTable, (source, target) => {
        const { after } = planMirror(mirror, source, target);
        const foreign = select(mirror, target).others;
        expect(after.filter((kept) => foreign.includes(kept))).toEqual(foreign);
      }),
    );
  });

  test("only owned routes are removed or changed, and under upsert-only none is removed", () => {
    fc.assert(
      fc.property(anyTable, azureTable, (source, target) => {
        const owned = new Set(select(mirror, target).selected);
        const { remove, update } = planMirror(mirror, source, target);
        for (const gone of [...remove, ...update.map(({ before }) => before)])
          expect(owned.has(gone)).toBe(true);
        expect(planMirror(upsertOnly, source, target).remove).toEqual([]);
      }),
    );
  });

  test("a table without two routes of one name or prefix stays so", () => {
    fc.assert(
      fc.property(anyTable, azureTable, anyPolicy, (source, target, rule) => {
        const { after } = planMirror(rule, source, target);
        expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
        expect(new Set(after.map(({ prefixKey }) => prefixKey)).size).toBe(after.length);
      }),
    );
  });
});

describe("conflicts", () => {
  test("a foreign route with a node's prefix keeps its place, and the rest is applied", () => {
    const foreign = new Route({
      name: "mine",
      addressPrefix: "10.244.1.0/24",
      nextHopType: "Internet",
      nextHopIpAddress: null,
    });
    const plan = planMirror(
      mirror,
      [
        route("aks-np-12345678-vmss000001", "10.244.1.0/24"),
        route("aks-np-12345678-vmss000002", "10.244.2.0/24"),
      ],
      [foreign],
    );
    expect(plan.add.map(({ name }) => name)).toEqual(["aks-np-12345678-vmss000002"]);
    expect(plan.conflicts.map((conflict) => [conflict.route.name, conflict.foreign.name])).toEqual([
      ["aks-np-12345678-vmss000001", "mine"],
    ]);
  });

  test("a foreign route with a node's name in another case is one", () => {
    const foreign = route("AKS-NP-12345678-VMSS000001", "172.16.0.0/24");
    const { conflicts, add } = planMirror(
      mirror,
      [route("aks-np-12345678-vmss000001", "10.244.1.0/24")],
      [foreign],
    );
    expect(conflicts).toHaveLength(1);
    expect(add).toEqual([]);
  });

  test("of two source routes with one prefix the first by name is taken", () => {
    const plan = planMirror(
      mirror,
      [
        route("aks-np-12345678-vmss000002", "10.244.1.0/24"),
        route("aks-np-12345678-vmss000001", "10.244.1.0/24"),
      ],
      [],
    );
    expect(plan.add.map(({ name }) => name)).toEqual(["aks-np-12345678-vmss000001"]);
    expect(plan.conflicts.map((conflict) => [conflict.route.name, conflict.foreign.name])).toEqual([
      ["aks-np-12345678-vmss000002", "aks-np-12345678-vmss000001"],
    ]);
  });

  test("under upsert-only a stale mirrored route is in the way of a node route with its prefix", () => {
    const stale = route("aks-np-12345678-vmss000009", "10.244.1.0/24");
    const plan = planMirror(upsertOnly, [route("aks-np-12345678-vmss000001", "10.244.1.0/24")], [stale]);
    expect(plan.conflicts.map(({ foreign }) => foreign.name)).toEqual(["aks-np-12345678-vmss000009"]);
    expect(plan.foreign).toEqual([stale]);
    expect(changes(plan)).toBe(0);
  });

  test("nodes that swap their prefixes are updated in one step", () => {
    const before = [
      route("aks-np-12345678-vmss000001", "10.244.1.0/24"),
      route("aks-np-12345678-vmss000002", "10.244.2.0/24"),
    ];
    const after = [
      route("aks-np-12345678-vmss000001", "10.244.2.0/24"),
      route("aks-np-12345678-vmss000002", "10.244.1.0/24"),
    ];
    const plan = planMirror(mirror, after, before);
    expect(plan.update).toHaveLength(2);
    expect(texts(plan.after)).toEqual(texts(after));
  });
});

describe("selection", () => {
  test.each([
    ["a default route", route("aks-np-12345678-vmss000001", "0.0.0.0/0")],
    ["a route outside the pod CIDRs", route("aks-np-12345678-vmss000001", "10.245.0.0/24")],
    ["a prefix that holds a pod CIDR", route("aks-np-12345678-vmss000001", "10.0.0.0/8")],
    ["another name", route("gateway-1", "10.244.1.0/24")],
    ["a service tag", route("aks-np-12345678-vmss000001", "AzureCloud")],
    ["an IPv6 prefix with IPv4 pods", route("aks-np-12345678-vmss000001", "fd00::/64")],
    [
      "another hop",
      new Route({
        name: "aks-np-12345678-vmss000001",
        addressPrefix: "10.244.1.0/24",
        nextHopType: "Internet",
        nextHopIpAddress: null,
      }),
    ],
  ])("%s is not mirrored", (_, other) => {
    expect(select(mirror, [other]).selected).toEqual([]);
  });

  test("names match without case, and dual-stack names too", () => {
    const dual = mirrorWith({ podCidrs: ["10.244.0.0/16", "fd12:3456::/56"] });
    const routes = [
      route("AKS-Pool-12345678-VMSS000001", "10.244.1.0/24"),
      route("aks-p-12345678-vmss000001____fd1234560064", "fd12:3456::/64", "fd00::4"),
    ];
    expect(select(dual, routes).selected).toHaveLength(2);
  });

  test("a prefix is compared as a network, whatever way it is written", () => {
    const dual = mirrorWith({ podCidrs: ["fd12:3456::/56"] });
    const plan = planMirror(
      dual,
      [route("aks-np-12345678-vmss000001", "fd12:3456:0:1::/64", "FD00::4")],
      [route("aks-np-12345678-vmss000001", "FD12:3456:0:0001::/64", "fd00::4")],
    );
    expect(changes(plan)).toBe(0);
  });

  test.each([
    ["an IPv6 hop", "fd12:3456:0:1::/64", "fd00::4", "FD00:0:0:0:0:0:0:0004"],
    ["an IPv6 hop with an IPv4 tail", "fd12:3456:0:1::/64", "::ffff:10.1.0.4", "::FFFF:0a01:4"],
    ["an IPv6 prefix", "fd12:3456:0:1::/64", "fd00::4", "fd00::4"],
    ["spaces", "fd12:3456:0:1::/64", "fd00::4", " fd00::4 "],
  ])("%s that is written in another way is the same", (_, prefix, hop, otherHop) => {
    const dual = mirrorWith({ podCidrs: ["fd12:3456::/56"] });
    const source = [route("aks-np-12345678-vmss000001", prefix, hop)];
    const target = [
      route("AKS-NP-12345678-VMSS000001", prefix.replace("::", ":0000:0:0:0").toUpperCase(), otherHop),
    ];
    expect(changes(planMirror(dual, source, target))).toBe(0);
    expect(fingerprintOf(select(dual, source).selected)).toBe(fingerprintOf(select(dual, target).selected));
  });

  test("another IPv6 hop is an update, as is a hop that is no address", () => {
    const dual = mirrorWith({ podCidrs: ["fd12:3456::/56"] });
    for (const hop of ["fd00::5", "fd00::4%eth0", "gateway"]) {
      const target = [route("aks-np-12345678-vmss000001", "fd12:3456:0:1::/64", hop)];
      expect(
        planMirror(dual, [route("aks-np-12345678-vmss000001", "fd12:3456:0:1::/64", "fd00::4")], target)
          .update,
      ).toHaveLength(1);
    }
  });
});
