import { loadPlatform, survey } from "@aks-topology/platform";
import { join } from "node:path";
import { expect } from "vitest";
import { usesOf } from "../../page/what-if.js";
import { ROOT } from "./files.js";

/** With the numbers of the file, the page computes the address plan of `check`. */
export function expectSameAsCheck(file: string): void {
  const result = loadPlatform(join(ROOT, file));
  if (!result.ok) throw new Error(`${file} has errors.`);
  const { pools, description } = survey(result.loaded);
  const uses = usesOf(pools).filter(({ unit }) => unit === "addresses");
  expect(uses.length > 0).toBe(pools.length > 0);
  for (const { prefix, needed, available, what } of uses) {
    const planned = description.addressPlan.find(
      (row) => row.prefix === prefix && what.includes(` ${row.network}/`),
    );
    // Subnets that exist already are in no plan.
    if (planned !== undefined)
      expect([what, needed, available]).toEqual([what, planned.needed, planned.usable]);
  }
}
