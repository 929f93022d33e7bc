// Other networks that a hub is peered with, as callers and destinations behind another hub.
import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { inspect } from "../src/index.js";
import { filesOf } from "./support/files-of-teams.js";
import { loaded } from "./support/loaded.js";
import { clusterYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";
import { twoHubs, type Parts } from "./support/two-hubs.js";

const SUBSCRIPTION = "44444444-0000-4000-8000-000000000001";
const NETWORK = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
const FIREWALL = "{ privateAddress: 10.8.0.4 }";

describe("other networks that a hub is peered with", () => {
  const POLICY = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/firewallPolicies/fwp`;

  /** A spoke of `west` that is called by networks that `north` is peered with, and calls one. */
  function called({ west = {}, north = {} }: { west?: Parts; north?: Parts } = {}): string {
    const cluster = clusterYaml({
      network: "{ plugin: azure-cni, reachableFrom: [10.20.3.0/24] }",
      egress:
        "{ type: firewall, allow: { erp: { addresses: [10.20.9.0/24, 192.0.2.0/24], ports: [1521, 8000-8010] } } }",
      ingress: "{ type: gateway-to-load-balancer, gateway: inner }",
    });
    return twoHubs({
      west: { peerWith: "[north]", firewall: "{ publicIps: 20 }", ...west },
      north: { id: NETWORK, firewall: FIREWALL, peering: "spoke-only", peers: "[10.20.0.0/16]", ...north },
      spokes: {
        shop: spokeYaml({
          hub: "west",
          loadBalancers: "{ users: [10.20.1.0/24], ports: [443] }",
          gateways:
            "{ inner: { networkIsolation: true, frontend: { type: private, users: [10.20.2.0/24] } } }",
          clusters: { main: cluster },
        }),
      },
    });
  }

  const RULES = [
    "10.20.2.0/24 10.1.255.0/24 TCP 80,443",
    "10.20.3.0/24 10.1.0.0/24 Any ",
    "10.20.1.0/24 10.1.254.0/24 TCP 443",
    "10.1.0.0/24 10.20.9.0/24 TCP 1521,8000-8010",
  ];

  function callsOf(text: string): readonly string[] {
    return inspect(loaded(text))
      .description.callRules.filter(({ neededBy }) => neededBy === "north/peers")
      .map(
        ({ sources, destinations, protocol, ports }) =>
          `${sources.join()} ${destinations.join()} ${protocol} ${ports.join()}`,
      );
  }

  /** What the rules of a group allow. */
  function allowedBy(output: ReturnType<typeof synthOne>, name: string): readonly string[] {
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", name);
    return [group["network_rule_collection"]]
      .flat()
      .flatMap((collection) => [block(collection)["rule"]].flat().map(block))
      .map(({ source_addresses: from, destination_addresses: to }) => `${String(from)} to ${String(to)}`);
  }

  test("are among the rules for the team of its firewall, as callers and as destinations", () => {
    expect(callsOf(called())).toEqual(RULES);
    const files = filesOf(called());
    expect(files.get("north/firewall-rules.csv")?.match(/^north\/peers,/gm)).toHaveLength(4);
    expect(files.get("north/firewall-rules/main.tf")).toContain('"west_peering_north_north_peers"');
  });

  test("are asked for the routes to the spoke, with which calls arrive in both directions", () => {
    expect(filesOf(called()).get("north/README.md")).toContain(
      "| 10.20.0.0/16 | shop | 10.1.0.0/16 | 10.8.0.4 |",
    );
    const { paths, problems } = inspect(loaded(called()));
    const own = paths.filter(({ from, to }) => `${from} ${to}`.includes("10.20."));
    expect(own.map(({ from, to }) => `${from} ${to}`)).toEqual(
      expect.arrayContaining([
        "shop/main/pod 10.20.9.0/24",
        "10.20.2.0/24 10.1.255.0/24",
        "10.20.3.0/24 10.1.0.0/24",
        "10.20.1.0/24 10.1.254.254",
      ]),
    );
    expect(own.filter(({ verdict }) => verdict !== "delivered")).toEqual([]);
    expect(problems.filter(({ code }) => code === "PATH_UNKNOWN")).toEqual([]);
  });

  test("of the hub of the spoke itself are called, and asked for routes, in the same way", () => {
    const text = called({ west: { peers: "[10.20.0.0/16]", peerWith: "[]" }, north: { peers: "[]" } });
    const { paths, description } = inspect(loaded(text));
    expect(description.otherTeams).toMatchObject([
      {
        hub: "west",
        peerRoutes: [
          {
            peer: "10.20.0.0/16",
            spoke: "shop",
            prefix: "10.1.0.0/16",
            nextHop: "output west_firewall_private_ip",
          },
        ],
      },
    ]);
    const own = paths.filter(({ from, to }) => `${from} ${to}`.includes("10.20."));
    expect(own.length).toBeGreaterThan(4);
    expect(own.filter(({ verdict }) => verdict !== "delivered")).toEqual([]);
  });

  test("get a group of rules in its policy, through a provider of its subscription", () => {
    const output = synthOne(
      called({
        north: { firewall: `{ privateAddress: 10.8.0.4, policy: { id: ${POLICY}, priority: 4000 } }` },
      }),
    );
    expect(
      output.resource("azurerm_firewall_policy_rule_collection_group", "west_peering_north_north_peers"),
    ).toMatchObject({ firewall_policy_id: POLICY, priority: 4065, provider: "azurerm.north" });
    expect(allowedBy(output, "west_peering_north_north_peers")).toHaveLength(4);
  });

  test("are allowed by the appliance of a hub's team", () => {
    const text = called({ north: { firewall: undefined, appliance: FIREWALL } });
    expect(callsOf(text)).toEqual(RULES);
    expect(filesOf(text).get("north/firewall-rules.csv")).toContain("north/peers");
  });

  test("are routed and allowed where both hubs are created", () => {
    const output = synthOne(
      called({
        north: { id: undefined, peering: undefined, firewall: "{}" },
        west: { peers: "[10.21.0.0/16]" },
      }),
    );
    expect(allowedBy(output, "west_peering_north_north_peers")).toHaveLength(4);
    expect(output.resource("azurerm_route", "west_peering_north_to-10-20-0-0-16")).toMatchObject({
      route_table_name: "${azurerm_route_table.west_firewall_routes.name}",
      next_hop_in_ip_address: "${azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address}",
    });
    expect(output.resource("azurerm_route", "west_peering_north_to-10-21-0-0-16")["route_table_name"]).toBe(
      "${azurerm_route_table.north_firewall_routes.name}",
    );
  });

  test("of the hub that is created are among the routes for the other team", () => {
    const readme = filesOf(called({ west: { peers: "[10.21.0.0/16]" } })).get("north/README.md") ?? "";
    expect(readme).toContain(
      "| peer-contoso-north-to-west | 10.21.0.0/16 | output west_firewall_private_ip |",
    );
  });

  test("are reached by the peering of the own hub, where both are peered with them", () => {
    const text = called({ west: { peers: "[10.20.0.0/16]" } });
    expect(callsOf(text)).toEqual([]);
    expect(synthOne(text).addresses("azurerm_route")).not.toContain(
      "azurerm_route.west_peering_north_to-10-20-0-0-16",
    );
  });

  test("are refused as callers without a firewall in both hubs", () => {
    expect(
      errorsOfText(called({ north: { firewall: undefined } })).map(({ code, path }) => `${code} ${path}`),
    ).toEqual([
      "FRONTEND_USERS_UNREACHABLE spokes.shop.loadBalancers.users",
      "FRONTEND_USERS_UNREACHABLE spokes.shop.gateways.inner.frontend.users",
      "POD_CALLERS_UNREACHABLE spokes.shop.clusters.main.network.reachableFrom",
    ]);
  });
});
