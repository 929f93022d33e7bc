import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { diffPlatforms, parsePlatform, type LoadedPlatform, type PlatformDiff } from "../src/index.js";
import { likelyPlatform } from "./support/random-platform.js";
import { SEED } from "../../test/support/seed.js";

// Each run takes up to six syntheses of some 50 ms.
const RUNS = Number(process.env["RANDOM_PLATFORMS"] ?? 12);

function loaded(platform: unknown): LoadedPlatform | undefined {
  const result = parsePlatform(stringify(platform), "platform.yaml");
  return result.ok ? result.loaded : undefined;
}

function addresses({ changes }: PlatformDiff, action: string): string[] {
  return changes
    .filter((change) => change.action === action)
    .map(({ stack, address }) => `${stack}/${address}`);
}

test("random platforms differ not from themselves, and from each other as much in both directions", () => {
  let compared = 0;
  fc.assert(
    fc.property(likelyPlatform, likelyPlatform, (one, other) => {
      const [before, after] = [loaded(one), loaded(other)];
      if (before === undefined || after === undefined) return;
      const same = diffPlatforms(before, before);
      expect(same.changes).toEqual([]);
      const [there, back] = [diffPlatforms(before, after), diffPlatforms(after, before)];
      if (there.changes.length === 0 || back.changes.length === 0) return;
      compared += 1;
      expect(addresses(there, "create")).toEqual(addresses(back, "delete"));
      expect(addresses(there, "delete")).toEqual(addresses(back, "create"));
      // What is compared names its arguments, and what is replaced says which of them forces that.
      for (const { action, attributes } of [...there.changes, ...back.changes]) {
        if (action === "update") expect(attributes.map(({ forces }) => forces)).not.toContain(true);
        if (action === "update") expect(attributes).not.toEqual([]);
        if (action === "replace") expect(attributes.some(({ forces }) => forces)).toBe(true);
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(compared).toBeGreaterThan(0);
}, 120_000);
