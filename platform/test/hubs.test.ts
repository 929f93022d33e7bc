import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, problemsOfText, synthOne, synthText } from "./support/synth.js";
import { KUBENET, twoHubs, type Parts } from "./support/two-hubs.js";

const MAIN = "00000000-0000-0000-0000-00000000aaaa";
const OTHER = "00000000-0000-0000-0000-00000000bbbb";

function found(text: string): string[] {
  return problemsOfText(text).map(({ code, path, line }) => `${code} ${path} ${line}`);
}

describe("the short form", () => {
  const SPOKES = {
    shop: spokeYaml({ gateways: "{ public: {} }", clusters: { main: KUBENET } }),
    stock: spokeYaml({
      addressSpace: "10.2.0.0/16",
      subscriptionId: OTHER,
      clusters: { main: clusterYaml() },
    }),
  };
  const HUB = {
    addressSpace: "10.0.0.0/22",
    subscriptionId: MAIN,
    location: "northeurope",
    firewall: {},
    gateway: "{ type: vpn }",
    onPremises: "{ prefixes: [192.168.0.0/16] }",
  };

  test("is the same platform as one hub of the name hub", () => {
    const short = synthOne(platformYaml({ hub: HUB, spokes: SPOKES }));
    const long = synthOne(platformYaml({ hub: undefined, hubs: { hub: HUB }, spokes: SPOKES }));
    expect(JSON.stringify(long.json)).toBe(JSON.stringify(short.json));
  });

  test("accepts a spoke that names the hub", () => {
    const named = { ...SPOKES, shop: { ...SPOKES.shop, hub: "hub" } };
    const short = synthOne(platformYaml({ hub: HUB, spokes: SPOKES }));
    expect(synthOne(platformYaml({ hub: HUB, spokes: named })).json).toEqual(short.json);
  });

  test("has the same problems, at the keys of its form", () => {
    const hub = { addressSpace: "10.0.0.0/22", firewall: "{ subnetPrefix: 10.0.1.0/28 }" };
    const spokes = { shop: spokeYaml() };
    const [short] = problemsOfText(platformYaml({ hub, spokes }));
    const [long] = problemsOfText(platformYaml({ hub: undefined, hubs: { hub }, spokes }));
    expect([short?.path, short?.line]).toEqual(["hub.firewall.subnetPrefix", 6]);
    expect([long?.path, long?.line]).toEqual(["hubs.hub.firewall.subnetPrefix", 7]);
    expect(long).toMatchObject({ code: short?.code, message: short?.message });
  });
});

describe("hub and hubs", () => {
  test("exclude each other, and one of them is required", () => {
    const spokes = "{}";
    expect(found(platformYaml({ hubs: "{ west: { addressSpace: 10.8.0.0/22 } }", spokes }))).toEqual([
      "CONFLICTING_KEYS hubs 5",
    ]);
    expect(found(platformYaml({ hub: undefined, spokes }))).toEqual(["MISSING_KEY hub 1"]);
    expect(found(platformYaml({ hub: undefined, hubs: "{}", spokes }))).toEqual(["INVALID_VALUE hubs 4"]);
  });

  test("are checked although the file has other problems", () => {
    expect(found(platformYaml({ hub: undefined, spokes: undefined, tagz: 1 }))).toEqual(
      expect.arrayContaining(["MISSING_KEY hub 1", "MISSING_KEY spokes 1", "UNKNOWN_KEY tagz 4"]),
    );
  });
});

