import { expect, test } from "vitest";
import { checkMangled, uncommented } from "./support/mangled-platforms.js";

test("no change of bytes in a platform file is a defect of ours", { timeout: 120_000 }, async () => {
  const seen = await checkMangled(uncommented("cli/presets/minimal.yaml"), { numRuns: 300, seed: 18 });
  expect(seen.refused).toBeGreaterThan(50);
  expect(seen.passed).toBeGreaterThan(4);
});
