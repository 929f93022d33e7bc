import { expect, test } from "vitest";
import { compareRandom } from "./support/simulated-platforms.js";

const SEEDS = [2, 3];
const PLATFORMS = 50;

test.each(SEEDS)(
  "traces and the simulator agree on random platforms of seed %i",
  (seed) => {
    const { platforms, differences } = compareRandom(PLATFORMS, seed);
    expect(differences).toEqual([]);
    expect(platforms).toBe(PLATFORMS);
  },
  300_000,
);
