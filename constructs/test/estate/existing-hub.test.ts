// A hub that exists already: what is created for it, what is asked of its team, and what of it is refused.
import { describe, expect, test } from "vitest";
import {
  Cidr,
  FirewallRuleGroup,
  Hub,
  HubPeering,
  RequestedRoute,
  RequestedZoneLink,
  type HubAttributes,
  type IExtensibleHub,
  type SpokeClusterProps,
  type SpokeProps,
  type TopologyStack,
} from "../../src/internal.js";
import { cluster } from "../support/builders.js";
import { block, synth, type Synthesized } from "../support/synth.js";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-hub";
const NETWORK = `${GROUP}/providers/Microsoft.Network`;
const HUB = `${NETWORK}/virtualNetworks/vnet-hub`;
const POLICY = `${NETWORK}/firewallPolicies/fwp-hub`;
const RULE_GROUPS = "azurerm_firewall_policy_rule_collection_group";
const PEERINGS = "azurerm_virtual_network_peering";
const FIREWALL = { privateIpAddress: "10.0.0.4" };

const ON_PREMISES = { gateway: {}, onPremises: [Cidr.of("192.168.0.0/16")] } as const;
const PRIVATE_USERS = { frontend: { type: "public-and-private", users: "on-premises" } } as const;

function existingHub(stack: TopologyStack, attributes: Partial<HubAttributes> = {}): IExtensibleHub {
  return Hub.fromAttributes(stack, "hub", {
    virtualNetworkId: HUB,
    addressSpace: [Cidr.of("10.0.0.0/22")],
    location: "westeurope",
    ...attributes,
  });
}

function synthOn(
  attributes: Partial<HubAttributes>,
  props: Partial<SpokeClusterProps> = {},
  spokeProps: Partial<SpokeProps> = {},
): Synthesized & { readonly asked: Asked } {
  let asked: Asked | undefined;
  const output = synth((stack) => {
    const spoke = existingHub(stack, attributes).addSpoke("shop", {
      addressSpace: [Cidr.of("10.1.0.0/16")],
      ...spokeProps,
    });
    if (attributes.gateway !== undefined) spoke.addGateway("edge", PRIVATE_USERS);
    cluster(spoke, props);
    asked = askedIn(stack);
  });
  if (asked === undefined) expect.fail("nothing was built");
  return Object.assign(output, { asked });
}

/** What the hub's team has to create. */
interface Asked {
  readonly peerings: readonly string[];
  readonly routes: readonly string[];
  readonly links: readonly string[];
  readonly rules: readonly string[];
}

function askedIn(stack: TopologyStack): Asked {
  const all = stack.node.findAll();
  return {
    peerings: all.flatMap((node) => (node instanceof HubPeering ? (node.requested?.name ?? []) : [])),
    routes: all.flatMap((node) =>
      node instanceof RequestedRoute ? [`${node.range.literal} to ${node.hop.privateIpAddress}`] : [],
    ),
    links: all.flatMap((node) => (node instanceof RequestedZoneLink ? [node.zone.zoneName] : [])),
    rules: all.flatMap((node) =>
      node instanceof FirewallRuleGroup && node.resource === undefined
        ? node.derived.map(({ ruleSet, name }) => `${ruleSet}: ${name}`)
        : [],
    ),
  };
}

test("nothing is created in the hub but the other half of each peering", () => {
  const output = synthOn({ firewall: FIREWALL });
  expect(output.codes).toEqual([]);
  const inHub = output.addresses().filter((address) => /\.hub/.test(address));
  expect(inHub).toEqual([]);
  expect(output.resource(PEERINGS, "shop_peering_from_hub")).toMatchObject({
    resource_group_name: "rg-hub",
    virtual_network_name: "vnet-hub",
    allow_gateway_transit: false,
  });
  expect(output.addresses(RULE_GROUPS)).toEqual([]);
});

test("with peering spoke-only, the hub's half is asked for", () => {
  const output = synthOn({ firewall: FIREWALL, peering: "spoke-only", ...ON_PREMISES });
  expect(output.addresses(PEERINGS)).toEqual([`${PEERINGS}.shop_peering_to_hub`]);
  expect(output.resource(PEERINGS, "shop_peering_to_hub")).toMatchObject({ use_remote_gateways: true });
  // It cannot wait for a half that another team makes.
  expect(JSON.stringify(output.resource(PEERINGS, "shop_peering_to_hub")["depends_on"])).not.toContain(
    PEERINGS,
  );
  expect(output.asked.peerings).toEqual(["peer-contoso-hub-to-shop"]);
});

