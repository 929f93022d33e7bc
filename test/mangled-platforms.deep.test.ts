import { expect, test } from "vitest";
import { platformFiles } from "./support/files.js";
import { checkMangled, uncommented } from "./support/mangled-platforms.js";

test.each(platformFiles("examples"))(
  "no change in %s is a defect of ours",
  { timeout: 600_000 },
  async (file) => {
    const seen = await checkMangled(uncommented(file), { numRuns: 150, seed: 20_261_128 });
    expect(seen.refused).toBeGreaterThan(20);
  },
);
