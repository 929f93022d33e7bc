import { expect, test } from "vitest";
import { compareRandom } from "./support/simulated-platforms.js";

// With the fifty of `npm test` five hundred. A platform takes a fifth of a second of a processor.
const PLATFORMS = Number(process.env["RANDOM_PLATFORMS"] ?? 225);
const SEEDS = [2, 3];

test.each(SEEDS)(
  "traces and the simulator agree on random platforms of seed %i",
  (seed) => {
    const { platforms, differences } = compareRandom(PLATFORMS, seed);
    expect(differences).toEqual([]);
    expect(platforms).toBe(PLATFORMS);
  },
  300_000,
);
