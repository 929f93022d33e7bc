import { describe, expect, test } from "vitest";
import { Cidr, Hub, type HubProps, type NetworkDns, type PublishedService } from "../../src/index.js";
import { block, synth, type Synthesized } from "../support/synth.js";
import { cluster, hub, LOCATION, spoke, synthCluster } from "../support/builders.js";

const PRIVATE_IP = "${azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address}";

describe("DNS of a spoke", () => {
  const network = (dns: NetworkDns): Synthesized => synthCluster({}, { dns }, { dnsServers: ["10.0.2.4"] });

  test("is Azure's own unless said otherwise", () => {
    const output = network({ type: "azure" });
    expect(output.resource("azurerm_virtual_network", "shop")["dns_servers"]).toEqual([]);
    expect(output.resource("azurerm_firewall_policy", "hub_firewall")).not.toHaveProperty("dns");
  });

  test("through the firewall turns its proxy on, which asks the hub's resolvers", () => {
    const output = network({ type: "firewall" });
    expect(output.resource("azurerm_virtual_network", "shop")["dns_servers"]).toEqual([PRIVATE_IP]);
    expect(block(output.resource("azurerm_firewall_policy", "hub_firewall")["dns"])).toEqual({
      proxy_enabled: true,
      servers: ["10.0.2.4"],
    });
  });

  test("from servers opens port 53 to them, over UDP and TCP", () => {
    const output = network({ type: "servers", servers: ["192.168.0.10"] });
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", "shop_main");
    expect(block(group["network_rule_collection"])["rule"]).toEqual([
      expect.objectContaining({
        protocols: ["UDP"],
        destination_addresses: ["192.168.0.10"],
        destination_ports: ["53"],
      }),
      expect.objectContaining({
        protocols: ["TCP"],
        destination_addresses: ["192.168.0.10"],
        destination_ports: ["53"],
      }),
    ]);
  });
});

describe("a gateway to on-premises", () => {
  const onPremises = { gateway: { type: "vpn" }, onPremises: [Cidr.of("192.168.0.0/16")] } as const;
  const frontend = { type: "public-and-private", users: "on-premises" } as const;

  function build(): Synthesized {
    return synth((stack) => {
      const one = spoke(hub(stack, onPremises));
      one.addGateway("internal", { frontend });
      cluster(one);
    });
  }

  test("without a firewall the gateway's table leads straight to it", () => {
    const output = synth((stack) => {
      const addressSpace = [Cidr.of("10.0.0.0/22")] as const;
      const center = new Hub(stack, "hub", { location: LOCATION, addressSpace, ...onPremises });
      spoke(center).addGateway("internal", { frontend });
    });
    const [route] = output.addresses("azurerm_route");
    expect(output.addresses("azurerm_route")).toHaveLength(1);
    expect(output.resource("azurerm_route", route?.replace("azurerm_route.", "") ?? "")).toMatchObject({
      address_prefix: "192.168.0.0/16",
      next_hop_type: "VirtualNetworkGateway",
    });
  });

  test("spokes use it, and wait for it", () => {
    const output = build();
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_from_hub")).toMatchObject({
      allow_gateway_transit: true,
      depends_on: expect.arrayContaining(["azurerm_virtual_network_gateway.hub_gateway"]) as unknown,
    });
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_to_hub")).toMatchObject({
      use_remote_gateways: true,
    });
  });

  test("both directions pass the firewall", () => {
    const output = build();
    expect(output.resource("azurerm_route", "shop_from_on_premises")).toMatchObject({
      address_prefix: "10.1.0.0/16",
      route_table_name: "${azurerm_route_table.hub_gateway.name}",
      next_hop_in_ip_address: PRIVATE_IP,
    });
    expect(output.resource("azurerm_route_table", "hub_gateway")["bgp_route_propagation_enabled"]).toBe(true);
    expect(
      output.resource("azurerm_route", "shop_gateway_internal_on-premises-192-168-0-0-16"),
    ).toMatchObject({
      address_prefix: "192.168.0.0/16",
      next_hop_in_ip_address: PRIVATE_IP,
    });
  });

  test("the firewall allows users on-premises to reach the gateway's ports", () => {
    const output = build();
    const group = output.resource(
      "azurerm_firewall_policy_rule_collection_group",
      "shop_gateway_internal_on_premises",
    );
    expect(block(block(group["network_rule_collection"])["rule"])).toMatchObject({
      source_addresses: ["192.168.0.0/16"],
      destination_ports: ["80", "443"],
    });
  });
});

