import { adoptInventory, Inventory, resourcesOfArm, resourcesOfState } from "@aks-topology/platform";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { azureOf, exampleNames, FILE, stacksOf, stateOfExample } from "../../../../test/support/adopted.js";
import { asOfCli, exportOf } from "../../../../test/support/arm-form/export-of.js";
import { ROOT } from "../../../../test/support/files.js";
import { majorsOf } from "../../../../test/support/majors.js";
import { stateDocument, stateResources } from "../../../../test/support/terraform/state.js";
import { EXPORTED, givenFor } from "../given.js";

/** Azure does not show whether an association is written inside of its subnet: what comes back has resources of their own for it. */
const OTHERWISE_WRITTEN = ["inline-associations"];

/** Examples with most kinds, which come back from what commands of the Azure CLI print, too. */
const BY_CLI = [
  "front-door-two-regions",
  "gateway-tls-key-vault",
  "monitoring",
  "on-premises-vpn",
  "operations",
];

const CASES = [
  ...exampleNames().map((name) => ({ name, shape: "REST API", shaped: (shown: object): object => shown })),
  ...BY_CLI.map((name) => ({ name, shape: "Azure CLI", shaped: asOfCli })),
];

describe.each(CASES)("$name, as the $shape shows it", ({ name, shaped }) => {
  const [major = 4] = majorsOf(readFileSync(join(ROOT, `examples/${name}.yaml`), "utf8"));

  test("comes back as the same resources with the same attributes", () => {
    const before = stateOfExample(name, major);
    const { exported, rest, missing } = exportOf(before, major);
    // A new argument needs a line in a form, which is not urgent: its resource comes back from the state meanwhile.
    expect(missing.length, missing.join(" ")).toBeLessThan(5);
    const shown = [...exported, ...(EXPORTED[name] ?? [])].map(shaped);
    const found = shown.flatMap((each) => resourcesOfArm(each) ?? []);
    const inventory = new Inventory([...found, ...resourcesOfState(stateDocument(rest))]);
    const adopted = adoptInventory(inventory, FILE, major, givenFor(name));
    const { problems, created, outside } = adopted;
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const differences = adopted.differences.filter(
      ({ reason }) => !reason.startsWith("Azure does not keep it"),
    );
    expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
    if (OTHERWISE_WRITTEN.includes(name)) return;
    expect(azureOf(stateResources(stacksOf(adopted), major))).toEqual(azureOf(before));
  });
});
