import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { inspect, parsePlatform, tracePlatform } from "../src/index.js";
import { clusterYaml, platformOfCluster, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne, synthText } from "./support/synth.js";

const EXAMPLE = readFileSync(
  fileURLToPath(new URL("../../examples/virtual-wan.yaml", import.meta.url)),
  "utf8",
);
const HUB = "{ type: virtual-wan, addressSpace: 10.0.0.0/23, peers: [10.60.0.0/24] }";
const FIREWALL = "${azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address}";
const IDS =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network";

describe("a virtual hub", () => {
  test("routes private and Internet traffic through its firewall before spokes are connected", () => {
    const output = synthOne(EXAMPLE);
    const intent = output.resource("azurerm_virtual_hub_routing_intent", "hub");
    expect(intent["routing_policy"]).toMatchObject([
      { destinations: ["Internet"], next_hop: "${azurerm_firewall.hub_firewall.id}" },
      { destinations: ["PrivateTraffic"], next_hop: "${azurerm_firewall.hub_firewall.id}" },
    ]);
    const connection = output.resource("azurerm_virtual_hub_connection", "shop_connection");
    expect(connection["internet_security_enabled"]).toBe(true);
    expect(connection["depends_on"]).toContain("azurerm_virtual_hub_routing_intent.hub");
  });

  test("a spoke of another subscription is connected through the provider of the hub", () => {
    const output = synthOne(EXAMPLE);
    expect(output.resource("azurerm_virtual_network", "reports")["provider"]).toBe("azurerm.reports");
    const connection = output.resource("azurerm_virtual_hub_connection", "reports_connection");
    expect(connection["provider"]).toBe("azurerm");
  });

  test("in stacks of their own the connection is in the spoke's, with the ids of the hub's", () => {
    const split = EXAMPLE.replace("\nhub:", "\nstacks: per-spoke\nbackend: { type: local }\nhub:");
    const stacks = synthText(split);
    const shop = stacks.get("fabrikam-shop");
    const connection = shop?.resource("azurerm_virtual_hub_connection", "shop_connection");
    expect(connection?.["virtual_hub_id"]).toContain("data.terraform_remote_state");
    expect(JSON.stringify(connection?.["depends_on"])).not.toContain("routing_intent");
  });

  test("is one network with its spokes, so that no two of their ranges overlap", () => {
    const codes = (range: string): readonly string[] =>
      errorsOfText(EXAMPLE.replace("addressSpace: 10.50.0.0/16", `addressSpace: ${range}`)).map(
        ({ code }) => code,
      );
    expect(codes("10.49.128.0/17")).toContain("ADDRESS_OVERLAP");
    expect(codes("10.48.0.0/16")).toContain("ADDRESS_OVERLAP");
    expect(codes("10.51.0.0/16")).not.toContain("ADDRESS_OVERLAP");
  });

  test("has at most 80 public addresses at its firewall", () => {
    const codes = (count: number): readonly string[] =>
      errorsOfText(EXAMPLE.replace("publicIps: 4", `publicIps: ${count}`)).map(
        ({ code, path }) => `${code} ${path}`,
      );
    expect(codes(80)).toEqual([]);
    expect(codes(81)).toEqual(["INVALID_VALUE hub.firewall.publicIps"]);
  });

  test("public addresses of the firewall call a restricted API server, however many Azure has listed", () => {
    const text = platformOfCluster(
      {
        egress: { type: "firewall" },
        apiServer: { type: "public", authorizedIpRanges: ["203.0.113.0/24"], includeEgress: true },
      },
      { hub: "{ type: virtual-wan, addressSpace: 10.0.0.0/23, firewall: { publicIps: 2 } }" },
    );
    const cluster = synthOne(text).resource("azurerm_kubernetes_cluster", "shop_main");
    const list = "azurerm_firewall.hub_firewall.virtual_hub[0].public_ip_addresses";
    expect(cluster["api_server_access_profile"]).toEqual({
      authorized_ip_ranges: ["203.0.113.0/24", ...[0, 1].map((i) => `\${element(${list}, ${i})}/32`)],
    });
  });
});

