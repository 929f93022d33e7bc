import { tmpdir } from "node:os";
import { App, ref, Token } from "cdktf";
import { expect, it, vi } from "vitest";
import * as first from "../../src/internal.js";
import * as marks from "../../src/route-sync/mirror-targets.js";

type Package = typeof first;

const { Cidr } = first;

async function copyOfPackage(): Promise<Package> {
  vi.resetModules();
  return import("../../src/internal.js");
}

/** A hub from one copy of the package and its spokes from another, all three of which use one range. */
function overlapping(one: Package, other: Package): App {
  const app = new App({ outdir: tmpdir() });
  const stack = new one.TopologyStack(app, "test", { naming: new one.Naming("contoso") });
  const addressSpace = [Cidr.of("10.0.0.0/16")] as const;
  const hub = new one.Hub(stack, "hub", { location: "westeurope", addressSpace });
  new other.Spoke(stack, "shop", { hub, index: 0, addressSpace });
  new other.TopologyStack(app, "empty", { naming: new other.Naming("contoso") });
  new one.Spoke(stack, "desk", { hub, index: 1, addressSpace });
  return app;
}

it("sees the problems of both copies from each, once", async () => {
  const second = await copyOfPackage();
  expect(second.Spoke).not.toBe(first.Spoke);
  const found = ([one, other]: readonly [Package, Package]): string[] =>
    one.problemsOf(overlapping(one, other)).map(({ code, message }) => `${code} ${message}`);
  const expected = found([first, first]);
  expect(expected.filter((problem) => problem.startsWith("ADDRESS_OVERLAP"))).toHaveLength(3);
  expect(found([first, second])).toEqual(expected);
  expect(found([second, first])).toEqual(expected);
  expect(second.problemsOf(overlapping(first, second))).toHaveLength(expected.length);
});

it("lets CDKTF refuse the tree once for each problem", async () => {
  const second = await copyOfPackage();
  const refused = ([one, other]: readonly [Package, Package]): string => {
    const app = overlapping(one, other);
    return app.node
      .findAll()
      .flatMap((construct) => construct.node.validate())
      .join("\n");
  };
  expect(refused([first, first])).toContain("ADDRESS_OVERLAP");
  expect(refused([first, second])).toBe(refused([first, first]));
});

it("shares names, assumed values and marks", async () => {
  const second = await copyOfPackage();
  const app = overlapping(first, second);
  expect(second.namesOf(app)).toEqual(first.namesOf(app));
  expect(second.claimsOf(app)).toHaveLength(3);
  const [name, count] = [Token.asString(ref("var.name")), Token.asNumber(ref("var.count"))];
  expect([second.knownText(name), second.knownNumber(count)]).toEqual([undefined, undefined]);
  first.assume(name, "contoso");
  first.assume(count, 3);
  expect([second.knownText(name), second.knownNumber(count)]).toEqual(["contoso", 3]);
  const { isMirrorTarget } = await import("../../src/route-sync/mirror-targets.js");
  expect(isMirrorTarget).not.toBe(marks.isMirrorTarget);
  const table = { routeTableId: "a", routeTableName: "a", resourceGroupName: "rg" };
  expect(isMirrorTarget(table)).toBe(false);
  marks.markMirrorTarget(table);
  expect(isMirrorTarget(table)).toBe(true);
});
