import { loadPlatform, survey } from "@aks-topology/platform";
import { join } from "node:path";
import { expect, test } from "vitest";
import { usesOf } from "../../page/what-if.js";
import { ROOT } from "../support/files.js";
import { expectSameAsCheck } from "../support/what-if-claims.js";

test.each(["kubenet-agic.yaml", "front-door-private-link.yaml"])(
  "%s: the page computes what check computes",
  (file) => {
    expectSameAsCheck(`examples/${file}`);
  },
);

test.each([
  ["pod-range-too-small.yaml", /^Pod range/],
  ["too-many-kubenet-nodes.yaml", /^Limit of kubenet/],
  ["node-subnet-too-small.yaml", /^Node subnet/],
])("%s: the page finds what check refuses", (file, what) => {
  const result = loadPlatform(join(ROOT, "examples/broken", file));
  if (!result.ok) throw new Error("The file is refused for its shape.");
  const short = usesOf(survey(result.loaded).pools).filter(({ needed, available }) => needed > available);
  expect(short.map((use) => use.what)).toContainEqual(expect.stringMatching(what));
});