describe("the Application Gateway behind a virtual hub", () => {
  test("learns nothing, and has routes of its own in place of what it would learn", () => {
    const output = synthOne(EXAMPLE);
    const route = (name: string): object => output.resource("azurerm_route", `shop_gateway_main_${name}`);
    expect(output.resource("azurerm_route_table", "shop_gateway_main")).toMatchObject({
      bgp_route_propagation_enabled: false,
    });
    expect(route("default")).toMatchObject({ address_prefix: "0.0.0.0/0", next_hop_type: "Internet" });
    expect(route("private-10-0-0-0-8")).toMatchObject({
      address_prefix: "10.0.0.0/8",
      next_hop_in_ip_address: FIREWALL,
    });
    const gateway = output.resource("azurerm_application_gateway", "shop_gateway_main");
    expect(gateway["depends_on"]).toContain("azurerm_route.shop_gateway_main_default");
  });

  test("with network isolation has no route to the Internet", () => {
    const gateways = {
      edge: "{ networkIsolation: true, frontend: { type: private, users: [10.60.0.0/24] } }",
    };
    const text = platformYaml({ hub: HUB, spokes: { shop: spokeYaml({ gateways }) } });
    const routes = synthOne(text).addresses();
    expect(routes).not.toContain("azurerm_route.shop_gateway_edge_default");
    expect(routes).toContain("azurerm_route.shop_gateway_edge_private-10-0-0-0-8");
  });
});

const CIRCUIT = `${IDS}/expressRouteCircuits/erc`;

