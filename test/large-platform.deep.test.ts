import { inspect, parsePlatform } from "@aks-topology/platform";
import { expect, test } from "vitest";
import { platformOf } from "../bench/synth/platforms.js";

test("a hundred spokes with a cluster each are one platform, as the benchmark has them", () => {
  const result = parsePlatform(platformOf(100), "large.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const { built, problems } = inspect(result.loaded);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(built.spokes).toHaveLength(100);
});
