import { afterAll, afterEach, test } from "vitest";
import { EXAMPLES, ExampleCycles } from "../support/terraform/example-cycle.js";
import { terraformVersion } from "../support/terraform/terraform.js";

const cycles = new ExampleCycles();
afterEach(() => {
  cycles.closeStacks();
});
afterAll(() => {
  cycles.close();
});

// `npm test` applies each for azurerm 4, if it can be, plans it again as HCL, and validates it for azurerm 5.
test.skipIf(terraformVersion === undefined).each(EXAMPLES)(
  "%s for azurerm 5: plans the same as HCL, applies in order, plans nothing more, is destroyed in reverse, leaves what existed",
  { timeout: 120_000 },
  async (example) => {
    await (await cycles.start(example, 5)).runPlanned();
  },
);
