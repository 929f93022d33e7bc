// A hub that is created, peered with one that exists already.
import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { inspect } from "../src/index.js";
import { filesOf } from "./support/files-of-teams.js";
import { loaded } from "./support/loaded.js";
import { clusterYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, problemsOfText, synthOne, synthText } from "./support/synth.js";
import { twoHubs, type Parts } from "./support/two-hubs.js";

const SUBSCRIPTION = "44444444-0000-4000-8000-000000000001";
const NETWORK = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
const FIREWALL = "{ privateAddress: 10.8.0.4 }";

/** `west` is created, `north` exists already; their spokes call each other's gateways. */
function mixed({
  west = {},
  north = {},
  egress = "firewall",
  ...parts
}: Parts & { west?: Parts; north?: Parts; egress?: string } = {}): string {
  const spoke = (addressSpace: string, users: string, type: string, more: Parts) =>
    spokeYaml({
      addressSpace,
      ...more,
      gateways: `{ inner: { networkIsolation: true, frontend: { type: private, users: [${users}] } } }`,
      clusters: {
        main: clusterYaml({
          network: "{ plugin: azure-cni-overlay }",
          egress: `{ type: ${type} }`,
          ingress: "{ type: gateway-to-load-balancer, gateway: inner }",
        }),
      },
    });
  return twoHubs({
    west: { peerWith: "[north]", ...west },
    north: { id: NETWORK, firewall: FIREWALL, peering: "spoke-only", ...north },
    spokes: {
      shop: spoke("10.1.0.0/16", "10.9.0.0/16", "firewall", { hub: "west" }),
      stock: spoke("10.9.0.0/16", "10.1.0.0/16", egress, { hub: "north", location: "northeurope" }),
    },
    ...parts,
  });
}

/** Where the paths between the spokes end, with other teams' part done. */
function pathsBetween(text: string): readonly string[] {
  const { paths } = inspect(loaded(text));
  return paths
    .filter(({ name }) => /private-frontend.*:443$/.test(name))
    .map(({ name, verdict }) => `${name} ${verdict}`);
}

const CALLS = [
  "shop: private-frontend/inner, stock/main/node -> 10.1.255.0/24:443 delivered",
  "shop: private-frontend/stock-inner, shop/main/node -> 10.9.255.0/24:443 delivered",
  "stock: private-frontend/inner, shop/main/node -> 10.9.255.0/24:443 delivered",
  "stock: private-frontend/shop-inner, stock/main/node -> 10.1.255.0/24:443 delivered",
];

describe("a hub whose team creates its half", () => {
  const output = synthOne(mixed());
  const files = filesOf(mixed());

  test("has ours created, and nothing of it changed", () => {
    expect(output.resource("azurerm_virtual_network_peering", "west_peering_north_to")).toMatchObject({
      virtual_network_name: "${azurerm_virtual_network.west.name}",
      remote_virtual_network_id: NETWORK,
      allow_forwarded_traffic: true,
    });
    expect(output.addresses("azurerm_virtual_network_peering")).not.toContain("west_peering_north_from");
    expect(JSON.stringify(output.json)).not.toContain('"virtual_network_name":"vnet-hub"');
    expect(output.json["provider"]).toEqual({ azurerm: [expect.objectContaining({ features: [{}] })] });
  });

  test("is reached through both firewalls, by a route on that of the hub that is created", () => {
    expect(output.resource("azurerm_route", "stock_from_west")).toMatchObject({
      route_table_name: "${azurerm_route_table.west_firewall_routes.name}",
      address_prefix: "10.9.0.0/16",
      next_hop_in_ip_address: "10.8.0.4",
    });
    expect(output.addresses("azurerm_firewall_policy_rule_collection_group")).toContain(
      "azurerm_firewall_policy_rule_collection_group.shop_to_north",
    );
  });

  test("gets the other half and the routes as a list and as a module", () => {
    const readme = files.get("north/README.md") ?? "";
    expect(readme).toContain(
      "| west | output west_virtual_network_id | peer-contoso-north-to-west | 10.1.0.0/16 | output west_firewall_private_ip |",
    );
    const module = files.get("north/network/main.tf") ?? "";
    expect(module).toMatch(
      /resource "azurerm_virtual_network_peering" "west" \{[^}]*remote_virtual_network_id = var\.west_virtual_network_id/,
    );
    expect(module).toMatch(
      /resource "azurerm_route" "to-west-10-1-0-0-16" \{[^}]*next_hop_in_ip_address = var\.west_firewall_private_address/,
    );
    expect(Object.keys(block(output.json["output"]))).toEqual(
      expect.arrayContaining(["west_virtual_network_id", "west_firewall_private_ip"]),
    );
  });

  test("finds where its network is, and what our identity needs there", () => {
    const readme = files.get("north/README.md") ?? "";
    expect(readme).toContain(
      `The network of the hub is \`${NETWORK}\`, in subscription \`${SUBSCRIPTION}\`.`,
    );
    expect(readme).toContain("a role with `Microsoft.Network/virtualNetworks/peer/action` on this network");
  });

  test("gets the rules of calls in both directions", () => {
    const rules = files.get("north/firewall-rules.csv") ?? "";
    expect(rules).toContain("inner,10.1.0.0/16,10.9.255.0/24,TCP,80 443,");
    expect(rules).toContain("shop-inner,10.9.0.0/16,10.1.255.0/24,TCP");
  });

  test("is among the rules that check prints, at both ends", () => {
    const { callRules } = inspect(loaded(mixed())).description;
    expect(callRules.map(({ neededBy, sources }) => `${neededBy} from ${sources.join()}`)).toEqual([
      "shop/inner from 10.9.0.0/16",
      "shop/to-north from 10.1.0.0/16",
      "stock/inner from 10.1.0.0/16",
      "stock/to-west from 10.9.0.0/16",
    ]);
  });

  test("is passed both ways, once its team has done so", () => {
    expect(pathsBetween(mixed())).toEqual(CALLS);
  });

  test("knows the id of the network that is created, where the file names its subscription", () => {
    const id = "00000000-0000-0000-0000-00000000aaaa";
    expect(filesOf(mixed({ west: { subscriptionId: id } })).get("north/network/main.tf")).toContain(
      `"/subscriptions/${id}/resourceGroups/rg-contoso-west/providers/Microsoft.Network/virtualNetworks/vnet-contoso-west"`,
    );
  });

  test("is reached from stacks of their own", () => {
    const text = mixed({
      stacks: "per-spoke",
      backend: "{ type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state }",
    });
    const stacks = synthText(text);
    expect(pathsBetween(text)).toEqual(CALLS);
    expect(stacks.get("contoso-west")?.addresses("azurerm_virtual_network_peering")).toEqual([
      "azurerm_virtual_network_peering.west_peering_north_to",
    ]);
    expect(stacks.get("contoso-stock")?.addresses("azurerm_route")).toContain(
      "azurerm_route.stock_from_west",
    );
  });
});

