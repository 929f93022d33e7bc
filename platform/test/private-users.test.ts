import { describe, expect, test } from "vitest";
import { block, type Synthesized } from "../../constructs/test/support/synth.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { problemsOfText, synthOne } from "./support/synth.js";

const COMPANY = "gateway: { type: vpn }, onPremises: { prefixes: [192.168.0.0/16] }";
const FIREWALL = "firewall: { publicIps: 20 }";

/** A gateway in front of a kubenet cluster, in a hub and with an egress that a test chooses. */
function platform(hub: string, gateway: string, egress: string): string {
  return platformYaml({
    hub: `{ addressSpace: 10.0.0.0/22, ${hub} }`,
    spokes: {
      shop: spokeYaml({
        gateways: `{ edge: { ${gateway} } }`,
        clusters: {
          main: clusterYaml({
            network: "{ plugin: kubenet }",
            egress: `{ type: ${egress} }`,
            ingress: "{ type: agic-addon, gateway: edge }",
          }),
        },
      }),
      stock: spokeYaml({ addressSpace: "10.2.0.0/16", clusters: {} }),
    },
  });
}
const BOTH = "frontend: { type: public-and-private }";

/** What the table on the gateway's subnet sends where. */
function routes(output: Synthesized): unknown[] {
  const { route_table_id: table } = output.resource(
    "azurerm_subnet_route_table_association",
    "shop_gateway_edge",
  );
  const name = String(table).replace(".id}", ".name}");
  return Object.values(block(block(output.json["resource"])["azurerm_route"] ?? {}))
    .map(block)
    .filter((route) => route["route_table_name"] === name)
    .map((route) => `${String(route["address_prefix"])} ${String(route["next_hop_type"])}`)
    .sort();
}

/** Whom the firewall lets through to the gateway. */
function letIn(output: Synthesized): unknown {
  const groups = block(block(output.json["resource"])["azurerm_firewall_policy_rule_collection_group"] ?? {});
  const group = groups["shop_gateway_edge_on_premises"];
  if (group === undefined) return undefined;
  return block(block(block(group)["network_rule_collection"])["rule"])["source_addresses"];
}

describe("users on-premises reach a gateway that shares its cluster's table", () => {
  const shared = `routeTable: shared, ${BOTH}`;

  test("straight, where the hub has no firewall", () => {
    for (const egress of ["load-balancer", "nat-gateway"]) {
      const output = synthOne(platform(COMPANY, shared, egress));
      expect(routes(output)).toEqual(["192.168.0.0/16 VirtualNetworkGateway"]);
    }
  });

  test("through the firewall, both ways", () => {
    const output = synthOne(platform(`${COMPANY}, ${FIREWALL}`, shared, "nat-gateway"));
    expect(routes(output)).toEqual(["192.168.0.0/16 VirtualAppliance"]);
    expect(letIn(output)).toEqual(["192.168.0.0/16"]);
  });

  test("by the default route, where everything goes to the firewall", () => {
    const isolated = `routeTable: shared, networkIsolation: true, frontend: { type: private }`;
    const output = synthOne(platform(`${COMPANY}, ${FIREWALL}`, isolated, "firewall"));
    expect(routes(output)).toEqual(["0.0.0.0/0 VirtualAppliance"]);
    expect(letIn(output)).toEqual(["192.168.0.0/16"]);
  });
});

describe("users who are listed by their ranges", () => {
  const users = (ranges: string): string => `frontend: { type: public-and-private, users: [${ranges}] }`;

  test("are answered wherever they are, and hub and spoke need no route", () => {
    const ranges = "192.168.0.0/16, 10.2.0.0/17, 10.0.1.0/24, 10.1.3.0/24, 192.168.0.0/16";
    const output = synthOne(platform(`gateway: { type: vpn }, ${FIREWALL}`, users(ranges), "firewall"));
    expect(routes(output)).toEqual(["10.2.0.0/17 VirtualAppliance", "192.168.0.0/16 VirtualAppliance"]);
    expect(letIn(output)).toEqual(["192.168.0.0/16", "10.2.0.0/17"]);
  });

  test("are answered over the hub's gateway without a firewall", () => {
    const output = synthOne(platform("gateway: { type: vpn }", users("192.168.0.0/16"), "nat-gateway"));
    expect(routes(output)).toEqual(["192.168.0.0/16 VirtualNetworkGateway"]);
  });

  test("are as many as the hub names or fewer, and need no others' routes", () => {
    const output = synthOne(platform(`${COMPANY}, ${FIREWALL}`, users("192.168.7.0/24"), "firewall"));
    expect(routes(output)).toEqual(["192.168.7.0/24 VirtualAppliance"]);
  });

  test("are refused where no route reaches them", () => {
    const problems = problemsOfText(platform("peers: []", users("192.168.0.0/16"), "nat-gateway"));
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toContain(
      "FRONTEND_USERS_UNREACHABLE spokes.shop.gateways.edge.frontend.users",
    );
  });
});

test("a gateway with only a public address has no route to users on-premises", () => {
  const output = synthOne(platform(`${COMPANY}, ${FIREWALL}`, "", "firewall"));
  expect(routes(output)).toEqual([]);
  expect(letIn(output)).toBeUndefined();
});

test("a range within another one is in no rule of a security group, which Azure would refuse", () => {
  const users = "[192.168.10.0/24, 192.168.0.0/16, 10.2.0.0/16, 192.168.0.0/16]";
  const output = synthOne(
    platform(
      `${FIREWALL}, ${COMPANY}`,
      `frontend: { type: public-and-private, users: ${users} }`,
      "firewall",
    ),
  );
  const rules = Object.values(block(block(output.json["resource"])["azurerm_network_security_rule"])).map(
    block,
  );
  const listed = rules.map((rule) => rule["source_address_prefixes"]).filter((each) => Array.isArray(each));
  expect(listed).toContainEqual(["192.168.0.0/16", "10.2.0.0/16"]);
  expect(JSON.stringify(listed)).not.toContain("192.168.10.0/24");
});
