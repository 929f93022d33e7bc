import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { noticedMutants, shareText } from "./support/path-mutants.js";

// The reference and small ones with appliance and shared table; the deep campaign has every example.
const EXAMPLES = ["kubenet-agic", "appliance-egress", "shared-route-table"];

test.each(EXAMPLES)("faults in the Terraform of %s flip paths", (name) => {
  const text = readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");
  const found = noticedMutants(text, name);
  console.log(shareText(name, found));
  expect(found.unnoticed).toEqual([]);
  expect(found.mutants).toBeGreaterThan(2 * found.redundant.length);
});
