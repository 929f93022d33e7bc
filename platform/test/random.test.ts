import { Cidr } from "@aks-topology/constructs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { ALL_RULES, inspect, parsePlatform } from "../src/index.js";
import { createdParts, emittedParts } from "./support/created-parts.js";
import { listedOtherwise } from "./support/listed-rules.js";
import { partlyExisting } from "./support/random-existing.js";
import { severalHubs } from "./support/random-hubs.js";
import { likelyPlatform, randomPlatform } from "./support/random-platform.js";
import { differencesIn } from "./support/simulated-platforms.js";
import { treeOf } from "./support/tree.js";
import { SEED } from "../../test/support/seed.js";

// A synthesis takes some 50 ms: as many as fit into a few seconds, more when a seed is hunted down.
const RUNS = Number(process.env["RANDOM_PLATFORMS"] ?? 60);

// A generator whose files are all refused, or none, would show nothing: each has a least share that must be written.
test.each([
  ["any", randomPlatform, 0],
  ["a likely", fc.oneof(likelyPlatform, partlyExisting, severalHubs), 1 / 3],
] as const)(
  "%s platform file becomes Terraform that fits the schema, or is refused with codes",
  (_, files, least) => {
    const seen = { written: 0, refused: 0 };
    fc.assert(
      fc.property(files, (platform) => {
        const result = parsePlatform(stringify(platform), "random.yaml");
        if (!result.ok) {
          expect(
            result.problems.every(({ code, line, hint }) => code in ALL_RULES && line > 0 && hint !== ""),
          ).toBe(true);
          return;
        }
        const { description, problems, stacks } = inspect(result.loaded);
        const errors = problems.filter(({ severity }) => severity === "error");
        expect(errors.filter(({ code }) => code === "TERRAFORM_INVALID")).toEqual([]);
        expect(
          problems.every(
            ({ code, line, message, hint }) => code in ALL_RULES && line > 0 && message !== "" && hint !== "",
          ),
        ).toBe(true);
        expect(JSON.stringify({ description, problems })).not.toContain("TfToken");
        seen[errors.length === 0 ? "written" : "refused"] += 1;
        if (errors.length > 0) return;
        // What exists already is not created.
        expect(emittedParts(treeOf(platform), stacks)).toEqual(createdParts(treeOf(platform)));
        expect(listedOtherwise(description, stacks)).toEqual([]);
        // A synthesis is what costs: the campaign of simulated-platforms.test.ts has fewer platforms for it.
        expect(differencesIn(stacks)).toEqual([]);
        const { addressPlan } = description;
        addressPlan.forEach(({ network, prefix }, i) => {
          const others = addressPlan.slice(i + 1).filter((other) => other.network === network);
          expect(others.filter((other) => Cidr.of(other.prefix).overlaps(Cidr.of(prefix)))).toEqual([]);
        });
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.written).toBeGreaterThan(least * RUNS);
  },
  120_000,
);