describe("the named subnets of a hub", () => {
  const FIREWALL = "hub_AzureFirewallSubnet";
  const GATEWAY = "hub_GatewaySubnet";

  function places(space: string, props: Partial<HubProps>): Record<string, unknown> {
    const output = synth((stack) => {
      hub(stack, { addressSpace: [Cidr.of(space)], ...props });
    });
    expect(output.problems).toEqual([]);
    const prefixOf = (name: string): unknown => output.resource("azurerm_subnet", name)["address_prefixes"];
    return { firewall: prefixOf(FIREWALL), gateway: prefixOf(GATEWAY) };
  }

  const gateway = { type: "vpn" } as const;

  test("have separate slots", () => {
    expect(places("10.0.0.0/22", { gateway })).toEqual({
      firewall: ["10.0.0.0/26"],
      gateway: ["10.0.0.128/26"],
    });
  });

  test("go elsewhere where a prefix given to another has their place", () => {
    expect(
      places("10.0.0.0/22", { gateway, firewall: { subnetPrefix: Cidr.of("10.0.0.128/26"), publicIps: 20 } }),
    ).toEqual({ firewall: ["10.0.0.128/26"], gateway: ["10.0.0.0/26"] });
  });

  test("move together in a small hub", () => {
    expect(places("10.0.0.0/25", { gateway })).toEqual({
      firewall: ["10.0.0.0/26"],
      gateway: ["10.0.0.64/26"],
    });
  });
});

describe("services published at the firewall", () => {
  const publish = (...services: PublishedService[]): Synthesized =>
    synthCluster({}, {}, { firewall: { publicIps: 20, publish: services } });

  test("are translated to the internal load balancer, and allowed from the firewall's subnet only", () => {
    const output = publish({ name: "web", port: 443, target: "10.1.254.10", targetPort: 8443 });
    expect(output.codes).toEqual([]);
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", "hub_publish");
    expect(block(block(group["nat_rule_collection"])["rule"])).toMatchObject({
      destination_address: "${azurerm_public_ip.hub_firewall_1.ip_address}",
      destination_ports: ["443"],
      translated_address: "10.1.254.10",
      translated_port: 8443,
    });
    expect(output.resource("azurerm_network_security_rule", "shop_main_system_published-web")).toMatchObject({
      source_address_prefix: "10.0.0.0/26",
      destination_address_prefixes: ["10.1.254.10", "10.1.0.0/24"],
      access: "Allow",
    });
  });

  test("have a subnet of load balancers, which the cluster may use", () => {
    const output = publish({ name: "web", port: 443, target: "10.1.254.10", protocol: "UDP" });
    expect(
      output.resource("azurerm_network_security_rule", "shop_load_balancers_published-web"),
    ).toMatchObject({
      source_address_prefix: "10.0.0.0/26",
      destination_address_prefix: "10.1.254.10",
      destination_port_range: "443",
      protocol: "Udp",
    });
    expect(output.resource("azurerm_role_assignment", "shop_main_load_balancer_subnet")).toMatchObject({
      scope: "${azurerm_subnet.shop_load_balancers.id}",
    });
  });

  test("have addresses that a load balancer of their spoke can hold", () => {
    const outside = (target: string): string[] => publish({ name: "web", port: 443, target }).codes;
    for (const target of ["10.1.254.4", "10.1.254.254"]) expect(outside(target)).toEqual([]);
    for (const target of ["10.1.254.3", "10.1.254.255", "10.1.0.7", "10.1.224.10", "10.9.0.10"])
      expect(outside(target), target).toEqual(["PUBLISH_TARGET_OUTSIDE"]);
  });

  test("share no port of one address", () => {
    const web = { name: "web", port: 443, target: "10.1.254.10" };
    expect(publish(web, { ...web, name: "api" }).codes).toEqual(["PUBLISH_PORT_TAKEN"]);
    expect(publish(web, { ...web, name: "api", publicIp: 2 }).codes).toEqual([]);
    expect(publish(web, { ...web, name: "api", protocol: "UDP" }).codes).toEqual([]);
  });
});
