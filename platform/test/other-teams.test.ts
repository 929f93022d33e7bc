// What other teams have to do, as files for them, and what is changed in things of others.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { azurermSchema, toHcl } from "@aks-topology/terraform";
import { describe, expect, test } from "vitest";
import { rulesCsv, sortedPorts } from "../src/other-teams/lists.js";
import type { RequestedRule } from "../src/other-teams/requests.js";
import { inspect, tracePlatform } from "../src/index.js";
import { filesOf } from "./support/files-of-teams.js";
import { loaded } from "./support/loaded.js";
import { groupsIn, lineOf } from "./support/listed-rules.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

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
  expect(network).toMatch(/resource_group_name += var\.route_table_resource_group_name/);
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
  expect(module).toMatch(/priority += 1000 \+ var\.priority_offset/);
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

describe("the rules for the team of a hub are those that the platform would add to a policy itself", () => {
  const network =
    "/subscriptions/55555555-0000-4000-8000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network";

  /** A platform with rules of every kind: of names, tags, addresses and ports; for nodes, pods, a gateway and the runtime. */
  const behind = (inspector: string, egress: string): string => `
apiVersion: aks-topology/v1
name: tailspin
location: westeurope
hub:
  id: ${network}/virtualNetworks/vnet-hub
  addressSpace: 10.30.0.0/22
  ${inspector}
  gateway: { type: vpn }
  onPremises: { prefixes: [192.168.0.0/16] }
spokes:
  core:
    addressSpace: 10.31.0.0/16
    gateways:
      edge: { frontend: { type: public-and-private, users: [192.168.0.0/17] } }
      side: {}
    clusters:
      main:
        network: { plugin: azure-cni-pod-subnet, reachableFrom: [192.168.128.0/17] }
        apiServer: { type: public }
        ingress: { type: agic-addon, gateway: edge }
        egress:
          type: ${egress}
          ntp: true
          allow:
            erp: { addresses: [192.168.20.0/24, 192.168.21.0/24], ports: ["1521-1523", 2484] }
            mail: { fqdns: [smtp.fabrikam.example], ports: [587], protocol: TCP }
            payments: { fqdns: [api.payments.example], ports: [443, 80] }
            storage: { serviceTags: [Storage] }
          registries: [docker-hub]
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
          win: { vmSize: Standard_D4ds_v5, os: Windows, mode: User, nodes: 1 }
          gpu: { vmSize: Standard_NC4as_T4_v3, mode: User, nodes: 1 }
      old:
        network: { plugin: kubenet }
        apiServer: { type: private }
        ingress: { type: agic-addon, gateway: side }
        egress: { type: ${egress} }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
routeSync:
  network: { spoke: core }
`;
  const ADDRESS = "privateAddress: 10.30.1.4, publicAddresses: [203.0.113.9]";
  const POLICY = `policy: { id: ${network}/firewallPolicies/fwp, priority: 1000 }`;

  const ofPolicy = inspect(loaded(behind(`firewall: { ${ADDRESS}, dnsProxy: true, ${POLICY} }`, "firewall")));
  const wanted = [...groupsIn(ofPolicy.stacks).values()].flat().sort();

  test("which has rules of every kind", () => {
    expect(ofPolicy.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect([...groupsIn(ofPolicy.stacks).keys()].sort()).toEqual([
      "core_gateway_edge_on_premises",
      "core_main",
      "core_main_api_server",
      "core_main_pod_access",
      "core_old",
      "core_route_sync",
    ]);
    const kinds = ["HTTP/HTTPS", "TCP", "UDP", "Any *"];
    expect(kinds.filter((kind) => !wanted.some((line) => line.includes(` on ${kind}`)))).toEqual([]);
  });

  test.each([
    ["a firewall", `firewall: { ${ADDRESS}, dnsProxy: true }`, "firewall"],
    ["an appliance", `appliance: { ${ADDRESS} }`, "appliance"],
  ])("of %s: as JSON, as CSV and as a table", (_, inspector, egress) => {
    const files = filesOf(behind(inspector, egress));
    const rules = JSON.parse(files.get("hub/firewall-rules.json") ?? "") as readonly RequestedRule[];
    expect(rules.map(lineOf).sort()).toEqual(wanted);
    const rows = rules.map((rule) => [
      rule.neededBy,
      rule.ruleSet,
      rule.name,
      rule.sources.join(" "),
      rule.destinations.join(" "),
      rule.protocol,
      sortedPorts(rule.ports).join(" ") || "*",
      "10.30.1.4",
      rule.reason,
      rule.source,
    ]);
    const csv = rows.map((row) => row.map((cell) => (/[,"]/.test(cell) ? `"${cell}"` : cell)).join(","));
    expect(files.get("hub/firewall-rules.csv")?.trimEnd().split("\r\n").slice(1)).toEqual(csv);
    const table = rows.map((row) => `| ${row.join(" | ")} |`);
    expect(files.get("hub/firewall-rules.md")?.trimEnd().split("\n").slice(2)).toEqual(table);
  });

  test("of a firewall: as a module, with the name of an API server as a variable", () => {
    const files = filesOf(behind(`firewall: { ${ADDRESS}, dnsProxy: true }`, "firewall"));
    const type = "azurerm_firewall_policy_rule_collection_group";
    const groups = ofPolicy.stacks.flatMap(({ json }) =>
      Object.entries((json["resource"] as Readonly<Record<string, Record<string, object>>>)[type] ?? {}),
    );
    const body = groups.map(([name, group]) => {
      const waits = name.endsWith("_api_server") ? { count: `\${var.${name} == "" ? 0 : 1}` } : {};
      // Who calls the module gives it the provider, and says where the policy has room.
      const { priority } = group as { readonly priority: number };
      const changed = {
        firewall_policy_id: "${var.firewall_policy_id}",
        priority: `\${${priority} + var.priority_offset}`,
        provider: undefined,
      };
      const text = JSON.stringify({ ...waits, ...group, ...changed });
      const withVariable = text.replace("${azurerm_kubernetes_cluster.core_main.fqdn}", `\${var.${name}}`);
      return [name, JSON.parse(withVariable) as object] as const;
    });
    const wantedModule = toHcl({ resource: { [type]: Object.fromEntries(body) } }, azurermSchema(4));
    const resources = (hcl: string): readonly string[] =>
      hcl
        .split(/^(?=resource )/m)
        .filter((block) => block.startsWith("resource "))
        .map((block) => block.trim());
    expect(resources(files.get("hub/firewall-rules/main.tf") ?? "").toSorted()).toEqual(
      resources(wantedModule).toSorted(),
    );
  });
});

describe("hubs that exist already, peered by their teams", () => {
  const group = "/subscriptions/55555555-0000-4000-8000-000000000003/resourceGroups/rg-net/providers";
  const network = (name: string): string => `${group}/Microsoft.Network/virtualNetworks/vnet-${name}`;
  const pool = "nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }";
  const text = `
apiVersion: aks-topology/v1
name: contoso
location: westeurope
hubs:
  west: { id: ${network("west")}, addressSpace: 10.0.0.0/22, firewall: { privateAddress: 10.0.0.4 }, peers: [10.9.0.0/16] }
  north: { id: ${network("north")}, addressSpace: 10.8.0.0/22, firewall: { privateAddress: 10.8.0.4 }, peers: [10.1.0.0/16] }
spokes:
  shop:
    hub: west
    addressSpace: 10.1.0.0/16
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        egress: { type: firewall, allow: { stock: { addresses: [10.9.255.0/24], ports: [80] } } }
        ${pool}
  stock:
    hub: north
    addressSpace: 10.9.0.0/16
    gateways: { inner: { networkIsolation: true, frontend: { type: private, users: [10.1.0.0/16] } } }
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        ingress: { type: gateway-to-load-balancer, gateway: inner, hostNames: [stock.contoso.com] }
        ${pool}
`;

  test("carry the calls of each other's spokes: each team is asked for its half, both ways are proven", () => {
    const platform = loaded(text);
    const { description, problems } = inspect(platform);
    expect(problems.filter(({ code }) => code !== "BASELINE_MISSING")).toEqual([]);
    expect(description.otherTeams.map(({ hub, hubs }) => ({ hub, hubs }))).toEqual([
      {
        hub: "west",
        hubs: [
          {
            hub: "north",
            peering: "peer-west-to-north",
            network: network("north"),
            prefix: "10.9.0.0/16",
            nextHop: "10.8.0.4",
          },
        ],
      },
      {
        hub: "north",
        hubs: [
          {
            hub: "west",
            peering: "peer-north-to-west",
            network: network("west"),
            prefix: "10.1.0.0/16",
            nextHop: "10.0.0.4",
          },
        ],
      },
    ]);
    const readme = filesOf(text).get("west/README.md") ?? "";
    expect(readme).toContain(`| north | ${network("north")} | peer-west-to-north | 10.9.0.0/16 | 10.8.0.4 |`);
    const question = { from: "shop/main/node", to: "stock/inner", protocol: "TCP", port: 80 } as const;
    expect(tracePlatform(platform, question).trace?.verdict).toBe("delivered");
  });

  test("are asked for the rules of users in each other's spokes, at both ends", () => {
    const users = text.replace(
      "egress: { type: firewall, allow: { stock: { addresses: [10.9.255.0/24], ports: [80] } } }",
      "",
    );
    const { description, paths, problems } = inspect(loaded(users));
    expect(problems.filter(({ code }) => code !== "BASELINE_MISSING")).toEqual([]);
    const rules = description.otherTeams.map(({ hub, firewallRules }) => [
      hub,
      ...firewallRules
        .filter(({ ruleSet }) => ruleSet === "private-frontend")
        .map(
          ({ neededBy, sources, destinations }) => `${neededBy}: ${sources.join()} to ${destinations.join()}`,
        ),
    ]);
    expect(rules).toEqual([
      ["west", "shop/to-north: 10.1.0.0/16 to 10.9.255.0/24"],
      ["north", "stock/inner: 10.1.0.0/16 to 10.9.255.0/24"],
    ]);
    expect(paths.filter(({ from, to }) => from === "shop/main/node" && to === "10.9.255.0/24")).toMatchObject(
      [{ verdict: "delivered" }, { verdict: "delivered" }],
    );
  });

  test("are not connected where neither says so, and a remedy names the key", () => {
    const { problems } = inspect(loaded(text.replace("peers: [10.1.0.0/16]", "peers: []")));
    expect(problems.filter(({ code }) => code === "FRONTEND_USERS_UNREACHABLE")).toMatchObject([
      { hint: expect.stringContaining("by peers of a hub that exists already") as unknown },
    ]);
  });
});

describe("the team of a spoke's network that exists already", () => {
  const text = readFileSync(`${EXAMPLES}existing-spoke.yaml`, "utf8");

  test("gets what check lists, as a page, as JSON, and as a module", () => {
    const files = filesOf(text);
    expect([...files.keys()]).toEqual([
      "shop/README.md",
      "shop/requests.json",
      "shop/network/main.tf",
      "pay/README.md",
      "pay/requests.json",
    ]);
    const { requests } = inspect(loaded(text)).description;
    for (const spoke of ["shop", "pay"]) {
      const own = requests.filter(({ tenant }) => tenant.split("/")[0] === spoke);
      expect(own).not.toEqual([]);
      expect(JSON.parse(files.get(`${spoke}/requests.json`) ?? "")).toEqual(own);
      const page = files.get(`${spoke}/README.md`) ?? "";
      for (const { id, name, setting } of own)
        expect(
          page.split("\n").filter((row) => row.startsWith(`| ${id} |`) && row.includes(name)),
        ).toContainEqual(expect.stringContaining(`| ${setting} |`));
    }
  });

  test("has in the module a resource for each route, rule of a known group, and association", () => {
    const module = filesOf(text).get("shop/network/main.tf") ?? "";
    const { requests } = inspect(loaded(text)).description;
    const own = requests.filter(({ tenant }) => tenant.startsWith("shop/"));
    expect(module.match(/^resource /gm)).toHaveLength(own.length);
    expect(module).toMatch(/next_hop_in_ip_address += var\.firewall_private_address/);
    expect(module).toMatch(/priority += 105 \+ var\.priority_offset/);
    expect(module).toContain('resource "azurerm_subnet_route_table_association" "snet-aks"');
    expect(module).not.toContain("azurerm_firewall.");
  });
});
