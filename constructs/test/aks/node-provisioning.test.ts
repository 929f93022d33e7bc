import { expect, test } from "vitest";
import { provisionedPool } from "../../src/index.js";

test.each([
  [["Standard_D8ds_v5", "Standard_D4ds_v5", "Standard_D16ds_v5"], 400, "Standard_D4ds_v5", 100],
  [["Standard_D4ds_v5"], 401, "Standard_D4ds_v5", 101],
  [["Standard_D64ds_v5"], 8, "Standard_D64ds_v5", 1],
  // The table lacks the size: as many as of the smallest machines that run pods.
  [["Standard_D4ds_v5", "Standard_Z99_v9"], 40, "Standard_Z99_v9", 20],
] as const)("of %s with %i cores is planned as its smallest size", ([first, ...others], cpu, vmSize, max) => {
  const provisioning = { vmSizes: [first, ...others], limits: { cpu } } as const;
  expect(provisionedPool({ name: "work", maxPods: 30 }, provisioning)).toEqual({
    name: "work",
    maxPods: 30,
    vmSize,
    nodes: { min: 0, max },
    provisioning,
  });
});
