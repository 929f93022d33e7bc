import { adoptInventory, Inventory, resourcesOfState, type Adopted } from "@aks-topology/platform";
import { expect, test } from "vitest";
import { FILE, stateOfExample } from "../../../test/support/adopted.js";
import { stateDocument } from "../../../test/support/terraform/state.js";

/** What a state alone does not show, without the file of `--with` and without an export. */
function adopted(name: string, major: 4 | 5): Adopted {
  const state = resourcesOfState(stateDocument(stateOfExample(name, major)));
  return adoptInventory(new Inventory(state), FILE, major);
}

function errorsOf({ problems }: Adopted): readonly string[] {
  return problems.filter(({ severity }) => severity === "error").map(({ path }) => path);
}

function reasonFor({ outside }: Adopted, type: string): string | undefined {
  return outside.find(({ found }) => found.type === type)?.reason;
}

test("the cluster and the gateway of a mirror are missing, and its tables are there", () => {
  const found = adopted("route-sync-alone", 4);
  expect(errorsOf(found)).toEqual(["mirrors.shop.cluster", "mirrors.shop.gateway"]);
  expect(found.text).toMatch(/target:\n +id: .*rt-agw\n +podCidr: 10\.244\.0\.0\/16/);
});

test("a cluster whose pools for workloads are objects of Kubernetes is named by its id", () => {
  const found = adopted("node-auto-provisioning", 5);
  expect(errorsOf(found)).toEqual([]);
  expect(found.text).toMatch(/id: .*managedClusters\/aks-lamna-shop-main/);
  expect(reasonFor(found, "azurerm_kubernetes_cluster")).toContain("no other Linux pool takes");
});

test("the file of a network that is only named says what its range is missing", () => {
  expect(errorsOf(adopted("inline-associations", 5))).toEqual(["spokes.shop.addressSpace"]);
});

test("what azapi manages stays outside, with the command that exports it", () => {
  const id = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/env";
  const azapi = { mode: "managed", type: "azapi_resource", address: "azapi_resource.env", values: { id } };
  const state = stateDocument(stateOfExample("kubenet-agic"));
  const both = [...resourcesOfState(state), ...resourcesOfState(documentOf(azapi))];
  const found = adoptInventory(new Inventory(both), FILE, 4);
  expect(reasonFor(found, "azapi_resource")).toContain("az resource show --ids");
});

function documentOf(resource: object): Readonly<Record<string, unknown>> {
  return { format_version: "1.0", values: { root_module: { resources: [resource] } } };
}