describe("a hub in which both halves are created", () => {
  const text = mixed({ north: { peering: "both" } });

  test("has its half through a provider of its subscription, and is asked for the routes alone", () => {
    const output = synthOne(text);
    const half = output.resource("azurerm_virtual_network_peering", "west_peering_north_from");
    expect(half).toMatchObject({ virtual_network_name: "vnet-hub", provider: "azurerm.north" });
    const files = filesOf(text);
    expect(files.get("north/README.md")).toContain(
      "| west | output west_virtual_network_id | none: the platform creates both halves | 10.1.0.0/16 |",
    );
    expect(files.get("north/network/main.tf")).not.toContain("azurerm_virtual_network_peering");
    expect(files.get("north/README.md")).toContain(
      "`Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write`",
    );
    expect(pathsBetween(text)).toEqual(CALLS);
  });

  test("is listed among what is touched", () => {
    expect(inspect(loaded(text)).description.touches.map(({ address }) => address)).toContain(
      "azurerm_virtual_network_peering.west_peering_north_from",
    );
  });
});

describe("what is behind a hub that exists already", () => {
  test("is routed through its appliance", () => {
    const text = mixed({ egress: "appliance", north: { firewall: undefined, appliance: FIREWALL } });
    expect(errorsOfText(text)).toEqual([]);
    expect(synthOne(text).resource("azurerm_route", "stock_from_west")["next_hop_in_ip_address"]).toBe(
      "10.8.0.4",
    );
    expect(pathsBetween(text)).toEqual(CALLS);
  });

  test("includes the other networks that it is peered with", () => {
    const output = synthOne(mixed({ north: { peers: "[10.20.0.0/16]" } }));
    expect(output.resource("azurerm_route", "west_peering_north_to-10-20-0-0-16")).toMatchObject({
      route_table_name: "${azurerm_route_table.west_firewall_routes.name}",
      address_prefix: "10.20.0.0/16",
      next_hop_in_ip_address: "10.8.0.4",
    });
  });

  test("is not reached without a firewall or an appliance", () => {
    const text = mixed({ egress: "load-balancer", north: { firewall: undefined } });
    expect(errorsOfText(text).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "FRONTEND_USERS_UNREACHABLE spokes.shop.gateways.inner.frontend.users",
      "FRONTEND_USERS_UNREACHABLE spokes.stock.gateways.inner.frontend.users",
    ]);
  });
});

test("a hub that exists already names no other", () => {
  const text = mixed({ west: { peerWith: "[]" }, north: { peerWith: "[west]" } });
  expect(problemsOfText(text)).toMatchObject([
    {
      code: "UNKNOWN_KEY",
      path: "hubs.north.peerWith",
      hint: expect.stringContaining("peerWith: [north]") as unknown,
    },
  ]);
});

test("private zones of the hub that is created are linked by the other team, or by us where both halves are ours", () => {
  const zone = (peering: string): string =>
    mixed({
      north: { peering },
      spokes: {
        shop: spokeYaml({
          hub: "west",
          clusters: { main: clusterYaml({ apiServer: "{ type: private, dns: { type: custom-zone } }" }) },
        }),
        stock: spokeYaml({ hub: "north", location: "northeurope", addressSpace: "10.9.0.0/16" }),
      },
    });
  const link = "azurerm_private_dns_zone_virtual_network_link";
  expect(filesOf(zone("spoke-only")).get("north/network/main.tf")).toContain(`resource "${link}"`);
  expect(synthOne(zone("both")).addresses(link)).toContain(
    `${link}.west_peering_north_north_zone_privatelink-westeurope-azmk8s-io`,
  );
});