describe("the firewall", () => {
  test("is the next hop, and its rules are listed where no policy is declared", () => {
    const output = synthOn({ firewall: FIREWALL, ...ON_PREMISES });
    expect(output.resource("azurerm_route", "shop_main_default")).toMatchObject({
      next_hop_in_ip_address: "10.0.0.4",
    });
    expect(output.asked.rules).toEqual([
      "private-frontend: edge",
      "aks: azure-kubernetes-service",
      "os-updates: ubuntu-snapshots",
    ]);
  });

  test("gets rule groups in its policy where one is declared, from the first priority on", () => {
    const output = synthOn(
      {
        firewall: { ...FIREWALL, policyId: POLICY, basePriority: 4000, dnsProxy: true },
        ...ON_PREMISES,
      },
      { apiServer: { type: "public" } },
    );
    const placed = output.addresses(RULE_GROUPS).map((address) => {
      const { priority, firewall_policy_id: policy } = output.resource(
        RULE_GROUPS,
        address.split(".")[1] ?? "",
      );
      return [address.replace(`${RULE_GROUPS}.`, ""), priority, policy];
    });
    expect(placed).toEqual([
      ["shop_gateway_edge_on_premises", 4080, POLICY],
      ["shop_main", 4000, POLICY],
      ["shop_main_api_server", 4040, POLICY],
    ]);
    expect(output.asked.rules).toEqual([]);
  });

  test("gives spokes and clusters priorities that do not depend on later ones", () => {
    const output = synth((stack) => {
      const hub = existingHub(stack, { firewall: { ...FIREWALL, policyId: POLICY } });
      for (const [i, key] of ["shop", "desk"].entries()) {
        const spoke = hub.addSpoke(key, { addressSpace: [Cidr.of(`10.${i + 1}.0.0/16`)] });
        cluster(spoke);
        cluster(spoke, { network: { type: "azure-cni", serviceCidr: Cidr.of("172.16.0.0/16") } }, "lab");
      }
    });
    const priorityOf = (name: string): unknown => output.resource(RULE_GROUPS, name)["priority"];
    expect(["shop_main", "shop_lab", "desk_main", "desk_lab"].map(priorityOf)).toEqual([
      1000, 1001, 1100, 1101,
    ]);
  });

  test("answers DNS only where its proxy is declared to be on", () => {
    const dns = { type: "firewall" } as const;
    expect(synthOn({ firewall: FIREWALL }, {}, { dns }).codes).toEqual(["DNS_PROXY_OFF"]);
    const output = synthOn({ firewall: { ...FIREWALL, dnsProxy: true } }, {}, { dns });
    expect(output.codes).toEqual([]);
    expect(output.resource("azurerm_virtual_network", "shop")["dns_servers"]).toEqual(["10.0.0.4"]);
  });

  test("has no rules with names while its proxy is off", () => {
    const named = { type: "firewall", ntp: true } as const;
    expect(synthOn({ firewall: FIREWALL }, { egress: named }).codes).toEqual(["DNS_PROXY_OFF"]);
    expect(synthOn({ firewall: FIREWALL }, { apiServer: { type: "public" } }).codes).toEqual([
      "API_SERVER_BY_ADDRESS",
    ]);
  });

  test("authorizes its public addresses and ranges at the API server, where they are declared", () => {
    const apiServer = { type: "public", includeEgress: true } as const;
    const known = { ...FIREWALL, publicIpAddresses: ["203.0.113.4", "203.0.113.16/28"], dnsProxy: true };
    const output = synthOn({ firewall: known }, { apiServer });
    const profile = output.resource("azurerm_kubernetes_cluster", "shop_main")["api_server_access_profile"];
    expect(block(profile)["authorized_ip_ranges"]).toEqual(["203.0.113.4/32", "203.0.113.16/28"]);
    expect(synthOn({ firewall: { ...FIREWALL, dnsProxy: true } }, { apiServer }).codes).toEqual([
      "EGRESS_ADDRESSES_UNKNOWN",
    ]);
  });
});

describe("an appliance", () => {
  const appliance = { privateIpAddress: "10.0.1.4", publicIpAddresses: ["203.0.113.9"] };
  const egress = { type: "appliance" } as const;

  test("carries egress and what comes from on-premises, and all rules for it are listed", () => {
    const allow = {
      erp: { type: "addresses", ranges: [Cidr.of("192.168.9.0/24")], ports: [1521], protocol: "TCP" },
    } as const;
    const output = synthOn(
      { appliance, ...ON_PREMISES },
      { egress: { ...egress, allow }, apiServer: { type: "public", includeEgress: true } },
    );
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_route", "shop_main_default")["next_hop_in_ip_address"]).toBe("10.0.1.4");
    expect(output.asked.routes).toEqual(["10.1.0.0/16 to 10.0.1.4"]);
    expect(output.asked.rules).toEqual([
      "private-frontend: edge",
      "aks: azure-kubernetes-service",
      "os-updates: ubuntu-snapshots",
      "api-server-tunnel: tunnel-udp",
      "api-server-tunnel: tunnel-tcp",
      "allow: allow-erp",
      "api-server: api-server",
    ]);
  });

  test("is missing where the hub declares none and the cluster names none", () => {
    expect(() => synthOn({}, { egress })).toThrow(/SOURCE_WITHOUT_DEFAULT_ROUTE/);
  });

  test("excludes a firewall", () => {
    expect(synthOn({ appliance, firewall: FIREWALL }).codes).toEqual(["TWO_INSPECTORS"]);
  });
});

