import { describe, expect, test } from "vitest";
import { parsePlatform, tracePlatform } from "../src/index.js";
import { platformOfCluster, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne, synthText } from "./support/synth.js";

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

const GROUPS = { callers: ["198.51.100.0/24"], erp: ["203.0.113.0/24", "203.0.114.0/25"] };
const OWN = { type: "firewall", allow: { erp: { ipGroups: ["erp", { id: ID }], ports: [1521] } } };
const PUBLISH = { feed: { port: 5671, to: "10.1.254.11", from: { ipGroups: ["callers"] } } };

function ownFile(more: object = {}): string {
  return file(
    OWN,
    JSON.stringify({ ...more, firewall: { publicIps: 2, ipGroups: GROUPS, publish: PUBLISH } }),
  );
}

describe.each([
  ["a network", { addressSpace: "10.0.0.0/22" }],
  ["a virtual hub", { type: "virtual-wan", addressSpace: "10.0.0.0/23" }],
])("IP groups of the firewall of %s", (_, hub) => {
  test("are created, and rules name them next to existing ones", () => {
    const synthesized = synthOne(ownFile(hub));
    expect(synthesized.resource("azurerm_ip_group", "hub_firewall_ip_groups_erp")).toMatchObject({
      name: "ipg-contoso-hub-erp",
      cidrs: GROUPS.erp,
    });
    const [{ rule: [egress] } = { rule: [] }] = synthesized.resource(
      "azurerm_firewall_policy_rule_collection_group",
      "shop_main",
    )["network_rule_collection"] as { rule: object[] }[];
    expect(egress).toMatchObject({
      destination_ip_groups: ["${azurerm_ip_group.hub_firewall_ip_groups_erp.id}", ID],
    });
    const [{ rule: [published] } = { rule: [] }] = synthesized.resource(
      "azurerm_firewall_policy_rule_collection_group",
      "hub_publish",
    )["nat_rule_collection"] as { rule: object[] }[];
    expect(published).toMatchObject({
      source_ip_groups: ["${azurerm_ip_group.hub_firewall_ip_groups_callers.id}"],
    });
    expect(published).not.toHaveProperty("source_addresses");
  });

  test.each([
    ["shop/main/node", "203.0.114.7", 1521, "delivered"],
    ["shop/main/node", "203.0.114.7", 22, "dropped"],
    ["198.51.100.7", "hub/firewall/1", 5671, "delivered"],
    ["203.0.113.7", "hub/firewall/1", 5671, "dropped"],
  ])("are known: %s to %s, port %i, is %s", (from, to, port, verdict) => {
    const result = parsePlatform(ownFile(hub), "platform.yaml");
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const { trace } = tracePlatform(result.loaded, { from, to, port, protocol: "TCP" });
    expect(trace?.verdict).toBe(verdict);
  });
});

test("a firewall on the way of another hub allows what a group contains", () => {
  const text = JSON.stringify({
    apiVersion: "aks-topology/v1",
    name: "contoso",
    location: "westeurope",
    baseline: "relaxed",
    hubs: {
      west: {
        addressSpace: "10.0.0.0/22",
        firewall: { publicIps: 2, ipGroups: { desks: ["10.2.0.0/24"] } },
        peerWith: ["north"],
      },
      north: { addressSpace: "10.8.0.0/22", firewall: { publicIps: 2 }, peers: ["10.2.0.0/24"] },
    },
    spokes: {
      shop: {
        hub: "west",
        addressSpace: "10.1.0.0/16",
        clusters: {
          main: {
            network: { plugin: "azure-cni-overlay" },
            apiServer: { type: "private" },
            egress: { type: "firewall", allow: { desks: { ipGroups: ["desks"], ports: [8080] } } },
            nodePools: { system: { vmSize: "Standard_D4ds_v5", nodes: 3 } },
          },
        },
      },
    },
  });
  const north = [...synthText(text).values()].flatMap((stack) =>
    stack
      .addresses("azurerm_firewall_policy_rule_collection_group")
      .map((address) =>
        stack.resource("azurerm_firewall_policy_rule_collection_group", address.split(".")[1] ?? ""),
      )
      .filter((group) => String(group["firewall_policy_id"]).includes("north")),
  );
  expect(JSON.stringify(north)).toContain('"destination_addresses":["10.2.0.0/24"]');
});

function many(count: number, of: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => of(i));
}

/** The i-th range of /32 in 11.0.0.0/8: none overlaps another. */
function hostOf(i: number): string {
  return `11.${Math.floor(i / 65_536)}.${Math.floor(i / 256) % 256}.${i % 256}/32`;
}

test.each([
  [200, 1, []],
  [201, 1, ["IP_GROUP_LIMITS"]],
  [1, 5000, []],
  [1, 5001, ["IP_GROUP_LIMITS"]],
])("%i groups of %i ranges are refused by %j", (groups, ranges, codes) => {
  const names = many(groups, (i) => `group-${i}`);
  const firewall = {
    publicIps: 2,
    ipGroups: Object.fromEntries(names.map((name, i) => [name, many(ranges, (each) => hostOf(i + each))])),
  };
  const text = file({ type: "firewall" }, JSON.stringify({ addressSpace: "10.0.0.0/22", firewall }));
  expect(errorsOfText(text).map(({ code }) => code)).toEqual(codes);
});

test.each([
  [["10.9.0.0/16", "10.9.0.0/16"], "Keep one of them."],
  [["192.0.2.0/24", "10.9.4.0/24", "10.8.0.0/16", "10.9.0.0/16"], "Remove 10.9.4.0/24."],
])("ranges that overlap are refused: %j", (ranges, hint) => {
  const firewall = { publicIps: 2, ipGroups: { erp: ranges } };
  const allow = { erp: { ipGroups: ["erp"], ports: [1521] } };
  const hub = JSON.stringify({ addressSpace: "10.0.0.0/22", firewall });
  expect(errorsOfText(file({ type: "firewall", allow }, hub))).toMatchObject([
    { code: "IP_GROUP_OVERLAP", path: "hub.firewall.ipGroups.erp", hint },
  ]);
});

test.each([
  ["a firewall of another team", { type: "firewall" }],
  ["an appliance", { type: "appliance", privateIp: "10.0.0.68" }],
])("a name is of no group of %s", (_, egress) => {
  const hub = `{ id: ${ID.replace("ipGroups/ipg-erp", "virtualNetworks/vnet-hub")}, addressSpace: 10.0.0.0/22, firewall: { privateAddress: 10.0.0.4 } }`;
  const allow = { erp: { ipGroups: ["erp"], ports: [1521] } };
  expect(errorsOfText(file({ ...egress, allow }, hub))).toMatchObject([
    { code: "IP_GROUP_UNKNOWN", path: "spokes.shop.clusters.main.egress.allow.erp.ipGroups.0" },
  ]);
});
