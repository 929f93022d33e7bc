import { afterAll, test } from "vitest";
import { EXAMPLES, SAMPLED } from "../support/examples.js";
import { inTurn, ModuleRuns } from "../support/terraform/module-runs.js";
import { terraformVersion } from "../support/terraform/terraform.js";

const runs = new ModuleRuns();
afterAll(() => {
  runs.close();
});

// `npm test` runs those of a few, each for the first major in turn; here each of them for the other.
const CASES = [...inTurn(SAMPLED, 1), ...inTurn(EXAMPLES.filter((example) => !SAMPLED.includes(example)))];

test.skipIf(terraformVersion === undefined).each(CASES)(
  "the module of %s for azurerm %i is formatted, passes its own tests, and its example is valid",
  { timeout: 120_000 },
  async (example, major) => {
    await runs.passes(example, major);
  },
);