describe("the gateway to on-premises", () => {
  test("gets its routes from its team, or in its table where one is declared", () => {
    const withoutTable = synthOn({ firewall: FIREWALL, ...ON_PREMISES });
    expect(withoutTable.asked.routes).toEqual(["10.1.0.0/16 to 10.0.0.4"]);
    const routeTableId = `${NETWORK}/routeTables/rt-gateway`;
    const output = synthOn({ firewall: FIREWALL, ...ON_PREMISES, gateway: { routeTableId } });
    expect(output.asked.routes).toEqual([]);
    expect(output.resource("azurerm_route", "shop_from_on_premises")).toMatchObject({
      resource_group_name: "rg-hub",
      route_table_name: "rt-gateway",
      address_prefix: "10.1.0.0/16",
    });
  });

  test("is necessary for ranges on-premises", () => {
    expect(synthOn({ firewall: FIREWALL, onPremises: ON_PREMISES.onPremises }).codes).toEqual([
      "ON_PREMISES_WITHOUT_GATEWAY",
    ]);
  });
});

describe("DNS", () => {
  const dns = { type: "hub" } as const;
  const zoneId = `${NETWORK}/privateDnsZones/privatelink.westeurope.azmk8s.io`;
  const apiServer = { type: "private", dns: { type: "custom-zone" } } as const;

  test("comes from the hub's resolvers", () => {
    const output = synthOn({ firewall: FIREWALL, dnsServers: ["10.0.2.4"] }, {}, { dns });
    expect(output.resource("azurerm_virtual_network", "shop")["dns_servers"]).toEqual(["10.0.2.4"]);
    expect(synthOn({ firewall: FIREWALL }, {}, { dns }).codes).toEqual(["HUB_WITHOUT_RESOLVERS"]);
  });

  test("uses the hub's private zone, and links only the spoke to it", () => {
    const output = synthOn({ firewall: FIREWALL, privateZoneIds: [zoneId] }, { apiServer });
    expect(output.codes).toEqual([]);
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["private_dns_zone_id"]).toBe(zoneId);
    expect(output.addresses("azurerm_private_dns_zone_virtual_network_link")).toHaveLength(1);
    expect(output.addresses("azurerm_private_dns_zone")).toEqual([]);
  });

  test("needs a zone that exists", () => {
    expect(() => synthOn({ firewall: FIREWALL }, { apiServer })).toThrow(/PRIVATE_ZONE_MISSING/);
  });

  test("asks for a link of the hub's network to a zone that the hub resolves for the spoke", () => {
    const given = { type: "private", dns: { type: "custom-zone", zoneId } } as const;
    const resolvers = { firewall: FIREWALL, dnsServers: ["10.0.2.4"] };
    expect(synthOn(resolvers, { apiServer: given }, { dns }).asked.links).toEqual([
      "privatelink.westeurope.azmk8s.io",
    ]);
    expect(synthOn(resolvers, { apiServer: given }).asked.links).toEqual([]);
    expect(synthOn({ ...resolvers, privateZoneIds: [zoneId] }, { apiServer }, { dns }).asked.links).toEqual(
      [],
    );
  });
});

test("ids of another type and addresses outside of the hub are refused", () => {
  expect(() => synthOn({ virtualNetworkId: POLICY })).toThrow(/ID_OF_ANOTHER_TYPE/);
  expect(synthOn({ firewall: { ...FIREWALL, policyId: HUB } }).codes).toEqual(["ID_OF_ANOTHER_TYPE"]);
  const { onPremises } = ON_PREMISES;
  expect(synthOn({ firewall: FIREWALL, onPremises, gateway: { routeTableId: HUB } }).errors).toEqual([
    "ID_OF_ANOTHER_TYPE",
  ]);
  expect(synthOn({ firewall: { privateIpAddress: "10.9.0.4" } }).codes).toEqual(["HOP_OUTSIDE_HUB"]);
});

test("the hub's ranges and those of its peers overlap none of the platform's", () => {
  expect(synthOn({ firewall: FIREWALL, peers: [Cidr.of("10.1.128.0/20")] }).codes).toEqual([
    "ADDRESS_OVERLAP",
  ]);
});
