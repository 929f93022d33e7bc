import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { azurermSchema, providerVersion } from "../src/index.js";
import { behavioursOf } from "../src/diff/force-new.js";
import { change, CLUSTER, network, POOL } from "./changes.js";

describe("what the provider decides by values", () => {
  const overlay = { network_plugin: "azure", network_plugin_mode: "overlay" };

  test.each<[string, string, boolean]>([
    ["kubenet to overlay", "4.55.0", true],
    ["kubenet to overlay", "4.65.9", true],
    ["kubenet to overlay", "4.66.0", false],
    ["kubenet to overlay", "5.2.0", false],
  ])("%s with %s", (_, version, replaces) => {
    const [line] = network({ network_plugin: "kubenet" }, overlay, version);
    expect(line?.startsWith("replace")).toBe(replaces);
  });

  test.each<[string, object, object, string, string]>([
    [
      "a mode that is not overlay",
      overlay,
      { network_plugin: "azure" },
      "5.2.0",
      "replace network_plugin_mode!",
    ],
    ["overlay", { network_plugin: "azure" }, overlay, "4.55.0", "update network_plugin_mode"],
    [
      "Cilium's data plane on 4.55",
      { ...overlay, network_data_plane: "azure" },
      { ...overlay, network_data_plane: "cilium" },
      "4.55.0",
      "replace network_data_plane!",
    ],
    [
      "Cilium's data plane on 5.2",
      overlay,
      { ...overlay, network_data_plane: "cilium" },
      "5.2.0",
      "update network_data_plane",
    ],
    ["a first policy engine", {}, { network_policy: "calico" }, "4.55.0", "update network_policy"],
    [
      "another policy engine",
      { network_policy: "azure" },
      { network_policy: "calico" },
      "5.2.0",
      "replace network_policy!",
    ],
    [
      "another pod range",
      { pod_cidr: "10.1.0.0/16" },
      { pod_cidr: "10.2.0.0/16" },
      "5.2.0",
      "replace pod_cidr!",
    ],
    ["a first pod range on 4.55", {}, { pod_cidr: "10.2.0.0/16" }, "4.55.0", "replace pod_cidr!"],
    ["a first pod range on 5.2", {}, { pod_cidr: "10.2.0.0/16" }, "5.2.0", "update pod_cidr"],
    [
      "settings of the load balancer that exists",
      {},
      { load_balancer_profile: { managed_outbound_ip_count: 2 } },
      "4.55.0",
      "update load_balancer_profile",
    ],
    [
      "settings of a load balancer that does not",
      { outbound_type: "userDefinedRouting" },
      { outbound_type: "userDefinedRouting", load_balancer_profile: { managed_outbound_ip_count: 2 } },
      "4.55.0",
      "replace load_balancer_profile!",
    ],
  ])("%s", (_, before, after, version, expected) => {
    expect(network(before, after, version)).toEqual([expected]);
  });

  test.each<[string, object, object, string, string]>([
    [
      CLUSTER,
      { oidc_issuer_enabled: true },
      { oidc_issuer_enabled: false },
      "5.2.0",
      "replace oidc_issuer_enabled!",
    ],
    [
      CLUSTER,
      { default_node_pool: { name: "a" } },
      { default_node_pool: { name: "b" } },
      "4.55.0",
      "replace default_node_pool.name!",
    ],
    [
      CLUSTER,
      { default_node_pool: { upgrade_settings: { max_surge: "1", drain_timeout_in_minutes: 30 } } },
      { default_node_pool: { upgrade_settings: { max_surge: "1" } } },
      "4.55.0",
      "replace default_node_pool.upgrade_settings.drain_timeout_in_minutes!",
    ],
    [
      CLUSTER,
      { api_server_access_profile: { subnet_id: "/s", authorized_ip_ranges: ["1.2.3.4/32"] } },
      { api_server_access_profile: { authorized_ip_ranges: ["1.2.3.4/32"] } },
      "4.55.0",
      "replace api_server_access_profile.subnet_id!",
    ],
    [
      CLUSTER,
      { default_node_pool: { vm_size: "a" } },
      { default_node_pool: { vm_size: "b" } },
      "4.55.0",
      "update default_node_pool.vm_size",
    ],
    [POOL, { vm_size: "a", zones: ["1"] }, { vm_size: "b", zones: ["2"] }, "4.55.0", "update vm_size zones"],
    [POOL, {}, { os_sku: "AzureLinux" }, "4.55.0", "update os_sku"],
    [POOL, { os_sku: "Windows2019" }, { os_sku: "Windows2022" }, "4.55.0", "replace os_sku!"],
    [POOL, { priority: "Regular" }, { priority: "Spot" }, "4.55.0", "replace priority!"],
    [
      "azurerm_linux_virtual_machine",
      { size: "Standard_B2s_v2", os_disk: { name: "disk-of-azure", caching: "ReadWrite" } },
      { size: "Standard_D2s_v5", os_disk: { caching: "ReadWrite" } },
      "4.55.0",
      "update size",
    ],
    [
      "azurerm_linux_virtual_machine",
      { admin_ssh_key: { username: "azureuser", public_key: "ssh-ed25519 A" } },
      { admin_ssh_key: { username: "azureuser", public_key: "ssh-ed25519 B" } },
      "5.2.0",
      "replace admin_ssh_key.public_key!",
    ],
    ["azurerm_bastion_host", { sku: "Standard" }, { sku: "Premium" }, "4.55.0", "update sku"],
    ["azurerm_bastion_host", { sku: "Standard" }, { sku: "Basic" }, "4.55.0", "replace sku!"],
    [
      "azurerm_storage_account",
      { account_replication_type: "LRS" },
      { account_replication_type: "ZRS" },
      "4.55.0",
      "replace account_replication_type!",
    ],
    [
      "azurerm_storage_account",
      { account_replication_type: "LRS" },
      { account_replication_type: "GRS" },
      "4.55.0",
      "update account_replication_type",
    ],
    ["azurerm_application_gateway", { zones: ["1"] }, { zones: ["1", "2"] }, "4.55.0", "replace zones!"],
  ])("%s from %o to %o on %s", (type, before, after, version, expected) => {
    expect(change(type, before, after, version)).toEqual([expected]);
  });
});

