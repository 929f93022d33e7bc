// Internal load balancers of a spoke that other spokes call.
import { describe, expect, test } from "vitest";
import { block, type Synthesized } from "../../constructs/test/support/synth.js";
import { inspect, parsePlatform, tracePlatform } from "../src/index.js";
import { clusterYaml, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { problemsOfText, synthOne } from "./support/synth.js";

type Parts = Readonly<Record<string, Yaml>>;

/** `reports` is called by `shop`; both are in one hub with a firewall. */
function platform(
  users: string,
  { hub = "firewall: {}", ...cluster }: Parts & { hub?: string } = {},
): string {
  return platformYaml({
    hub: `{ addressSpace: 10.0.0.0/22, ${hub} }`,
    spokes: {
      shop: spokeYaml({ clusters: { main: clusterYaml() } }),
      reports: spokeYaml({
        addressSpace: "10.2.0.0/16",
        loadBalancers: `{ users: [${users}], ports: [8443, 443] }`,
        clusters: { main: clusterYaml(cluster) },
      }),
    },
  });
}

function rule(output: Synthesized, name: string): unknown {
  const {
    source_address_prefix: from,
    destination_address_prefix: to,
    destination_port_ranges: ports,
  } = output.resource("azurerm_network_security_rule", name);
  return { from, to, ports };
}

function pathsTo(text: string, address: string): readonly string[] {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const { paths, problems } = inspect(result.loaded);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return paths.filter(({ to }) => to === address).map(({ from, verdict }) => `${from} ${verdict}`);
}

describe("another spoke", () => {
  const output = synthOne(platform("10.1.0.0/16"));

  test("is allowed by the security groups of the load balancers and of the nodes behind them", () => {
    const opened = { from: "10.1.0.0/16", to: "10.2.254.0/24", ports: ["8443", "443"] };
    expect(rule(output, "reports_load_balancers_from-users-of-load-balancers")).toEqual(opened);
    expect(rule(output, "reports_main_system_from-users-of-load-balancers")).toEqual(opened);
  });

  test("is allowed by the hub's firewall", () => {
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", "reports_balancer_users");
    const [collection] = [group["network_rule_collection"]].flat().map(block);
    expect([collection?.["rule"]].flat()).toMatchObject([
      { source_addresses: ["10.1.0.0/16"], destination_addresses: ["10.2.254.0/24"] },
    ]);
  });

  test("gets the cluster's role on the subnet", () => {
    expect(output.resource("azurerm_role_assignment", "reports_main_load_balancer_subnet")["scope"]).toBe(
      "${azurerm_subnet.reports_load_balancers.id}",
    );
  });

  test("reaches them, and no node behind them", () => {
    expect(pathsTo(platform("10.1.0.0/16"), "10.2.254.254")).toEqual([
      "shop/main/node delivered",
      "shop/main/node delivered",
    ]);
    expect(pathsTo(platform("10.1.0.0/16"), "reports/main/node")).toContain("shop/main/node dropped");
  });

  test("is answered through the firewall by a table of a cluster with another egress", () => {
    const text = platform("10.1.0.0/16", { egress: "{ type: nat-gateway }", routeTable: "custom" });
    expect(synthOne(text).resource("azurerm_route", "reports_main_users-10-1-0-0-16")).toMatchObject({
      address_prefix: "10.1.0.0/16",
      next_hop_type: "VirtualAppliance",
    });
    expect(pathsTo(text, "10.2.254.254")).toEqual(["shop/main/node delivered", "shop/main/node delivered"]);
  });

  test("is answered by one route where pods have the same callers", () => {
    const network = "{ plugin: azure-cni, reachableFrom: [10.1.0.0/16] }";
    const output = synthOne(platform("10.1.0.0/16", { network, egress: "{ type: nat-gateway }" }));
    const routes = output.addresses("azurerm_route").filter((address) => address.includes("10-1-0-0-16"));
    expect(routes).toEqual(["azurerm_route.reports_main_callers-10-1-0-0-16"]);
  });
});

test("an appliance's team is asked for the rule", () => {
  const hub =
    "/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub";
  const text = platform("10.1.0.0/16", {
    hub: `id: ${hub}, appliance: { privateAddress: 10.0.1.4 }`,
    egress: "{ type: appliance }",
  }).replace(/(shop:[^]*?main:\n)/, "$1        egress: { type: appliance }\n");
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const [team] = inspect(result.loaded).description.otherTeams;
  expect(team?.firewallRules).toContainEqual(
    expect.objectContaining({ ruleSet: "internal-load-balancers", destinations: ["10.2.254.0/24"] }),
  );
});

describe("users are refused", () => {
  const found = (text: string): string[] =>
    problemsOfText(text).map(({ code, path, severity }) => `${code} ${path} ${severity}`);
  const REFUSED = "FRONTEND_USERS_UNREACHABLE spokes.reports.loadBalancers.users error";

  test.each([
    [
      "in another spoke, without a firewall in the hub",
      { hub: "peers: []", egress: "{ type: nat-gateway }" },
    ],
    ["in another spoke, where responses would not pass the firewall", { egress: "{ type: nat-gateway }" }],
  ])("%s", (_, parts) => {
    const text = platform("10.1.0.0/16", parts).replace(
      /(shop:[^]*?main:\n)/,
      "$1        egress: { type: nat-gateway }\n",
    );
    expect(found(text)).toEqual([REFUSED]);
  });

  test("on the whole Internet", () => {
    expect(found(platform("0.0.0.0/0"))).toContain(REFUSED);
  });

  test("with a warning, in a range of nothing in the file", () => {
    expect(found(platform("172.20.0.0/16", { hub: "firewall: { publicIps: 20 }" }))).toEqual([
      "FRONTEND_USERS_UNREACHABLE spokes.reports.loadBalancers.users warning",
    ]);
  });
});

test("a security group without the subnet that it belongs to is refused", () => {
  const id =
    "/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg";
  const text = platform("10.1.0.0/16").replace("ports: [8443, 443]", `securityGroup: { id: ${id} }`);
  expect(problemsOfText(text)).toMatchObject([{ path: "spokes.reports.loadBalancers.securityGroup" }]);
});

test("users on-premises are answered through the gateway, not through an appliance that their calls do not pass", () => {
  const text = platform("192.168.0.0/24", {
    hub: "gateway: { type: vpn }, onPremises: { prefixes: [192.168.0.0/16] }",
    egress: "{ type: appliance, privateIp: 10.2.250.4 }",
  }).replace(
    "      main:\n        network: { plugin: azure-cni-overlay }\n",
    "      main:\n        network: { plugin: azure-cni-overlay }\n        egress: { type: nat-gateway }\n",
  );
  const routes = Object.values(block(block(synthOne(text).json["resource"])["azurerm_route"])).map(block);
  expect(routes).toContainEqual(
    expect.objectContaining({ address_prefix: "192.168.0.0/24", next_hop_type: "VirtualNetworkGateway" }),
  );
});

test.each([
  ["10.2.254.77", 443, "delivered"],
  ["10.2.254.77", 22, "dropped"],
  // An address of the nodes is none of a load balancer.
  ["10.2.0.77", 443, "dropped"],
] as const)("any address of the subnet may be a load balancer: %s on %i is %s", (to, port, verdict) => {
  const result = parsePlatform(platform("10.1.0.0/16"), "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const question = { from: "shop/main/node", to, port, protocol: "TCP" } as const;
  expect(tracePlatform(result.loaded, question).trace?.verdict).toBe(verdict);
});
