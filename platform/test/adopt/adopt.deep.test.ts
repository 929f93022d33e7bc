import { adoptInventory, Inventory, resourcesOfArm, resourcesOfState } from "@aks-topology/platform";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { azureOf, exampleNames, FILE, stacksOf, stateOfExample } from "../../../test/support/adopted.js";
import { ROOT } from "../../../test/support/files.js";
import { majorsOf } from "../../../test/support/majors.js";
import { stateDocument, stateResources } from "../../../test/support/terraform/state.js";
import { EXPORTED, givenFor } from "./given.js";

describe.each(exampleNames())("%s, with other Terraform labels", (name) => {
  const [major = 4] = majorsOf(readFileSync(join(ROOT, `examples/${name}.yaml`), "utf8"));

  test("comes back as the same resources with the same attributes", () => {
    const before = stateOfExample(name, major);
    const exported = resourcesOfArm(EXPORTED[name] ?? []) ?? [];
    const inventory = new Inventory([...resourcesOfState(stateDocument(before)), ...exported]);
    const adopted = adoptInventory(inventory, FILE, major, givenFor(name));
    const { problems, differences, created, outside } = adopted;
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
    expect(azureOf(stateResources(stacksOf(adopted), major))).toEqual(azureOf(before));
  });
});
