import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { synthOne } from "./support/synth.js";

const text = readFileSync(
  fileURLToPath(new URL("../../examples/kubenet-agic.yaml", import.meta.url)),
  "utf8",
);
const output = synthOne(text);

function rule(name: string): Record<string, unknown> {
  const {
    direction,
    access,
    protocol,
    destination_port_range: port,
    destination_port_ranges: ports,
    source_address_prefix: from,
    source_address_prefixes: froms,
    destination_address_prefix: to,
    destination_address_prefixes: tos,
  } = output.resource("azurerm_network_security_rule", name);
  return { direction, access, protocol, ports: port ?? ports, from: from ?? froms, to: to ?? tos };
}

const NODES = "10.1.0.0/24";
const PODS = "10.244.0.0/16";
const GATEWAY = "10.1.255.0/24";

describe("the tables of the reference", () => {
  test.each(["shop_main", "shop_gateway_public"])(
    "%s has no inline route, no propagation, and leaves tags and routes alone",
    (name) => {
      const table = output.resource("azurerm_route_table", name);
      expect(table).not.toHaveProperty("route");
      expect(table).toMatchObject({
        bgp_route_propagation_enabled: false,
        lifecycle: { ignore_changes: ["tags", "route"] },
      });
    },
  );

  test("0.0.0.0/0 goes to the firewall from the nodes, as a resource of its own", () => {
    expect(output.addresses("azurerm_route")).toEqual(["azurerm_route.shop_main_default"]);
    expect(output.resource("azurerm_route", "shop_main_default")).toMatchObject({
      address_prefix: "0.0.0.0/0",
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: "${azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address}",
      route_table_name: "${azurerm_route_table.shop_main.name}",
    });
  });

  test("each is on its own subnet", () => {
    expect(output.resource("azurerm_subnet_route_table_association", "shop_main_system")).toMatchObject({
      subnet_id: "${azurerm_subnet.shop_main_system.id}",
      route_table_id: "${azurerm_route_table.shop_main.id}",
    });
    expect(output.resource("azurerm_subnet_route_table_association", "shop_gateway_public")).toMatchObject({
      subnet_id: "${azurerm_subnet.shop_gateway_public.id}",
      route_table_id: "${azurerm_route_table.shop_gateway_public.id}",
    });
  });
});

describe("the network of the reference", () => {
  test("subnets are resources of their own, without hidden egress behind the firewall", () => {
    expect(output.resource("azurerm_virtual_network", "shop")).not.toHaveProperty("subnet");
    expect(output.resource("azurerm_virtual_network", "shop")["dns_servers"]).toEqual([]);
    expect(output.resource("azurerm_subnet", "shop_main_system")).toMatchObject({
      address_prefixes: [NODES],
      default_outbound_access_enabled: false,
    });
    expect(output.resource("azurerm_subnet", "hub_AzureFirewallSubnet")).toMatchObject({
      name: "AzureFirewallSubnet",
      address_prefixes: ["10.0.0.0/26"],
    });
  });

  test("both peerings exist", () => {
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_from_hub")).toMatchObject({
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.shop.id}",
      allow_forwarded_traffic: true,
    });
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_to_hub")).toMatchObject({
      virtual_network_name: "${azurerm_virtual_network.shop.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.hub.id}",
      allow_forwarded_traffic: true,
    });
  });

  test.each([
    [
      "shop_main_system_nodes-to-nodes",
      { access: "Allow", protocol: "*", ports: "*", from: NODES, to: NODES },
    ],
    ["shop_main_system_nodes-to-pods", { access: "Allow", protocol: "*", ports: "*", from: NODES, to: PODS }],
    ["shop_main_system_pods-to-pods", { access: "Allow", protocol: "*", ports: "*", from: PODS, to: PODS }],
    ["shop_main_system_pods-to-nodes", { access: "Allow", protocol: "*", ports: "*", from: PODS, to: NODES }],
    [
      "shop_main_system_load-balancer",
      { access: "Allow", protocol: "*", ports: "*", from: "AzureLoadBalancer", to: "*" },
    ],
    [
      "shop_main_system_from-public",
      { access: "Allow", protocol: "Tcp", ports: "*", from: GATEWAY, to: [NODES, PODS] },
    ],
    [
      "shop_main_system_deny-other-inbound",
      { access: "Deny", protocol: "*", ports: "*", from: "*", to: "*" },
    ],
    [
      "shop_gateway_public_gateway-manager",
      { access: "Allow", protocol: "Tcp", ports: "65200-65535", from: "GatewayManager", to: "*" },
    ],
    [
      "shop_gateway_public_load-balancer",
      { access: "Allow", protocol: "*", ports: "*", from: "AzureLoadBalancer", to: "*" },
    ],
    [
      "shop_gateway_public_listeners",
      { access: "Allow", protocol: "Tcp", ports: ["80", "443"], from: "Internet", to: GATEWAY },
    ],
    [
      "shop_gateway_public_deny-other-inbound",
      { access: "Deny", protocol: "*", ports: "*", from: "*", to: "*" },
    ],
  ])("security rule %s", (name, expected) => {
    expect(rule(name)).toEqual({ direction: "Inbound", ...expected });
  });

  test("there is no other security rule, and none trusts the VirtualNetwork tag", () => {
    expect(output.addresses("azurerm_network_security_rule")).toHaveLength(11);
    expect(JSON.stringify(output.json)).not.toContain('"VirtualNetwork"');
  });
});

