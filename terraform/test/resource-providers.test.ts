import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { resourceProvidersOf, withRegistrations } from "../src/index.js";

const folder = fileURLToPath(new URL("../../test/golden/", import.meta.url));

test("every type of the examples is in the table", () => {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tf"))
    .map((name) => readFileSync(`${folder}${name}`, "utf8"));
  const types = texts.flatMap((text) =>
    [...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = ""]) => type),
  );
  expect([...new Set(types)].filter((type) => resourceProvidersOf(type, {}) === undefined)).toEqual([]);
});

test.each([
  ["azurerm_virtual_network", {}, ["Microsoft.Network"]],
  ["azurerm_cdn_frontdoor_profile", {}, ["Microsoft.Cdn"]],
  ["azurerm_monitor_metric_alert", {}, ["Microsoft.Insights"]],
  ["azurerm_monitor_workspace", {}, ["Microsoft.Monitor"]],
  ["azurerm_resource_group", {}, []],
  [
    "azurerm_kubernetes_cluster",
    { azure_policy_enabled: true, oms_agent: [{}], aci_connector_linux: null },
    [
      "Microsoft.Compute",
      "Microsoft.ContainerService",
      "Microsoft.Network",
      "Microsoft.OperationalInsights",
      "Microsoft.OperationsManagement",
      "Microsoft.PolicyInsights",
    ],
  ],
  [
    "azurerm_subnet",
    { delegation: [{ service_delegation: [{ name: "Microsoft.App/environments" }] }] },
    ["Microsoft.App", "Microsoft.Network"],
  ],
  ["azurerm_of_tomorrow", {}, undefined],
])("%s with %j needs %j", (type, body, expected) => {
  expect(resourceProvidersOf(type, body)).toEqual(expected);
});

const STACK = {
  provider: {
    azurerm: [
      { features: [{}] },
      { alias: "shop", features: [{}] },
      { alias: "others", resource_provider_registrations: "none" },
    ],
  },
  resource: {
    azurerm_virtual_network: { hub: {}, shop: { provider: "azurerm.shop" } },
    azurerm_key_vault: { shop: { provider: "azurerm.shop" } },
    azurerm_private_dns_a_record: { theirs: { provider: "azurerm.others" } },
  },
};

test("each provider registers what its resources need, except one that says so already", () => {
  const none = "none";
  expect(withRegistrations(STACK, "register")["provider"]).toEqual({
    azurerm: [
      {
        features: [{}],
        resource_provider_registrations: none,
        resource_providers_to_register: ["Microsoft.Network"],
      },
      {
        alias: "shop",
        features: [{}],
        resource_provider_registrations: none,
        resource_providers_to_register: ["Microsoft.KeyVault", "Microsoft.Network"],
      },
      { alias: "others", resource_provider_registrations: none },
    ],
  });
  const written = JSON.stringify(withRegistrations(STACK, "none"));
  expect(written).not.toContain("resource_providers_to_register");
  expect(withRegistrations({}, "register")).toEqual({});
});
