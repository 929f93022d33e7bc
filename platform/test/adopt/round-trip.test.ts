import { adoptInventory, Inventory, resourcesOfState } from "@aks-topology/platform";
import { describe, expect, test } from "vitest";
import { azureOf, FILE, stacksOf, stateOfExample } from "../../../test/support/adopted.js";
import { stateDocument, stateResources } from "../../../test/support/terraform/state.js";

/** Examples that come back whole; `adopt.deep.test.ts` takes all of them. */
const WHOLE = ["kubenet-agic", "on-premises-vpn", "operations"];

describe.each(WHOLE)("%s, with other Terraform labels", (name) => {
  const before = stateOfExample(name);
  const adopted = adoptInventory(new Inventory(resourcesOfState(stateDocument(before))), FILE, 4);

  test("comes back without a remaining difference", () => {
    const { problems, differences, created, outside } = adopted;
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
  });

  test("becomes the same resources with the same attributes", () => {
    expect(azureOf(stateResources(stacksOf(adopted)))).toEqual(azureOf(before));
  });
});
