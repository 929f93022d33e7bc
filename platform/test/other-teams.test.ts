// What other teams have to do, as files for them, and what is changed in things of others.
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { filesForOtherTeams } from "../src/other-teams/files.js";
import { rulesCsv } from "../src/other-teams/lists.js";
import { inspect, parsePlatform, type LoadedPlatform } from "../src/index.js";
import { buildPlatform } from "../src/topology/platform.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

function loaded(text: string): LoadedPlatform {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  return result.loaded;
}

function filesOf(text: string): ReadonlyMap<string, string> {
  const platform = loaded(text);
  return filesForOtherTeams(buildPlatform(platform, join(tmpdir(), "unused")), platform.platform);
}

const spokeOnly = readFileSync(`${EXAMPLES}existing-hub-spoke-only.yaml`, "utf8");

test("an appliance gets lists, and the hub's network a module with the id of the spoke's network", () => {
  const files = filesOf(spokeOnly);
  expect([...files.keys()]).toEqual([
    "hub/README.md",
    "hub/network/main.tf",
    "hub/firewall-rules.json",
    "hub/firewall-rules.csv",
    "hub/firewall-rules.md",
  ]);
  const network = files.get("hub/network/main.tf") ?? "";
  expect(network).toContain(
    '"/subscriptions/55555555-0000-4000-8000-000000000002/resourceGroups/rg-tailspin-core/providers/Microsoft.Network/virtualNetworks/vnet-tailspin-core"',
  );
  expect(network).toContain('resource "azurerm_route" "to-core"');
  const rules = JSON.parse(files.get("hub/firewall-rules.json") ?? "") as readonly Record<string, unknown>[];
  expect(rules.map(({ name }) => name)).toContain("allow-erp");
  expect(rules.every(({ reason, source }) => reason !== "" && source !== "")).toBe(true);
  expect(new Set(rules.map(({ through }) => through))).toEqual(new Set(["10.30.1.4"]));
});

test("a firewall without a policy gets a module for its policy, in which the API server's name is a variable", () => {
  const text = spokeOnly
    .replace("appliance:", "firewall:\n    dnsProxy: true")
    .replace("type: appliance", "type: firewall");
  const module = filesOf(text).get("hub/firewall-rules/main.tf") ?? "";
  expect(module).toContain('resource "azurerm_firewall_policy_rule_collection_group" "core_main"');
  expect(module).toContain("firewall_policy_id = var.firewall_policy_id");
  expect(module).toMatch(/count += var\.core_main_api_server == "" \? 0 : 1/);
  expect(module).toMatch(/destination_fqdns += \[var\.core_main_api_server\]/);
  expect(module).not.toContain("azurerm_kubernetes_cluster");
});

test("with everything declared, nothing is left for other teams, and what is touched is listed", () => {
  const platform = loaded(readFileSync(`${EXAMPLES}existing-hub.yaml`, "utf8"));
  const { description } = inspect(platform);
  expect(description.otherTeams).toEqual([]);
  expect(description.touches.map(({ address }) => address)).toEqual([
    "azurerm_virtual_network_peering.shop_peering_from_hub",
    "azurerm_private_dns_resolver_virtual_network_link.shop_forwarding",
    "azurerm_route.shop_from_on_premises",
    "azurerm_firewall_policy_rule_collection_group.shop_gateway_edge_on_premises",
    "azurerm_firewall_policy_rule_collection_group.shop_main",
    "azurerm_role_assignment.shop_main_dns_zone",
    "azurerm_private_dns_zone_virtual_network_link.shop_zone_privatelink-westeurope-azmk8s-io",
    "azurerm_firewall_policy_rule_collection_group.shop_route_sync",
  ]);
});

test("callers of pods are listed for the teams of the appliance, the route table and the existing subnets", () => {
  const network =
    "/subscriptions/55555555-0000-4000-8000-000000000003/resourceGroups/rg-net/providers/Microsoft.Network";
  const subnet = (name: string, prefix: string): string =>
    `{ id: ${network}/virtualNetworks/vnet-core/subnets/${name}, prefix: ${prefix} }`;
  const platform = loaded(`
apiVersion: aks-topology/v1
name: tailspin
location: westeurope
hub:
  id: ${network}/virtualNetworks/vnet-hub
  addressSpace: 10.30.0.0/20
  appliance: { privateAddress: 10.30.1.4 }
spokes:
  core:
    addressSpace: 10.31.0.0/16
    network: { id: ${network}/virtualNetworks/vnet-core }
    clusters:
      main:
        network: { plugin: azure-cni-pod-subnet, reachableFrom: [10.60.0.0/16] }
        egress: { type: appliance }
        routeTable: { id: ${network}/routeTables/rt-core }
        nodePools:
          system:
            vmSize: Standard_D4ds_v5
            nodes: 3
            subnet: ${subnet("nodes", "10.31.0.0/24")}
            podSubnet: ${subnet("pods", "10.31.4.0/22")}
`);
  const { description, problems } = inspect(platform);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const asked = description.requests.filter(({ name }) => name.includes("callers"));
  expect(asked.map(({ id, setting }) => `${id.split("/").at(-1)}: ${setting}`).sort()).toEqual([
    "nodes: allow inbound, any protocol, ports * from 10.60.0.0/16 to 10.31.4.0/22",
    "pods: allow inbound, any protocol, ports * from 10.60.0.0/16 to 10.31.4.0/22",
    "rt-core: 10.60.0.0/16 to 10.30.1.4",
  ]);
  const [hub] = description.otherTeams;
  expect(
    hub?.firewallRules
      .filter(({ ruleSet }) => ruleSet === "flat-pods")
      .map(({ protocol, ports }) => ({ protocol, ports })),
  ).toEqual([{ protocol: "Any", ports: [] }]);
});

test("a cell of the list is quoted where it must be, and never read as a formula", () => {
  const rule = {
    through: "10.0.0.4",
    neededBy: "=cmd",
    ruleSet: "allow",
    name: 'say "hi"',
    protocol: "TCP",
    destinations: ["a", "b"],
    ports: [443],
    sources: ["10.1.0.0/24"],
    reason: "One, two.",
    source: "The file",
  };
  expect(rulesCsv([rule]).split("\r\n")[1]).toBe(
    `'=cmd,allow,"say ""hi""",10.1.0.0/24,a b,TCP,443,10.0.0.4,"One, two.",The file`,
  );
});
