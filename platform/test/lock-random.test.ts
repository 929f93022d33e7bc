import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { Folder, moved, type Run } from "./support/lock.js";
import { likelyPlatform } from "./support/random-platform.js";
import { SEED } from "../../test/support/seed.js";

// Each run takes three syntheses of some 50 ms.
const RUNS = Number(process.env["RANDOM_PLATFORMS"] ?? 15);

type Json = unknown;

function reversed(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

function inFolder(work: (folder: Folder) => void): void {
  const folder = new Folder();
  try {
    work(folder);
  } finally {
    folder.remove();
  }
}

function outputOf({ text, lock }: Run): readonly unknown[] {
  return [text, lock];
}

test("a random platform has the same output with the lock file that it was given, in any order of keys", () => {
  let written = 0;
  fc.assert(
    fc.property(likelyPlatform, (platform) => {
      inFolder((folder) => {
        const first = folder.run(stringify(platform));
        if (first.errors.length > 0) return;
        written += 1;
        expect(outputOf(folder.run(stringify(platform)))).toEqual(outputOf(first));
        const turned = folder.run(stringify(reversed(platform)));
        expect(turned.errors).toEqual([]);
        expect(moved(first, turned)).toEqual([]);
        expect(turned.lock).toBe(first.lock);
      });
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(written).toBeGreaterThan(0);
}, 120_000);
