import { adoptInventory, Inventory, resourcesOfArm } from "@aks-topology/platform";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { FILE, stacksOf } from "../../../../test/support/adopted.js";
import { AKS, GROUPS, LISTED, NETWORKS, RESOURCES, RULES } from "./export.js";

const EXPORTS: readonly unknown[] = [NETWORKS, { value: RESOURCES }, RULES, { data: GROUPS }, AKS, LISTED];

describe("an export of Azure Resource Manager", () => {
  const inventory = new Inventory(EXPORTS.flatMap((document) => resourcesOfArm(document) ?? []));
  const adopted = adoptInventory(inventory, FILE, 4);

  test("becomes a file that is accepted, with its lock", () => {
    expect(adopted.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(stacksOf(adopted)).toHaveLength(1);
  });

  test("says what runs, whichever shape the export has", () => {
    const { hub, spokes } = parse(adopted.text) as { hub: unknown; spokes: { shop: unknown } };
    expect(hub).toMatchObject({
      addressSpace: "10.0.0.0/22",
      firewall: { privateAddress: "10.0.0.4", publicAddresses: ["203.0.113.4"], dnsProxy: true },
    });
    expect(spokes.shop).toMatchObject({
      addressSpace: "10.1.0.0/16",
      clusters: {
        shop: {
          kubernetesVersion: "1.34",
          dnsPrefix: "aks-shop-rg-shop-0a1b2c",
          authentication: { type: "entra-id" },
          upgrades: { kubernetes: "stable" },
          runCommand: "disabled",
          network: { plugin: "cilium" },
          addOns: { policy: true, keyVaultSecrets: {} },
          nodePools: {
            system: {
              nodes: { min: 3, max: 5 },
              osDisk: { type: "ephemeral" },
              subnet: { prefix: "10.1.0.0/22" },
            },
            batch: { nodes: { min: 0, max: 30 }, spot: {}, labels: { team: "reports" } },
          },
        },
      },
    });
  });

  test("imports the cluster with its pools, identity and group", () => {
    const types = adopted.pairs.map(({ found }) => found.type).sort();
    expect(types).toEqual([
      "azurerm_kubernetes_cluster",
      "azurerm_kubernetes_cluster_node_pool",
      "azurerm_resource_group",
      "azurerm_user_assigned_identity",
      "azurerm_virtual_network_peering",
      "azurerm_virtual_network_peering",
    ]);
    expect(adopted.pairs.filter(({ found }) => found.address !== undefined)).toEqual([]);
  });

  test("plans no replacement, and says what it cannot read", () => {
    expect(adopted.differences.map(({ attribute }) => attribute).sort()).toEqual([
      "default_node_pool.temporary_name_for_rotation",
      "temporary_name_for_rotation",
    ]);
    const reasons = new Map(adopted.outside.map(({ found, reason }) => [found.values["name"], reason]));
    expect(reasons.get("disk-tools")).toContain("does not read resources of type microsoft.compute/disks");
    expect(reasons.get("ng-tools")).toContain("az resource show --ids");
  });
});

test.each([
  ["other JSON", {}],
  ["a template", { $schema: "https://schema.management.azure.com/…", resources: [] }],
  ["a text", "/subscriptions/1"],
  ["a list of texts", ["/subscriptions/1"]],
])("does not take %s for an export", (_, document) => {
  expect(resourcesOfArm(document)).toBeUndefined();
});

test.each([[[]], [{ value: [] }], [{ data: [] }]])("takes %j for an export of nothing", (document) => {
  expect(resourcesOfArm(document)).toEqual([]);
});
