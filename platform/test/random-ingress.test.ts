import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { ALL_RULES, inspect, parsePlatform } from "../src/index.js";
import { randomIngress } from "./support/random-ingress.js";
import { SEED } from "../../test/support/seed.js";

// Each run synthesizes a platform: few enough for every day, more when a seed is hunted down.
const RUNS = Number(process.env["RANDOM_PLATFORMS"] ?? 40);

test("any kind of ingress becomes Terraform that fits the schema, or is refused with codes", () => {
  const seen = { written: 0, refused: 0 };
  fc.assert(
    fc.property(randomIngress, (content) => {
      const result = parsePlatform(stringify(content), "random.yaml");
      if (!result.ok) expect.fail(JSON.stringify(result.problems));
      const { description, problems } = inspect(result.loaded);
      expect(JSON.stringify({ description, problems })).not.toContain("TfToken");
      const errors = problems.filter(({ severity }) => severity === "error");
      expect(errors.filter(({ code }) => code === "TERRAFORM_INVALID")).toEqual([]);
      for (const { code, line, message, hint } of problems) {
        // It is about a key that the file lacks.
        if (code === "BASELINE_MISSING") continue;
        expect(code in ALL_RULES && message !== "" && hint !== "").toBe(true);
        expect(line, `${code}: ${message}`).toBeGreaterThan(1);
      }
      seen[errors.length === 0 ? "written" : "refused"] += 1;
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(seen.written).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
});
