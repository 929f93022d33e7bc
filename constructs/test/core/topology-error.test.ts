import { tmpdir } from "node:os";
import { App } from "cdktf";
import { Construct } from "constructs";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";
import { TopologyError, type Problem } from "../../src/core/problem.js";

const PROBLEM: Problem = { code: "NAME_TAKEN", message: "Both are called a.", hint: "Rename one." };

function thrown(Constructor: typeof TopologyError): TopologyError {
  const app = new App({ outdir: tmpdir() });
  const parent = new Construct(app, "shop");
  for (let i = 0; i < 50; i += 1) new Construct(parent, `sibling-${i}`);
  return new Constructor(new Construct(parent, "main"), PROBLEM);
}

it("prints its problem and the path of its construct, not the construct tree", () => {
  const error = thrown(TopologyError);
  expect(error.message).toBe("NAME_TAKEN: Both are called a. Rename one. (shop/main)");
  const [header, ...lines] = inspect(error).split("\n");
  expect(header).toBe(`TopologyError: ${error.message}`);
  expect(lines.filter((line) => !line.startsWith("    at "))).toEqual([]);
});

it("is recognized across copies of the package", async () => {
  vi.resetModules();
  const copy = await import("../../src/core/problem.js");
  expect(copy.TopologyError).not.toBe(TopologyError);
  const error = thrown(copy.TopologyError);
  expect(error).not.toBeInstanceOf(TopologyError);
  expect(TopologyError.isTopologyError(error)).toBe(true);
  expect(error.problem).toEqual(PROBLEM);
  expect(error.construct.node.path).toBe("shop/main");
});

it("is recognized by its mark alone: an error of another realm is no instance of Error here", () => {
  const foreign: unknown = runInNewContext(
    'Object.assign(new Error("x"), { [Symbol.for("@aks-topology/constructs.TopologyError")]: true })',
  );
  expect(foreign).not.toBeInstanceOf(Error);
  expect(TopologyError.isTopologyError(foreign)).toBe(true);
});

it("recognizes nothing else", () => {
  for (const value of [new Error("NAME_TAKEN"), PROBLEM, "TopologyError", undefined, null])
    expect(TopologyError.isTopologyError(value)).toBe(false);
});
