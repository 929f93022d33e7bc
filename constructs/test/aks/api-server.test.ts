import { describe, expect, test } from "vitest";
import { Cidr, type SpokeClusterProps } from "../../src/index.js";
import { cluster, shop, synthCluster } from "../support/builders.js";
import { block, synth, type Block, type Synthesized } from "../support/synth.js";

type Access = SpokeClusterProps["apiServer"];

function clusterWith(apiServer: Access): Synthesized {
  return synthCluster({ apiServer });
}

function access(output: Synthesized): Block {
  const resource = output.resource("azurerm_kubernetes_cluster", "shop_main");
  return Object.fromEntries(
    Object.entries(resource).filter(([key]) => /^private_|^dns_prefix|^api_server/.test(key)),
  );
}

const ZONE = "azurerm_private_dns_zone";
const LINK = "azurerm_private_dns_zone_virtual_network_link";
const DNS_PREFIX = "aks-contoso-shop-main";

describe("an API server", () => {
  test("that is public takes calls from the given ranges", () => {
    const output = clusterWith({
      type: "public",
      authorizedIpRanges: [Cidr.of("203.0.113.0/24")],
    });
    expect(output.codes).toEqual(["NODES_SHUT_OUT"]);
    expect(access(output)).toEqual({
      private_cluster_enabled: false,
      dns_prefix: DNS_PREFIX,
      api_server_access_profile: { authorized_ip_ranges: ["203.0.113.0/24"] },
    });
  });

  test("that is public takes calls from the firewall's addresses, each as a range, when asked", () => {
    const apiServer: Access = { type: "public", includeEgress: true };
    const output = synthCluster({ apiServer }, {}, { firewall: { publicIps: 2 } });
    expect(block(access(output)["api_server_access_profile"])["authorized_ip_ranges"]).toEqual([
      "${azurerm_public_ip.hub_firewall_1.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_2.ip_address}/32",
    ]);
  });

  const publicOne = (
    props: Partial<SpokeClusterProps>,
    given: readonly Cidr[] = [],
  ): { ranges: unknown; codes: string[] } => {
    const output = synthCluster({
      apiServer: { type: "public", authorizedIpRanges: given, includeEgress: true },
      ...props,
    });
    const profile = access(output)["api_server_access_profile"];
    return {
      ranges: profile === undefined ? undefined : block(profile)["authorized_ip_ranges"],
      codes: output.codes,
    };
  };

  test("that is public takes calls from what the cluster leaves with, whatever else the hub has", () => {
    expect(publicOne({ egress: { type: "nat-gateway", publicIps: 1, publicIpPrefix: 30 } }).ranges).toEqual([
      "${azurerm_public_ip.shop_main_nat_1.ip_address}/32",
      "${azurerm_public_ip_prefix.shop_main_nat_prefix.ip_prefix}",
    ]);
    // AKS always allows its own load balancer: 0.0.0.0/32 allows no other caller.
    expect(publicOne({ egress: { type: "load-balancer" } }).ranges).toEqual(["0.0.0.0/32"]);
    expect(publicOne({ egress: { type: "load-balancer" } }, [Cidr.of("203.0.113.0/24")]).ranges).toEqual([
      "203.0.113.0/24",
    ]);
  });

  test("that is public cannot allow egress addresses that are unknown", () => {
    const { codes } = publicOne({ egress: { type: "appliance", privateIp: "10.0.0.100" } });
    expect(codes).toContain("EGRESS_ADDRESSES_UNKNOWN");
  });

  test("allows 200 ranges, including those of the egress", () => {
    const given = (count: number): Cidr[] =>
      Array.from({ length: count }, (_, i) => Cidr.of(`203.0.${i}.0/24`));
    expect(publicOne({}, given(180)).codes).not.toContain("TOO_MANY_AUTHORIZED_RANGES");
    expect(publicOne({}, given(181)).codes).toContain("TOO_MANY_AUTHORIZED_RANGES");
  });

  test("that is private with a public name needs no zone", () => {
    const output = clusterWith({ type: "private", dns: { type: "public-fqdn" } });
    expect(output.codes).toEqual([]);
    expect(access(output)).toEqual({
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: true,
      private_dns_zone_id: "None",
      dns_prefix: DNS_PREFIX,
    });
    expect(output.addresses(ZONE)).toEqual([]);
  });

  test("that is private with a system zone leaves the zone to AKS", () => {
    const output = clusterWith({ type: "private", dns: { type: "system-zone" } });
    expect(access(output)).toEqual({
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      private_dns_zone_id: "System",
      dns_prefix: DNS_PREFIX,
    });
    expect(output.addresses(ZONE)).toEqual([]);
  });

  test("with a custom zone has it made in the hub, linked to hub and spoke, with the cluster's role on it", () => {
    const output = clusterWith({ type: "private", dns: { type: "custom-zone" } });
    const zone = "hub_aks_zone_westeurope";
    expect(output.resource(ZONE, zone)["name"]).toBe("privatelink.westeurope.azmk8s.io");
    expect(access(output)).toEqual({
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      private_dns_zone_id: `\${${ZONE}.${zone}.id}`,
      dns_prefix_private_cluster: DNS_PREFIX,
    });
    const linked = output
      .addresses(LINK)
      .map((address) => output.resource(LINK, address.split(".")[1] ?? "")["virtual_network_id"]);
    expect(linked.sort()).toEqual([
      "${azurerm_virtual_network.hub.id}",
      "${azurerm_virtual_network.shop.id}",
    ]);
    const roles = output
      .addresses("azurerm_role_assignment")
      .map((address) => output.resource("azurerm_role_assignment", address.split(".")[1] ?? ""));
    expect(roles).toContainEqual(
      expect.objectContaining({
        scope: `\${${ZONE}.${zone}.id}`,
        role_definition_name: "Private DNS Zone Contributor",
        principal_id: "${azurerm_user_assigned_identity.shop_main.principal_id}",
      }),
    );
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["depends_on"]).toEqual(
      expect.arrayContaining(output.addresses(LINK)),
    );
  });

  test("with a zone that exists makes none", () => {
    const zoneId =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io";
    const output = clusterWith({ type: "private", dns: { type: "custom-zone", zoneId } });
    expect(output.addresses(ZONE)).toEqual([]);
    expect(access(output)["private_dns_zone_id"]).toBe(zoneId);
    expect(output.addresses(LINK)).toEqual([
      `${LINK}.hub_zone_privatelink-westeurope-azmk8s-io`,
      `${LINK}.shop_zone_privatelink-westeurope-azmk8s-io`,
    ]);
  });

  test("shares its zone's links with the other clusters of its spoke: Azure takes one of a network", () => {
    const output = synth((stack) => {
      const own = shop(stack);
      const apiServer: Access = { type: "private", dns: { type: "custom-zone" } };
      cluster(own, { apiServer });
      cluster(own, { apiServer }, "lab");
    });
    expect(output.codes).toEqual([]);
    expect(output.addresses(LINK)).toHaveLength(2);
    expect(output.resource("azurerm_kubernetes_cluster", "shop_lab")["depends_on"]).toEqual(
      expect.arrayContaining(output.addresses(LINK)),
    );
  });

  test("in a second zone of one name would leave the network with two of them", () => {
    const zoneId = (group: string): string =>
      `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${group}/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io`;
    const { codes } = synth((stack) => {
      const own = shop(stack);
      for (const [index, group] of ["rg-dns", "rg-other"].entries()) {
        const apiServer: Access = { type: "private", dns: { type: "custom-zone", zoneId: zoneId(group) } };
        cluster(own, { apiServer }, `c${index}`);
      }
    });
    expect(codes).toContain("PRIVATE_ZONE_TWICE");
  });

  test.each([
    ["public", { type: "public", authorizedIpRanges: [Cidr.of("203.0.113.0/24")] }],
    ["private", { type: "private", dns: { type: "system-zone" } }],
  ] as const)("on a subnet of the network may be %s", (kind, inner) => {
    const output = clusterWith({ type: "vnet-integration", access: inner });
    expect(output.codes).toEqual([]);
    expect(access(output)["private_cluster_enabled"]).toBe(kind === "private");
    expect(block(access(output)["api_server_access_profile"])).toEqual({
      virtual_network_integration_enabled: true,
      subnet_id: "${azurerm_subnet.shop_main_api_server.id}",
      ...(kind === "public" ? { authorized_ip_ranges: ["203.0.113.0/24"] } : {}),
    });
    const subnet = output.resource("azurerm_subnet", "shop_main_api_server");
    expect(block(block(subnet["delegation"])["service_delegation"])["name"]).toBe(
      "Microsoft.ContainerService/managedClusters",
    );
    expect(
      output
        .addresses("azurerm_role_assignment")
        .map((address) => output.resource("azurerm_role_assignment", address.split(".")[1] ?? "")["scope"]),
    ).toContain("${azurerm_subnet.shop_main_api_server.id}");
  });

  test("on a subnet of the network reaches the nodes through their security group", () => {
    const output = clusterWith({
      type: "vnet-integration",
      access: { type: "private", dns: { type: "system-zone" } },
    });
    const names = output
      .addresses("azurerm_network_security_rule")
      .map((address) => output.resource("azurerm_network_security_rule", address.split(".")[1] ?? ""));
    expect(names).toContainEqual(
      expect.objectContaining({ name: "from-api-server", access: "Allow", protocol: "Tcp" }),
    );
  });
});
