import { describe, expect, test } from "vitest";
import { stateResources } from "../src/terraform-state.js";

function resource(address: string, name: string): object {
  return { mode: "managed", type: "azurerm_subnet", address, values: { name } };
}

describe("resources of terraform show -json", () => {
  const root_module = {
    resources: [resource("azurerm_subnet.nodes", "root")],
    child_modules: [
      {
        resources: [resource('module.hub["a.b"].azurerm_subnet.nodes', "hub")],
        child_modules: [
          { resources: [resource("module.hub.module.inner[0].azurerm_subnet.pods[1]", "inner")] },
        ],
      },
    ],
  };

  test("are those of modules too, the root's first", () => {
    const found = stateResources({ format_version: "1.0", values: { root_module } });
    expect(found.map(({ values }) => values["name"])).toEqual(["root", "hub", "inner"]);
    expect(found.map(({ ownAddress }) => ownAddress)).toEqual([
      "azurerm_subnet.nodes",
      "azurerm_subnet.nodes",
      "azurerm_subnet.pods[1]",
    ]);
  });

  test("of a plan are what exists before it, or after it", () => {
    const plan = {
      format_version: "1.2",
      prior_state: { values: { root_module: { resources: [resource("azurerm_subnet.nodes", "old")] } } },
      planned_values: { root_module },
    };
    expect(stateResources(plan).map(({ values }) => values["name"])).toEqual(["old"]);
    expect(stateResources(plan, "after").map(({ values }) => values["name"])).toEqual([
      "root",
      "hub",
      "inner",
    ]);
  });
});
