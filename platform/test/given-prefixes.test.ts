import { expect, test } from "vitest";
import { platformOfCluster } from "./support/platform-yaml.js";
import { errorsOfText } from "./support/synth.js";

// The first place of the cluster's block, which the plan would give to its pool.
test.each([
  { virtualNodes: "{ subnetPrefix: 10.1.0.0/24 }" },
  { apiServer: "{ type: vnet-integration, subnetPrefix: 10.1.0.0/28 }" },
])("the plan leaves ranges free that the file gives by hand: %j", (cluster) => {
  expect(errorsOfText(platformOfCluster({ network: "{ plugin: azure-cni }", ...cluster }))).toEqual([]);
});