describe("the provider's version", () => {
  const constrained = (version: string) => ({
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version } } },
  });
  const lockFile = (version: string): string =>
    `provider "registry.terraform.io/hashicorp/azuread" {\n  version = "3.0.0"\n}\n\nprovider "registry.terraform.io/hashicorp/azurerm" {\n  version     = "${version}"\n  constraints = ">= 4.55.0"\n}\n`;

  test.each<[string, string | undefined, string]>([
    [">= 4.55, < 5.0", undefined, "4.55.0"],
    ["~> 4.66", undefined, "4.66.0"],
    [">= 4.55, < 5.0", "4.70.1", "4.70.1"],
    [">= 4.66, < 5.0", "4.60.0", "4.66.0"],
    [">= 5.2, < 6.0", "4.70.1", "5.2.0"],
    ["5.3.1", undefined, "5.3.1"],
  ])("of %s with lock %s is %s", (constraint, locked, expected) => {
    expect(providerVersion(constrained(constraint), locked && lockFile(locked))).toBe(expected);
  });

  test("is unknown where nothing says it", () => {
    expect(providerVersion({}, undefined)).toBeUndefined();
    expect(providerVersion({}, lockFile("4.60.0"))).toBe("4.60.0");
  });
});

test("every type that is emitted has its list of forcing arguments", () => {
  const types = JSON.parse(readFileSync(new URL("../data/types.json", import.meta.url), "utf8")) as {
    resources: string[];
  };
  for (const major of [4, 5] as const) {
    const { resource_schemas: schemas } = azurermSchema(major);
    const behaviours = behavioursOf(major);
    // The data of 4.55 lacks types that no stack has.
    const unknown = types.resources.filter((type) => type in schemas && !(type in behaviours));
    expect(
      unknown.filter((type) => !/^azurerm_(network_security_perimeter|resource_provider_feature)/.test(type)),
    ).toEqual([]);
    expect(Object.keys(behaviours).filter((type) => !types.resources.includes(type))).toEqual([
      "terraform_data",
    ]);
  }
});
