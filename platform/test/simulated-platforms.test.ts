import { expect, test } from "vitest";
import { compareRandom } from "./support/simulated-platforms.js";

// With those of random.test.ts some fifty. A synthesis takes most of the time: the deep campaign has more.
const PLATFORMS = 15;

test("traces and the simulator agree on the routes and rules of random platforms", () => {
  const { platforms, differences } = compareRandom(PLATFORMS, 1);
  expect(differences).toEqual([]);
  expect(platforms).toBe(PLATFORMS);
}, 60_000);