describe("the gateway of a virtual hub", () => {
  const file = (gateway: string, prefixes = "192.168.0.0/16"): string => {
    const hub = `{ subscriptionId: 11111111-1111-1111-1111-111111111111, type: virtual-wan, addressSpace: 10.0.0.0/23, gateway: { ${gateway} }, onPremises: { prefixes: [${prefixes}] } }`;
    const main = clusterYaml({
      ingress: "{ type: agic-addon, gateway: edge }",
      egress: {
        type: "firewall",
        allow: { erp: { addresses: ["192.168.7.0/24"], protocol: "TCP", ports: [1521] } },
      },
    });
    const gateways = { edge: "{ frontend: { type: public-and-private } }" };
    return platformYaml({
      baseline: "relaxed",
      hub,
      spokes: { shop: spokeYaml({ gateways, clusters: { main } }) },
    });
  };
  const pathsOf = (text: string): readonly string[] =>
    errorsOfText(text).map(({ code, path }) => `${code} ${path}`);

  test("waits for the firewall, and the routing intent and the connections for it", () => {
    const output = synthOne(EXAMPLE);
    const waits = (type: string, name: string): unknown => output.resource(type, name)["depends_on"];
    const intent = "azurerm_virtual_hub_routing_intent.hub";
    expect(waits("azurerm_vpn_gateway", "hub_gateway")).toEqual(["azurerm_firewall.hub_firewall"]);
    expect(waits("azurerm_virtual_hub_routing_intent", "hub")).toEqual(["azurerm_vpn_gateway.hub_gateway"]);
    expect(waits("azurerm_vpn_gateway_connection", "hub_gateway_berlin")).toEqual([intent]);
    expect(waits("azurerm_virtual_hub_connection", "shop_connection")).toContain(intent);
  });

  test("sites announce their ranges by BGP, or have those of the file, and learn no default route", () => {
    const output = synthOne(EXAMPLE);
    const berlin = output.resource("azurerm_vpn_site", "hub_gateway_berlin");
    expect(berlin).not.toHaveProperty("address_cidrs");
    expect(berlin["link"]).toEqual([
      { name: "link", ip_address: "203.0.113.10", bgp: { asn: 65_020, peering_address: "192.168.0.1" } },
    ]);
    expect(output.resource("azurerm_vpn_site", "hub_gateway_porto")).toMatchObject({
      address_cidrs: ["172.20.0.0/16"],
      link: [{ fqdn: "vpn.porto.fabrikam.example" }],
    });
    const connection = output.resource("azurerm_vpn_gateway_connection", "hub_gateway_berlin");
    expect(connection).not.toHaveProperty("internet_security_enabled");
    expect(connection["vpn_link"]).toEqual([
      {
        name: "link",
        vpn_site_link_id: "${azurerm_vpn_site.hub_gateway_berlin.link[0].id}",
        bgp_enabled: true,
      },
    ]);
    expect(output.output("network_gateway_public_ips")["value"]).toBe(
      "${azurerm_vpn_gateway.hub_gateway.ip_configuration[*].public_ip_address}",
    );
  });

  test.each([
    ["vpn", "type: vpn, sites: { berlin: { device: 203.0.113.10 } }"],
    ["express-route", `type: express-route, circuits: { berlin: { circuit: { id: ${CIRCUIT} } } }`],
  ])("%s: both directions pass the firewall, which drops what no rule has", (_, gateway) => {
    const result = parsePlatform(file(gateway), "platform.yaml");
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const trace = (from: string, to: string, port: number): string | undefined =>
      tracePlatform(result.loaded, { from, to, port, protocol: "TCP" }).trace?.verdict;
    expect(trace("shop/main/node", "192.168.7.9", 1521)).toBe("delivered");
    expect(trace("shop/main/node", "192.168.8.9", 1521)).toBe("dropped");
    expect(trace("192.168.7.9", "gateway:shop/edge", 443)).toBe("delivered");
    expect(trace("192.168.7.9", "shop/main/node", 22)).toBe("dropped");
  });

  test("connects an existing gateway's ranges too", () => {
    const existing = `{ type: virtual-wan, id: ${IDS}/virtualHubs/vhub, addressSpace: 10.0.0.0/23, firewall: { privateAddress: 10.0.0.132 }, gateway: { type: vpn }, onPremises: { prefixes: [192.168.0.0/16] } }`;
    const main = clusterYaml({ ingress: "{ type: agic-addon, gateway: edge }" });
    const gateways = { edge: "{ frontend: { type: public-and-private } }" };
    const spokes = { shop: spokeYaml({ gateways, clusters: { main } }) };
    const text = platformYaml({ baseline: "relaxed", hub: existing, spokes });
    const result = parsePlatform(text, "platform.yaml");
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const question = { from: "192.168.7.9", to: "gateway:shop/edge", port: 443, protocol: "TCP" } as const;
    expect(tracePlatform(result.loaded, question).trace?.verdict).toBe("delivered");
    expect(pathsOf(text.replace("gateway: { type: vpn }, ", ""))).toEqual([
      "ON_PREMISES_WITHOUT_GATEWAY hub.onPremises",
    ]);
  });

  test("a renamed site keeps its names in Azure, and moves in the state", () => {
    const output = synthOne(file("type: vpn, sites: { spree: { was: berlin, device: 203.0.113.10 } }"));
    expect(output.resource("azurerm_vpn_site", "hub_gateway_spree")["name"]).toMatch(/-berlin$/);
    expect(output.json["moved"]).toContainEqual({
      from: "azurerm_vpn_gateway_connection.hub_gateway_berlin",
      to: "azurerm_vpn_gateway_connection.hub_gateway_spree",
    });
  });

  test.each([
    [
      "a range that routing intent does not treat as private",
      "type: vpn",
      "203.0.113.0/24",
      ["RANGE_OUTSIDE_ROUTING_INTENT hub.onPremises.prefixes"],
    ],
    [
      "Azure's own number at a site",
      "type: vpn, sites: { berlin: { device: 203.0.113.10, bgp: { asn: 65515, address: 192.168.0.1 } } }",
      undefined,
      ["CONNECTION_BGP hub.gateway.sites.berlin.bgp.asn"],
    ],
    [
      "a circuit of another subscription",
      `type: express-route, circuits: { berlin: { circuit: { id: ${CIRCUIT.replaceAll("1111", "2222")} } } }`,
      undefined,
      ["CIRCUIT_NOT_AUTHORIZED hub.gateway.circuits.berlin"],
    ],
    [
      "nine circuits",
      `type: express-route, circuits: { ${Array.from({ length: 9 }, (_, i) => `c${i}: { circuit: { id: ${CIRCUIT}${i} } }`).join(", ")} }`,
      undefined,
      ["TOO_MANY_CONNECTIONS hub.gateway.circuits"],
    ],
    [
      "more scale units than a VPN gateway has",
      "type: vpn, scaleUnits: 21",
      undefined,
      ["INVALID_VALUE hub.gateway.scaleUnits"],
    ],
    [
      "more scale units than an ExpressRoute gateway has",
      "type: express-route, scaleUnits: 11",
      undefined,
      ["INVALID_VALUE hub.gateway.scaleUnits"],
    ],
  ])("refuses %s", (_, gateway, prefixes, problems) => {
    expect(pathsOf(file(gateway, prefixes))).toEqual(problems);
  });

  test.each([
    "size: VpnGw2AZ",
    "activeActive: true",
    "asn: 65010",
    "clients: {}",
    "subnetPrefix: 10.0.0.0/27",
  ])("says why there is no %s", (key) => {
    const [problem, ...others] = errorsOfText(file(`type: vpn, ${key}`));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "UNKNOWN_KEY", path: `hub.gateway.${key.split(":")[0] ?? ""}` });
    expect(problem?.hint).toContain("virtual hub");
  });
});