describe("several hubs", () => {
  test("are each peered with their spokes, which route to their firewall", () => {
    const output = synthOne(twoHubs());
    const remote = (name: string) =>
      output.resource("azurerm_virtual_network_peering", name)["remote_virtual_network_id"];
    expect(remote("shop_peering_to_hub")).toBe("${azurerm_virtual_network.west.id}");
    expect(remote("stock_peering_to_hub")).toBe("${azurerm_virtual_network.north.id}");
    expect(output.resource("azurerm_resource_group", "north")["location"]).toBe("northeurope");
    const rules = output.resource("azurerm_firewall_policy_rule_collection_group", "stock_main");
    expect(rules["firewall_policy_id"]).toBe("${azurerm_firewall_policy.north_firewall.id}");
  });

  test("have outputs of their own", () => {
    const outputs = synthOne(twoHubs()).json["output"];
    expect(outputs).toHaveProperty("west_firewall_private_ip");
    expect(outputs).toHaveProperty("north_firewall_private_ip");
    expect(outputs).not.toHaveProperty("firewall_private_ip");
  });

  test("may use the same addresses, since nothing connects them", () => {
    expect(errorsOfText(twoHubs({ north: { addressSpace: "10.0.0.0/22" } }))).toEqual([]);
  });
});

describe("hubs of several subscriptions", () => {
  const hubs = { west: { subscriptionId: MAIN }, north: { subscriptionId: OTHER } };

  test("go through a provider each, which their spokes share", () => {
    const output = synthOne(twoHubs(hubs));
    expect(output.json["provider"]).toEqual({
      azurerm: [
        expect.objectContaining({ subscription_id: MAIN }),
        expect.objectContaining({ subscription_id: OTHER, alias: "north" }),
      ],
    });
    const provider = (type: string, name: string) => output.resource(type, name)["provider"];
    expect(provider("azurerm_virtual_network", "west")).toBeUndefined();
    expect(provider("azurerm_virtual_network", "north")).toBe("azurerm.north");
    expect(provider("azurerm_virtual_network", "stock")).toBe("azurerm.north");
    expect(provider("azurerm_virtual_network_peering", "stock_peering_from_hub")).toBe("azurerm.north");
    expect(provider("azurerm_virtual_network_peering", "shop_peering_from_hub")).toBeUndefined();
  });

  test("are reached from a spoke of the main subscription through their own provider", () => {
    const output = synthOne(
      twoHubs({
        ...hubs,
        spokes: { stock: spokeYaml({ hub: "north", subscriptionId: MAIN, addressSpace: "10.9.0.0/16" }) },
      }),
    );
    const provider = (name: string) => output.resource("azurerm_virtual_network_peering", name)["provider"];
    expect(provider("stock_peering_from_hub")).toBe("azurerm.north");
    expect(provider("stock_peering_to_hub")).toBeUndefined();
  });

  test("have a stack each, whose spokes read it and no other hub's", () => {
    const stacks = synthText(
      twoHubs({
        ...hubs,
        stacks: "per-spoke",
        backend: "{ type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state }",
      }),
    );
    expect([...stacks.keys()]).toEqual([
      "contoso-west",
      "contoso-north",
      "contoso-shop",
      "contoso-stock",
      "contoso-route-sync",
    ]);
    const reads = (name: string): string[] =>
      Object.keys(block(block(stacks.get(name)?.json["data"] ?? {})["terraform_remote_state"] ?? {}));
    expect(reads("contoso-north")).toEqual([]);
    expect(reads("contoso-stock").join()).toContain("contoso-north");
    expect(reads("contoso-stock").join()).not.toContain("contoso-west");
    expect(stacks.get("contoso-stock")?.json["provider"]).toEqual({
      azurerm: [expect.objectContaining({ subscription_id: OTHER })],
    });
  });
});

