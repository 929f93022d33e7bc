import { afterAll, afterEach, describe, expect, test } from "vitest";
import { EXAMPLES, SAMPLED } from "../support/examples.js";
import { ExampleCycles } from "../support/terraform/example-cycle.js";
import { terraformVersion } from "../support/terraform/terraform.js";

const cycles = new ExampleCycles();
afterEach(() => {
  cycles.closeStacks();
});
afterAll(() => {
  cycles.close();
});

describe.skipIf(terraformVersion === undefined)("each example against the offline provider", () => {
  test.each(EXAMPLES)(
    "%s for azurerm 5: plans the same as HCL, applies in order, plans nothing more, is destroyed in reverse, leaves what existed",
    { timeout: 120_000 },
    async (example) => {
      await (await cycles.start(example, 5)).runPlanned();
    },
  );

  // `npm test` applies the others for azurerm 4. Terraform's order comes from the dependencies alone: where they are the
  // same, what applies for one major applies for the other.
  test.each(EXAMPLES.filter((example) => !SAMPLED.includes(example) && cycles.majors(example).includes(4)))(
    "%s is valid for azurerm 4 too, with the same dependencies",
    { timeout: 60_000 },
    async (example) => {
      await (await cycles.start(example, 4)).validate();
      expect(cycles.dependencies(example, 4)).toEqual(cycles.dependencies(example, 5));
    },
  );
});