describe("the firewall of the reference", () => {
  test("has the rules that a private kubenet cluster needs, and no others", () => {
    const group = output.resource("azurerm_firewall_policy_rule_collection_group", "shop_main");
    expect(group).not.toHaveProperty("network_rule_collection");
    expect(group).not.toHaveProperty("nat_rule_collection");
    const collection = block(group["application_rule_collection"]);
    expect(collection["action"]).toBe("Allow");
    expect(collection["rule"]).toEqual([
      {
        name: "azure-kubernetes-service",
        source_addresses: [NODES],
        destination_fqdn_tags: ["AzureKubernetesService"],
        protocols: [
          { port: 443, type: "Https" },
          { port: 80, type: "Http" },
        ],
      },
      {
        name: "ubuntu-snapshots",
        source_addresses: [NODES],
        destination_fqdns: ["snapshot.ubuntu.com"],
        protocols: [{ port: 443, type: "Https" }],
      },
    ]);
  });

  test("is of the tier, in the zones and with the addresses of the file", () => {
    const firewall = output.resource("azurerm_firewall", "hub_firewall");
    expect(firewall).toMatchObject({ sku_tier: "Standard", zones: ["1", "2", "3"] });
    expect(firewall["ip_configuration"]).toHaveLength(2);
  });
});

describe("the cluster of the reference", () => {
  const cluster = output.resource("azurerm_kubernetes_cluster", "shop_main");

  test("is private without a zone, on kubenet, and routed by the team's table", () => {
    expect(cluster).toMatchObject({
      private_cluster_enabled: true,
      private_dns_zone_id: "None",
      private_cluster_public_fqdn_enabled: true,
      network_profile: { network_plugin: "kubenet", pod_cidr: PODS, outbound_type: "userDefinedRouting" },
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.shop_main.id}"] },
    });
    expect(block(cluster["network_profile"])).not.toHaveProperty("load_balancer_profile");
    expect(block(cluster["network_profile"])).not.toHaveProperty("nat_gateway_profile");
  });

  test("waits for peerings, rules, default route, associations and roles", () => {
    expect(cluster["depends_on"]).toEqual(
      expect.arrayContaining([
        "azurerm_virtual_network_peering.shop_peering_from_hub",
        "azurerm_virtual_network_peering.shop_peering_to_hub",
        "azurerm_firewall_policy_rule_collection_group.shop_main",
        "azurerm_route.shop_main_default",
        "azurerm_subnet_route_table_association.shop_main_system",
        "azurerm_subnet_network_security_group_association.shop_main_system",
        "azurerm_role_assignment.shop_main_subnet_system",
        "azurerm_role_assignment.shop_main_route_table",
        // AGIC would attach the cluster's table to a gateway subnet that has none.
        "azurerm_subnet_route_table_association.shop_gateway_public",
      ]),
    );
  });

  test.each([
    ["shop_main_subnet_system", "${azurerm_subnet.shop_main_system.id}", "Network Contributor"],
    ["shop_main_route_table", "${azurerm_route_table.shop_main.id}", "Network Contributor"],
  ])("its identity holds role %s", (name, scope, role) => {
    expect(output.resource("azurerm_role_assignment", name)).toMatchObject({
      scope,
      role_definition_name: role,
      principal_id: "${azurerm_user_assigned_identity.shop_main.principal_id}",
    });
  });
});