describe("callers behind a hub that is not peered", () => {
  const callers = (
    users: string,
    { north = {}, plugin = "azure-cni-overlay" }: { north?: Parts; plugin?: string },
  ) =>
    errorsOfText(
      twoHubs({
        west: { gateway: "{ type: vpn }", onPremises: "{ prefixes: [192.168.0.0/16] }" },
        north,
        spokes: {
          shop: spokeYaml({ hub: "west", clusters: { main: clusterYaml({ egress: "{ type: firewall }" }) } }),
          stock: spokeYaml({
            hub: "north",
            location: "northeurope",
            addressSpace: "10.9.0.0/16",
            gateways: `{ edge: { frontend: { type: public-and-private, users: [${users}] } } }`,
            clusters: {
              main: clusterYaml({
                network: `{ plugin: ${plugin} }`,
                ingress: "{ type: agic-addon, gateway: edge }",
              }),
            },
          }),
        },
      }),
    ).map(({ code, path, hint }) => [code, path, hint]);
  const UNREACHABLE = [
    "FRONTEND_USERS_UNREACHABLE",
    "spokes.stock.gateways.edge.frontend.users",
    expect.stringContaining("peerWith"),
  ];

  test.each([
    ["a spoke", "10.1.0.0/16", {}],
    ["part of a spoke", "10.1.9.0/24", {}],
    ["a hub", "10.0.1.0/24", {}],
    ["on-premises", "192.168.7.0/24", {}],
    ["on-premises of a peered hub", "192.168.7.0/24", { peerWith: "[west]" }],
  ])("are refused: %s", (_, users, north) => {
    expect(callers(users, { north })).toEqual([UNREACHABLE]);
  });

  test("are refused for pods of a flat network", () => {
    expect(callers("10.9.0.0/24", { plugin: "azure-cni, reachableFrom: [10.1.0.0/16]" })).toEqual([
      ["POD_CALLERS_UNREACHABLE", "spokes.stock.clusters.main.network.reachableFrom", expect.any(String)],
    ]);
  });

  test.each([
    ["all private addresses, of which they are some", "10.0.0.0/8", {}],
    ["on-premises, which both hubs may have a gateway to", "192.168.7.0/24", { gateway: "{ type: vpn }" }],
    ["a range of nothing in the file", "172.16.0.0/16", {}],
    ["the peered hub", "10.0.1.0/24", { peerWith: "[west]" }],
  ])("are taken: %s", (_, users, north) => {
    expect(callers(users, { north })).toEqual([]);
  });
});

/** Each spoke has a gateway for the other's clients. */
function peered({ west = {}, north = {}, ...parts }: Parts & { west?: Parts; north?: Parts } = {}): string {
  const spoke = (space: string, users: string, more: Parts) =>
    spokeYaml({
      ...more,
      addressSpace: space,
      gateways: `{ inner: { networkIsolation: true, ports: [443], frontend: { type: private, users: [${users}] } } }`,
    });
  return twoHubs({
    west: { ...west },
    north: { peerWith: "[west]", ...north },
    spokes: {
      shop: spoke("10.1.0.0/16", "10.9.4.0/24", { hub: "west" }),
      stock: spoke("10.9.0.0/16", "10.1.4.0/24", { hub: "north", location: "northeurope" }),
    },
    ...parts,
  });
}

function firewallOf(hub: string): string {
  return `\${azurerm_firewall.${hub}_firewall.ip_configuration[0].private_ip_address}`;
}

