import { expect, test } from "vitest";
import { compareRandom } from "./support/simulated-platforms.js";

// A platform takes 0.4 s of a processor, a tenth of a second of it for the comparison.
const PLATFORMS = Number(process.env["RANDOM_PLATFORMS"] ?? 100);
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
