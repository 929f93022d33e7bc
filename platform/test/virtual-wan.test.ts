import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
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
