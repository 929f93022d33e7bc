import {
  adoptInventory,
  blocksFor,
  Inventory,
  printBlocks,
  resourcesOfState,
  type Adopted,
} from "@aks-topology/platform";
import { expect, test } from "vitest";
import { FILE, stateOfExample } from "../../../test/support/adopted.js";
import { exportOf } from "../../../test/support/arm-form/export-of.js";
import { textOf } from "../../../test/support/arm-form/form.js";
import { stateDocument, type StateResource } from "../../../test/support/terraform/state.js";

/** The state of an example in which azapi manages some resources, with bodies as azapi 1 or 2 has them. */
function withAzapi(
  example: string,
  isOfAzapi: (resource: StateResource) => boolean,
  written: (body: object) => unknown = (body) => body,
): Adopted {
  const state = stateOfExample(example);
  const moved = state.filter(isOfAzapi);
  expect(moved.length).toBeGreaterThan(0);
  const { exported } = exportOf(state, 4);
  const resources = moved.flatMap((resource): object[] => {
    const id = textOf(resource.values["id"]);
    const found = exported.find((item) => textOf(item["id"]).toLowerCase() === id.toLowerCase());
    if (found === undefined) return [];
    const { type, name, location, ...body } = found;
    const address = `azapi_resource.${resource.address.replace(/\W/g, "_")}`;
    const values = { id, name, location, type: `${textOf(type)}@2024-05-01`, body: written(body) };
    return [{ mode: "managed", type: "azapi_resource", address, values }];
  });
  const azapi = { format_version: "1.0", values: { root_module: { resources } } };
  const rest = stateDocument(state.filter((resource) => !isOfAzapi(resource)));
  return adoptInventory(new Inventory([rest, azapi].flatMap(resourcesOfState)), FILE, 4);
}

/** By the type and the name that it has in Azure. */
function named(type: string, name: string): (resource: StateResource) => boolean {
  return (resource) => resource.type === type && resource.values["name"] === name;
}

function reasonFor({ outside }: Adopted): string | undefined {
  return outside.find(({ found }) => found.type === "azapi_resource")?.reason;
}

const NAMED = "The file names it by its id: adopt takes over only resources of azurerm.";

test.each<[string, ((body: object) => unknown)?]>([["an object"], ["JSON", (body) => JSON.stringify(body)]])(
  "a network that azapi manages is named by its id, with its body as %s",
  (_, written) => {
    const found = withAzapi("kubenet-agic", named("azurerm_virtual_network", "vnet-contoso-shop"), written);
    expect(found.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(found.text).toMatch(
      /shop:\n {4}network:\n {6}id: .*virtualNetworks\/vnet-contoso-shop\n {4}addressSpace: 10\.1\.0\.0\/16/,
    );
    expect(reasonFor(found)).toBe(NAMED);
  },
);

test.each([
  [
    "cluster",
    named("azurerm_kubernetes_cluster", "aks-contoso-shop-main"),
    /main:\n {8}id: .*aks-contoso-shop-main/,
  ],
  [
    "gateway",
    named("azurerm_application_gateway", "agw-contoso-shop-public"),
    /public:\n {8}id: .*agw-contoso-shop-public/,
  ],
  [
    "route table",
    named("azurerm_route_table", "rt-contoso-shop-main"),
    /routeTable:\n {10}id: .*rt-contoso-shop-main/,
  ],
])("a %s that azapi manages is named by its id", (_, isOfAzapi, expected) => {
  const found = withAzapi("kubenet-agic", isOfAzapi);
  expect(found.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(found.text).toMatch(expected);
  expect(reasonFor(found)).toBe(NAMED);
});

test("it leaves the state and stays in Azure, and nothing imports it", () => {
  const { stacks, pairs, outside } = withAzapi(
    "kubenet-agic",
    named("azurerm_kubernetes_cluster", "aks-contoso-shop-main"),
  );
  const blocks = blocksFor(
    stacks,
    pairs,
    outside.map(({ found }) => found),
    true,
  );
  const text = blocks.map((block) => printBlocks(block)).join("");
  expect(text).toMatch(
    /removed \{\n {2}from = azapi_resource\.\w+\n\n? {2}lifecycle \{\n {4}destroy = false/,
  );
  expect(text).not.toMatch(/\b(?:moved|import) \{[^}]*(?:azapi_|= azurerm_kubernetes_cluster\.)/);
});

test("what no key names stays outside, with the command that exports it", () => {
  const found = withAzapi("kubenet-agic", ({ type }) => type === "azurerm_firewall_policy");
  expect(reasonFor(found)).toContain("az resource show --ids");
});
