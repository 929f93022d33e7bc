import { expect, it } from "vitest";
import { treeState } from "../../src/core/tree-state.js";

it("leaves no trace on an owner that it is only read of", () => {
  const state = treeState("test", () => ({ count: 1 }));
  const owner = {};
  expect(state.peek(owner)).toBeUndefined();
  expect(Reflect.ownKeys(owner)).toEqual([]);
  state.of(owner).count += 1;
  expect(state.peek(owner)).toEqual({ count: 2 });
});
