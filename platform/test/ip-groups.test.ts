import { expect, test } from "vitest";
import { parsePlatform, tracePlatform } from "../src/index.js";
import { platformOfCluster, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";

const ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-hub/providers/Microsoft.Network/ipGroups/ipg-erp";
const ALLOW = { erp: { ipGroups: [{ id: ID }], ports: [1521] } };

function file(egress: Yaml, hub = "{ addressSpace: 10.0.0.0/22, firewall: { publicIps: 2 } }"): string {
  return platformOfCluster({ egress }, { hub });
}

test("an existing IP group is the destination of a network rule", () => {
  const group = synthOne(file({ type: "firewall", allow: ALLOW })).resource(
    "azurerm_firewall_policy_rule_collection_group",
    "shop_main",
  );
  const [{ rule: [rule] } = { rule: [] }] = group["network_rule_collection"] as { rule: object[] }[];
  expect(rule).toMatchObject({
    name: "allow-erp",
    destination_ip_groups: [ID],
    destination_ports: ["1521"],
    protocols: ["TCP"],
  });
  expect(rule).not.toHaveProperty("destination_addresses");
});

test.each([
  [1521, "unknown"],
  [22, "dropped"],
])("what is in it is not known: port %i is %s", (port, verdict) => {
  for (const hub of [
    "{ addressSpace: 10.0.0.0/22, firewall: { publicIps: 2 } }",
    // Its team gets the rules as files.
    `{ id: ${ID.replace("ipGroups/ipg-erp", "virtualNetworks/vnet-hub")}, addressSpace: 10.0.0.0/22, firewall: { privateAddress: 10.0.0.4 } }`,
  ]) {
    const result = parsePlatform(file({ type: "firewall", allow: ALLOW }, hub), "platform.yaml");
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const question = { from: "shop/main/node", to: "198.51.100.7", port, protocol: "TCP" } as const;
    expect(tracePlatform(result.loaded, question).trace?.verdict).toBe(verdict);
  }
});

test.each([
  [{ type: "load-balancer", filter: "nsg", allow: ALLOW }, "FQDN_NEEDS_FIREWALL"],
  [{ type: "firewall", allow: { erp: { ipGroups: [{ id: ID }] } } }, "MISSING_KEY"],
  [
    {
      type: "firewall",
      allow: { erp: { ipGroups: [{ id: ID.replace("ipGroups", "routeTables") }], ports: [1] } },
    },
    "INVALID_VALUE",
  ],
])("is refused at what cannot have it: %j", (egress, code) => {
  expect(errorsOfText(file(egress)).map((problem) => problem.code)).toContain(code);
});