describe("services published at the firewall of a virtual hub", () => {
  const file = (publish: string): string =>
    platformOfCluster(
      { egress: { type: "firewall" } },
      {
        hub: `{ type: virtual-wan, addressSpace: 10.0.0.0/23, firewall: { publicIps: 2, publish: { ${publish} } } }`,
      },
    );
  const feed = "feed: { port: 5671, to: 10.1.254.10, publicIp: 2, from: [198.51.100.0/24] }";

  test("are translated from an address that Azure creates, and called from the range of the hub", () => {
    const output = synthOne(file(feed));
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", "hub_publish");
    const list = "azurerm_firewall.hub_firewall.virtual_hub[0].public_ip_addresses";
    expect(group["nat_rule_collection"]).toMatchObject([
      { rule: [{ destination_address: `\${element(${list}, 1)}`, translated_address: "10.1.254.10" }] },
    ]);
    const rule = output.resource("azurerm_network_security_rule", "shop_load_balancers_published-feed");
    expect(rule["source_address_prefix"]).toBe("10.0.0.0/23");
  });

  test.each([
    ["198.51.100.7", 2, "delivered"],
    ["198.51.100.7", 1, "dropped"],
    ["internet", 2, "dropped"],
  ])("%s at address %i: %s", (from, address, verdict) => {
    const result = parsePlatform(file(feed), "platform.yaml");
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const to = `hub/firewall/${address}`;
    const answer = tracePlatform(result.loaded, { from, to, port: 5671, protocol: "TCP" });
    expect(answer.trace?.verdict).toBe(verdict);
  });

  test("stay at their address when the firewall gets more", () => {
    const rulesOf = (count: number): unknown =>
      synthOne(file(feed).replace("publicIps: 2", `publicIps: ${count}`)).resource(
        "azurerm_firewall_policy_rule_collection_group",
        "hub_publish",
      )["nat_rule_collection"];
    expect(rulesOf(9)).toEqual(rulesOf(2));
  });

  test("are at an address that the firewall has", () => {
    const found = errorsOfText(file(feed.replace("publicIp: 2", "publicIp: 3")));
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "PUBLISH_ADDRESS_MISSING hub.firewall.publish.feed.publicIp",
    ]);
  });

  test("keep their names in Azure when they are renamed", () => {
    const output = synthOne(file(feed.replace("feed: {", "events: { was: feed,")));
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", "hub_publish");
    expect(group["nat_rule_collection"]).toMatchObject([{ rule: [{ name: "feed" }] }]);
  });
});

