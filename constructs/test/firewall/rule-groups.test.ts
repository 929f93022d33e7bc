import { describe, expect, test } from "vitest";
import { describeRule } from "../../src/firewall/derived-rule.js";
import { EgressRules } from "../../src/firewall/egress-rules.js";
import { FirewallRuleGroup } from "../../src/firewall/rule-group.js";
import type { EgressRule, RuleSet } from "../../src/firewall/rule-set.js";
import { shownGroups } from "../../src/firewall/ip-groups.js";
import { PUBLISH_ADDRESS_MISSING } from "../../src/firewall/publish-rules.js";
import { Cidr } from "../../src/index.js";
import { cluster, shop, synthCluster } from "../support/builders.js";
import { block, synth } from "../support/synth.js";

const GROUP = "azurerm_firewall_policy_rule_collection_group";
const GROUP_ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ipGroups/ipg-erp";

describe("the rules of a cluster with a public API server", () => {
  const output = synthCluster(
    {
      apiServer: { type: "public" },
      egress: {
        type: "firewall",
        allow: { mail: { type: "names", fqdns: ["smtp.contoso.com"], protocol: "TCP", ports: [587] } },
      },
    },
    { dns: { type: "firewall" } },
  );

  test("allow pods to call it by its address", () => {
    const group = output.resource(GROUP, "shop_main_api_server");
    const collection = block(group["network_rule_collection"]);
    expect(collection).toMatchObject({ name: "allow-api-server", action: "Allow" });
    expect(collection["rule"]).toEqual([
      {
        name: "api-server",
        protocols: ["TCP"],
        source_addresses: expect.arrayContaining([expect.any(String)]) as unknown,
        destination_fqdns: ["${azurerm_kubernetes_cluster.shop_main.fqdn}"],
        destination_ports: ["443"],
      },
    ]);
  });

  test("resolve names of other protocols than HTTP", () => {
    const rules = block(output.resource(GROUP, "shop_main")["network_rule_collection"])["rule"];
    expect(rules).toContainEqual(
      expect.objectContaining({
        name: "allow-mail",
        protocols: ["TCP"],
        destination_fqdns: ["smtp.contoso.com"],
        destination_ports: ["587"],
      }),
    );
  });
});

function cidrs(...ranges: readonly string[]): readonly Cidr[] {
  return ranges.map((range) => Cidr.of(range));
}

test("calls of a cluster to other ranges are those that its allow list names", () => {
  const calls: unknown[] = [];
  synth((stack) => {
    const { egress } = cluster(shop(stack), {
      egress: {
        type: "firewall",
        allow: {
          web: { type: "web", fqdns: ["api.contoso.com"], ports: [443] },
          tags: { type: "service-tags", tags: ["Sql.westeurope"], ports: [1433], protocol: "TCP" },
          erp: {
            type: "addresses",
            ranges: cidrs("10.8.0.0/16", "10.7.1.0/24", "10.9.0.0/16"),
            ports: [1521, 1522],
            protocol: "TCP",
          },
          dns: { type: "addresses", ranges: cidrs("10.6.0.4/32"), ports: [53], protocol: "UDP" },
        },
      },
    });
    for (const rules of egress.node.findAll().filter((node) => node instanceof EgressRules))
      for (const { from, to, ...call } of rules.callsTo(cidrs("10.7.0.0/16", "10.8.4.0/24")))
        calls.push({ ...call, from: from.map(String), to: to.map(String) });
  });
  expect(calls).toEqual([
    {
      name: "allow-erp",
      ruleSet: "allow",
      from: ["10.1.0.0/24"],
      to: ["10.8.0.0/16", "10.7.1.0/24"],
      protocol: "TCP",
      ports: [1521, 1522],
    },
  ]);
});

describe("the name of a group of rules that another team adds", () => {
  const codesOf = (kind: "firewall" | "appliance"): readonly string[] =>
    synth((stack) => {
      const hop = { privateIpAddress: "10.0.0.4" };
      new FirewallRuleGroup(stack, "group", {
        target: { type: "list", kind, hop },
        priority: 1000,
        collections: {},
        derived: [],
        nameParts: ["a".repeat(90)],
      });
    }).codes;

  test("has the limits of Azure where it is for an Azure Firewall, and none on the list for an appliance", () => {
    expect(codesOf("firewall")).toEqual(["NAME_TOO_LONG"]);
    expect(codesOf("appliance")).toEqual([]);
  });
});

describe("a rule as it is shown", () => {
  const set: RuleSet = {
    name: "set",
    when: "",
    reason: "Why.",
    source: "Who.",
    neededBy: () => true,
    rules: () => [],
  };
  const shown = (rule: EgressRule): unknown => describeRule(set, rule, cidrs("10.1.0.0/24", "10.244.0.0/16"));
  const common = {
    ruleSet: "set",
    name: "one",
    reason: "Why.",
    source: "Who.",
    sources: ["10.1.0.0/24", "10.244.0.0/16"],
  };

  test.each<[EgressRule, string, readonly string[], readonly unknown[]]>([
    [
      { name: "one", kind: "fqdnTag", fqdnTag: "Updates", serviceTags: [] },
      "HTTP/HTTPS",
      ["tag Updates"],
      [443, 80],
    ],
    [
      { name: "one", kind: "fqdns", fqdns: ["a.com", "b.com"], ports: [80] },
      "HTTP/HTTPS",
      ["a.com", "b.com"],
      [80],
    ],
    [
      { name: "one", kind: "names", fqdns: ["a.com"], protocol: "UDP", ports: [123] },
      "UDP",
      ["a.com"],
      [123],
    ],
    [
      {
        name: "one",
        kind: "network",
        destinations: ["Sql.westeurope"],
        protocol: "TCP",
        ports: [1433, "11000-11999"],
      },
      "TCP",
      ["Sql.westeurope"],
      [1433, "11000-11999"],
    ],
    [
      {
        name: "one",
        kind: "ipGroups",
        ids: [GROUP_ID],
        destinations: ["IP group ipg-erp"],
        protocol: "TCP",
        ports: [1521],
      },
      "TCP",
      ["IP group ipg-erp"],
      [1521],
    ],
  ])("%j", (rule, protocol, destinations, ports) => {
    expect(shown(rule)).toEqual({ ...common, protocol, destinations, ports });
  });
});

test("an IP group is shown by its ranges where it is created, else by its name", () => {
  const own = { name: "erp", id: "${azurerm_ip_group.erp.id}", ranges: [Cidr.of("10.9.0.0/24")] };
  const groups = [{ id: GROUP_ID }, { id: "${var.group}" }, { name: "erp" }, { name: "other" }];
  expect(shownGroups(groups, new Map([["erp", own]]))).toEqual([
    "IP group ipg-erp",
    "IP group ${var.group}",
    "10.9.0.0/24",
  ]);
  expect(shownGroups([{ name: "erp" }], undefined)).toEqual([]);
});

test.each([
  [1, 1, false],
  [2, 2, false],
  [3, 2, true],
  [undefined, 1, false],
])("a service at public address %s of %i: missing %s", (publicIp, count, missing) => {
  const service = { name: "api", port: 443, target: "10.1.254.10", publicIp };
  const { problem } = PUBLISH_ADDRESS_MISSING.judge({ ...service, count });
  expect(problem?.prop).toBe(missing ? "api.publicIp" : undefined);
});