describe("the gateway of the reference", () => {
  test("belongs to AGIC, and Terraform leaves alone what AGIC writes", () => {
    expect(output.resource("azurerm_application_gateway", "shop_gateway_public")).toMatchObject({
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      zones: ["1", "2", "3"],
      firewall_policy_id: "${azurerm_web_application_firewall_policy.shop_gateway_public.id}",
      lifecycle: {
        ignore_changes: [
          "tags",
          "backend_address_pool",
          "backend_http_settings",
          "frontend_port",
          "http_listener",
          "probe",
          "redirect_configuration",
          "request_routing_rule",
          "rewrite_rule_set",
          "ssl_certificate",
          "url_path_map",
        ],
      },
    });
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["ingress_application_gateway"]).toEqual(
      {
        gateway_id: "${azurerm_application_gateway.shop_gateway_public.id}",
      },
    );
  });

  test.each([
    ["gateway", "${azurerm_application_gateway.shop_gateway_public.id}", "Contributor"],
    ["resource_group", "${azurerm_resource_group.shop.id}", "Reader"],
    ["subnet", "${azurerm_subnet.shop_gateway_public.id}", "Network Contributor"],
  ])("AGIC's identity holds a role on the %s", (name, scope, role) => {
    expect(output.resource("azurerm_role_assignment", `shop_main_agic_addon_${name}`)).toMatchObject({
      scope,
      role_definition_name: role,
      principal_id:
        "${azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id}",
    });
  });
});

describe("the output of the reference", () => {
  test("names the range of provider versions, no backend and no path of a machine", () => {
    expect(output.json["terraform"]).toEqual({
      required_version: ">= 1.9",
      required_providers: { azurerm: { source: "hashicorp/azurerm", version: ">= 4.55, < 5.0" } },
    });
    expect(JSON.stringify(output.json)).not.toContain(process.cwd());
  });

  test("holds no hand-made resource id", () => {
    const resources = JSON.stringify([output.json["resource"], output.json["data"], output.json["output"]]);
    expect(resources).not.toMatch(/\/subscriptions\/[^"]*\/resourceGroups\//i);
  });

  test("outputs what pipelines need", () => {
    expect(Object.keys(block(output.json["output"])).sort()).toEqual(
      expect.arrayContaining([
        "firewall_private_ip",
        "firewall_public_ips",
        "hub_virtual_network_id",
        "route_sync_mirrors",
        "shop_main_cluster_id",
        "shop_main_route_table_id",
        "shop_public_gateway_id",
        "shop_public_gateway_route_table_id",
        "shop_virtual_network_id",
      ]),
    );
    expect(output.output("route_sync_mirrors")["value"]).toEqual([
      {
        name: "shop-main",
        source: { id: "${azurerm_route_table.shop_main.id}" },
        target: { id: "${azurerm_route_table.shop_gateway_public.id}" },
        podCidrs: [PODS],
      },
    ]);
  });
});
