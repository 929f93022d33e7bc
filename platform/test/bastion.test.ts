import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parsePlatform, tracePlatform } from "../src/index.js";
import { synthOne } from "./support/synth.js";

const FILE = fileURLToPath(new URL("../../examples/private-resolver.yaml", import.meta.url));
const EXAMPLE = readFileSync(FILE, "utf8");

test("the group of its subnet is associated after all of its rules, and before the host", () => {
  const output = synthOne(EXAMPLE);
  const group = "azurerm_subnet_network_security_group_association";
  const waits = output.resource(group, "hub_AzureBastionSubnet")["depends_on"];
  const rules = output
    .addresses("azurerm_network_security_rule")
    .filter((address) => address.includes(".hub_bastion_group_"));
  expect(rules).toHaveLength(10);
  expect(waits).toEqual(expect.arrayContaining(rules));
  expect(output.resource("azurerm_bastion_host", "hub_bastion")["depends_on"]).toEqual(
    expect.arrayContaining([`${group}.hub_AzureBastionSubnet`]),
  );
});

test("tier Developer has neither a subnet nor a public address", () => {
  const developer = EXAMPLE.replace(/tier: Standard\n.*zones.*\n.*nativeClient.*\n/, "tier: Developer\n");
  const output = synthOne(developer);
  expect(output.resource("azurerm_bastion_host", "hub_bastion")).toMatchObject({
    sku: "Developer",
    virtual_network_id: "${azurerm_virtual_network.hub.id}",
  });
  expect(output.addresses("azurerm_subnet")).not.toContain("azurerm_subnet.hub_AzureBastionSubnet");
  expect(output.addresses("azurerm_public_ip")).not.toContain("azurerm_public_ip.hub_bastion");
});

test("nodes refuse SSH from Bastion", () => {
  const result = parsePlatform(EXAMPLE, FILE);
  if (!result.ok) expect.fail("The example has problems.");
  const { trace } = tracePlatform(result.loaded, {
    from: "hub/bastion",
    to: "orders/main/node",
    port: 22,
    protocol: "TCP",
  });
  expect(trace?.verdict).toBe("dropped");
  expect(trace?.decidedBy?.address).toMatch(/orders_main_system_deny-other-inbound$/);
});
