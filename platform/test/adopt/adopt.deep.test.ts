import { adoptInventory, Inventory, resourcesOfState } from "@aks-topology/platform";
import { describe, expect, test } from "vitest";
import { azureOf, exampleNames, FILE, stacksOf, stateOfExample } from "../../../test/support/adopted.js";
import { stateDocument, stateResources } from "../../../test/support/terraform/state.js";
import { GIVEN } from "./given.js";

/** Examples that do not come back whole, with the reason. */
const PARTIAL: ReadonlySet<string> = new Set([
  // Write-only associations of subnets are in no state.
  "inline-associations",
  // Which nodes AKS may create is in Kubernetes, not in Terraform.
  "node-auto-provisioning",
  // Policy assignments stay outside.
  "internal-only-policy",
  // Keys that adopt does not infer yet: existing clusters, a shared Front Door.
  "existing-cluster-and-gateway",
  "front-door-two-regions",
  // Virtual hubs are not inferred yet.
  "virtual-wan",
  // Files of mirrors have no network.
  "route-sync-alone",
  "route-sync-gateway-subnet",
]);

describe.each(exampleNames().filter((name) => !PARTIAL.has(name)))(
  "%s, with other Terraform labels",
  (name) => {
    test("comes back as the same resources with the same attributes", () => {
      const before = stateOfExample(name);
      const adopted = adoptInventory(
        new Inventory(resourcesOfState(stateDocument(before))),
        FILE,
        4,
        GIVEN[name],
      );
      const { problems, differences, created, outside } = adopted;
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
      expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
      expect(azureOf(stateResources(stacksOf(adopted)))).toEqual(azureOf(before));
    });
  },
);