describe("peered hubs", () => {
  const output = synthOne(peered());

  test("have both halves of a peering, which carries what their firewalls forward", () => {
    const half = (name: string) => output.resource("azurerm_virtual_network_peering", name);
    expect(half("west_peering_north_from")).toMatchObject({
      virtual_network_name: "${azurerm_virtual_network.north.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.west.id}",
      allow_forwarded_traffic: true,
    });
    expect(half("west_peering_north_to")).toMatchObject({
      virtual_network_name: "${azurerm_virtual_network.west.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.north.id}",
      allow_forwarded_traffic: true,
    });
  });

  test.each([
    ["shop", "west", "north", "10.1.0.0/16"],
    ["stock", "north", "west", "10.9.0.0/16"],
  ])("route spoke %s through the firewall of %s, from that of %s", (spoke, own, far, range) => {
    expect(output.resource("azurerm_route", `${spoke}_from_${far}`)).toMatchObject({
      route_table_name: `\${azurerm_route_table.${far}_firewall_routes.name}`,
      address_prefix: range,
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: firewallOf(own),
    });
  });

  test.each(["west", "north"])("keep the firewall of %s connected to the Internet", (hub) => {
    expect(output.resource("azurerm_route", `${hub}_firewall_routes_internet`)).toMatchObject({
      address_prefix: "0.0.0.0/0",
      next_hop_type: "Internet",
    });
    expect(output.resource("azurerm_route_table", `${hub}_firewall_routes`)).toMatchObject({
      bgp_route_propagation_enabled: true,
    });
    expect(
      output.resource("azurerm_subnet_route_table_association", `${hub}_AzureFirewallSubnet`),
    ).toMatchObject({
      route_table_id: `\${azurerm_route_table.${hub}_firewall_routes.id}`,
      depends_on: [`azurerm_route.${hub}_firewall_routes_internet`],
    });
  });

  test.each([
    ["stock", "shop", "10.9.4.0/24", "10.1.255.0/24", "north", "west"],
    ["shop", "stock", "10.1.4.0/24", "10.9.255.0/24", "west", "north"],
  ])("allow calls from %s to %s on both firewalls", (client, server, from, to, near, far) => {
    const rule = (name: string) => {
      const group = output.resource("azurerm_firewall_policy_rule_collection_group", name);
      const [collection] = [group["network_rule_collection"]].flat().map(block);
      const [first] = [collection?.["rule"]].flat().map((each) => block(each));
      return { policy: group["firewall_policy_id"], ...first };
    };
    const allowed = { source_addresses: [from], destination_addresses: [to], destination_ports: ["443"] };
    expect(rule(`${client}_to_${far}`)).toMatchObject({
      ...allowed,
      policy: `\${azurerm_firewall_policy.${near}_firewall.id}`,
    });
    expect(rule(`${server}_gateway_inner_on_premises`)).toMatchObject({
      ...allowed,
      policy: `\${azurerm_firewall_policy.${far}_firewall.id}`,
    });
  });

  test("are the same in whatever order the file has them, and whichever names the other", () => {
    const addresses = (text: string): string[] => synthOne(text).addresses().sort();
    const other = peered({ west: { peerWith: "[north]" }, north: { peerWith: "[]" } });
    expect(addresses(other)).toEqual(addresses(peered()));
    const hubs = {
      north: { addressSpace: "10.8.0.0/22", location: "northeurope", firewall: {} },
      west: { addressSpace: "10.0.0.0/22", firewall: {}, peerWith: "[north]" },
    };
    expect(
      addresses(
        peered({ hubs: undefined }).replace(
          /^hubs:[^]*?^spokes/m,
          () => `hubs: ${JSON.stringify(hubs).replaceAll('"[north]"', "[north]")}\nspokes`,
        ),
      ),
    ).toEqual(addresses(peered()));
  });

  test("have no route without a firewall in both", () => {
    const open = synthOne(
      twoHubs({
        north: { peerWith: "[west]", firewall: undefined },
        spokes: { stock: spokeYaml({ hub: "north", location: "northeurope" }) },
      }),
    );
    expect(open.addresses("azurerm_virtual_network_peering")).toHaveLength(4);
    expect(open.addresses("azurerm_route")).toEqual([]);
  });

  test("in stacks of their own read each other in one direction, through a provider per subscription", () => {
    const stacks = synthText(
      peered({
        west: { subscriptionId: MAIN },
        north: { subscriptionId: OTHER, peerWith: "[west]" },
        stacks: "per-spoke",
        backend: "{ type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state }",
      }),
    );
    const west = stacks.get("contoso-west");
    expect(west?.resource("azurerm_virtual_network_peering", "west_peering_north_from")["provider"]).toBe(
      "azurerm.north",
    );
    expect(stacks.get("contoso-north")?.addresses("azurerm_virtual_network_peering")).toEqual([]);
    expect(stacks.get("contoso-shop")?.resource("azurerm_route", "shop_from_north")["provider"]).toBe(
      "azurerm.north",
    );
    // The route on the subnet of the hub in the spoke's subscription needs no other provider.
    const toOwn = stacks.get("contoso-stock")?.resource("azurerm_route", "stock_from_west");
    expect(toOwn?.["provider"]).toBe("azurerm.west");
  });
});