describe("names behind a virtual hub", () => {
  const privateCluster = (dns: string, zone: string): string => {
    const main = clusterYaml({ egress: { type: "firewall" }, apiServer: { type: "private", dns: zone } });
    const hub = HUB.replace(" }", ", dns: { type: servers, servers: [10.60.0.4] } }");
    return platformYaml({ hub, spokes: { shop: spokeYaml({ dns, clusters: { main } }) } });
  };
  const codesOf = (text: string): readonly string[] => errorsOfText(text).map(({ code }) => code);

  test("resolvers by address know a zone that exists already, and none that is created", () => {
    expect(codesOf(privateCluster("{ type: hub }", "{ type: custom-zone }"))).toEqual([
      "ZONE_BEHIND_VIRTUAL_HUB",
    ]);
    const zone = `{ type: custom-zone, zoneId: ${IDS}/privateDnsZones/privatelink.westeurope.azmk8s.io }`;
    for (const dns of ["{ type: hub }", "{ type: firewall }"])
      expect(codesOf(privateCluster(dns, zone))).toEqual([]);
  });
});

describe("a virtual hub that exists already", () => {
  const hub = `{ type: virtual-wan, id: ${IDS}/virtualHubs/vhub-own, addressSpace: 10.0.0.0/23, firewall: { privateAddress: 10.0.0.132, policy: { id: ${IDS}/firewallPolicies/fwp-own } } }`;
  const platform = (given: string): string =>
    platformYaml({
      baseline: "relaxed",
      hub: given,
      spokes: {
        shop: spokeYaml({
          gateways: { edge: "{}" },
          clusters: { main: clusterYaml({ ingress: "{ type: agic-addon, gateway: edge }" }) },
        }),
      },
    });

  test("asks its team for the right to connect, and for the rules where its policy is not named", () => {
    const listed = hub.replace(/, policy: \{ id: [^}]* \}/, "");
    const result = parsePlatform(platform(listed), "platform.yaml");
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const [team] = inspect(result.loaded).description.otherTeams;
    expect(team?.permissions).toEqual(
      ["read", "write", "delete"].map(
        (verb) => `Microsoft.Network/virtualHubs/hubVirtualNetworkConnections/${verb}`,
      ),
    );
  });

  test("is connected through a provider of its subscription, with its paths delivered", () => {
    expect(errorsOfText(platform(hub))).toEqual([]);
    const output = synthOne(platform(hub));
    expect(output.resource("azurerm_virtual_hub_connection", "shop_connection")).toMatchObject({
      provider: "azurerm.hub",
      virtual_hub_id: `${IDS}/virtualHubs/vhub-own`,
    });
    expect(output.addresses().filter((address) => /virtual_wan|azurerm_firewall\./.test(address))).toEqual(
      [],
    );
    expect(output.resource("azurerm_route", "shop_main_default")).toMatchObject({
      next_hop_in_ip_address: "10.0.0.132",
    });
  });

  test("has its firewall in its own range", () => {
    const [problem, ...others] = errorsOfText(platform(hub.replace("10.0.0.132", "10.7.0.4")));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "HOP_OUTSIDE_HUB", path: "hub.firewall.privateAddress" });
  });

  test("names the keys that only a created one has", () => {
    const [problem, ...others] = errorsOfText(platform(hub.replace("{ type", "{ wan: { id: x }, type")));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "UNKNOWN_KEY", path: "hub.wan" });
    expect(problem?.hint).toContain("has an id");
  });
});
