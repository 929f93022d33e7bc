import { describe, expect, test } from "vitest";
import { Cidr, type SpokeProps, type NetworkPlugin, type SpokeClusterProps } from "../../src/index.js";
import { cluster, hub, spoke, synthCluster } from "../support/builders.js";
import { block, synth, type Block, type Synthesized } from "../support/synth.js";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001";
const serviceCidr = Cidr.of("172.16.0.0/16");
const podCidr = Cidr.of("10.244.0.0/16");

const DUAL: Partial<SpokeProps> = { addressSpace: [Cidr.of("10.1.0.0/16"), Cidr.of("fd00:1::/48")] };
function withPlugin(network: NetworkPlugin, props: Partial<SpokeClusterProps> = {}): Synthesized {
  return synthCluster({ network, ...props }, DUAL);
}

function profile(output: Synthesized): Block {
  return block(output.resource("azurerm_kubernetes_cluster", "shop_main")["network_profile"]);
}

function rulesByName(output: Synthesized): Record<string, Block> {
  return Object.fromEntries(
    output.addresses("azurerm_network_security_rule").map((address) => {
      const rule = output.resource("azurerm_network_security_rule", address.split(".")[1] ?? "");
      return [String(rule["name"]), rule];
    }),
  );
}

const PLUGINS: readonly (readonly [string, NetworkPlugin, Block])[] = [
  [
    "kubenet",
    { type: "kubenet", podCidr, serviceCidr },
    { network_plugin: "kubenet", pod_cidr: "10.244.0.0/16" },
  ],
  ["azure-cni", { type: "azure-cni", serviceCidr }, { network_plugin: "azure" }],
  ["azure-cni-pod-subnet", { type: "azure-cni-pod-subnet", serviceCidr }, { network_plugin: "azure" }],
  [
    "azure-cni-overlay",
    { type: "azure-cni-overlay", podCidr, serviceCidr },
    { network_plugin: "azure", network_plugin_mode: "overlay", pod_cidr: "10.244.0.0/16" },
  ],
  [
    "cilium on an overlay",
    { type: "cilium", pods: "overlay", podCidr, serviceCidr },
    {
      network_plugin: "azure",
      network_plugin_mode: "overlay",
      network_data_plane: "cilium",
      network_policy: "cilium",
      pod_cidr: "10.244.0.0/16",
    },
  ],
  [
    "cilium on a pod subnet",
    { type: "cilium", pods: "pod-subnet", serviceCidr },
    { network_plugin: "azure", network_data_plane: "cilium", network_policy: "cilium" },
  ],
  ["none", { type: "none", serviceCidr }, { network_plugin: "none" }],
];

describe("a network plugin", () => {
  test.each(PLUGINS)("%s has its own profile and nothing of the others", (_, network, expected) => {
    const output = withPlugin(network);
    expect(output.errors).toEqual([]);
    expect(profile(output)).toEqual({
      outbound_type: "userDefinedRouting",
      load_balancer_sku: "standard",
      service_cidr: "172.16.0.0/16",
      dns_service_ip: "172.16.0.10",
      ...expected,
    });
  });

  test.each(["azure-cni-pod-subnet", "cilium on a pod subnet"])(
    "%s gives each pool a delegated subnet for pods, with the pool's egress",
    (name) => {
      const network = PLUGINS.find(([known]) => known === name)?.[1] ?? expect.fail(name);
      const output = withPlugin(network, {
        nodePools: [
          { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } },
          { name: "work", vmSize: "Standard_D4ds_v5", nodes: { count: 2 } },
        ],
      });
      for (const pool of ["system", "work"]) {
        const subnet = output.resource("azurerm_subnet", `shop_main_${pool}_pods`);
        expect(block(block(subnet["delegation"])["service_delegation"])["name"]).toBe(
          "Microsoft.ContainerService/managedClusters",
        );
        expect(
          output.resource("azurerm_subnet_route_table_association", `shop_main_${pool}_pods`),
        ).toMatchObject({ route_table_id: "${azurerm_route_table.shop_main.id}" });
      }
      expect(
        block(output.resource("azurerm_kubernetes_cluster", "shop_main")["default_node_pool"]),
      ).toMatchObject({ pod_subnet_id: "${azurerm_subnet.shop_main_system_pods.id}" });
      expect(output.resource("azurerm_kubernetes_cluster_node_pool", "shop_main_work")).toMatchObject({
        pod_subnet_id: "${azurerm_subnet.shop_main_work_pods.id}",
      });
    },
  );

  test("azure-cni-overlay lets pods and nodes in that its traffic needs, whatever the rest denies", () => {
    const rules = rulesByName(withPlugin({ type: "azure-cni-overlay", podCidr, serviceCidr }));
    expect(rules["pods-to-pods"]).toMatchObject({
      access: "Allow",
      protocol: "*",
      source_address_prefix: "10.244.0.0/16",
      destination_address_prefix: "10.244.0.0/16",
    });
    for (const name of ["nodes-to-nodes", "nodes-to-pods", "pods-to-nodes", "load-balancer"]) {
      expect(rules[name]).toMatchObject({ access: "Allow", direction: "Inbound" });
    }
  });

  test.each([
    ["kubenet", "calico"],
    ["azure-cni", "azure"],
    ["azure-cni", "calico"],
    ["azure-cni-overlay", "azure"],
  ] as const)("%s takes network policies of %s", (kind, networkPolicy) => {
    const network: NetworkPlugin =
      kind === "azure-cni"
        ? { type: kind, serviceCidr, networkPolicy }
        : { type: kind, podCidr, serviceCidr, networkPolicy };
    const output = withPlugin(network);
    expect(output.errors).toEqual([]);
    expect(profile(output)["network_policy"]).toBe(networkPolicy);
  });

  const dualStack: NetworkPlugin = {
    type: "azure-cni-overlay",
    podCidr,
    serviceCidr,
    ipv6: { podCidr: Cidr.of("fd00:10:244::/64"), serviceCidr: Cidr.of("fd00:10:96::/108") },
  };

  test("of both families has ranges, subnets and versions of both", () => {
    const output = withPlugin(dualStack, { egress: { type: "load-balancer" } });
    expect(output.errors).toEqual([]);
    const { pod_cidr: none, service_cidr: noService, ...rest } = profile(output);
    expect([none, noService]).toEqual([undefined, undefined]);
    expect(rest).toMatchObject({
      ip_versions: ["IPv4", "IPv6"],
      pod_cidrs: ["10.244.0.0/16", "fd00:10:244::/64"],
      service_cidrs: ["172.16.0.0/16", "fd00:10:96::/108"],
    });
    const subnet = output.resource("azurerm_subnet", "shop_main_system");
    expect(subnet["address_prefixes"]).toEqual(["10.1.0.0/24", expect.stringMatching(/^fd00:1:.*\/64$/)]);
  });

  test("of both families leaves through addresses that AKS makes, or through the team's alone", () => {
    const outboundIpIds = [
      `${SUBSCRIPTION}/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/a`,
    ];
    const balancer = (egress: SpokeClusterProps["egress"]): Block =>
      block(profile(withPlugin(dualStack, { egress }))["load_balancer_profile"]);
    expect(balancer({ type: "load-balancer" })).toMatchObject({
      managed_outbound_ip_count: 1,
      managed_outbound_ipv6_count: 1,
    });
    const own = balancer({ type: "load-balancer", publicIps: outboundIpIds });
    expect(own["outbound_ip_address_ids"]).toEqual(outboundIpIds);
    expect(own).not.toHaveProperty("managed_outbound_ipv6_count");
  });

  test("of both families on kubenet takes two routes per node", () => {
    const ofNodes = (count: number): string[] =>
      withPlugin(
        { ...dualStack, type: "kubenet" },
        {
          egress: { type: "load-balancer" },
          nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { count }, maxSurge: "1" }],
        },
      ).errors.filter((code) => code.startsWith("TOO_MANY"));
    // A surge node more, two routes each, and the default route.
    expect(ofNodes(399)).toEqual([]);
    expect(ofNodes(400)).toEqual(["TOO_MANY_KUBENET_NODES"]);
    expect(ofNodes(498)).toEqual(["TOO_MANY_KUBENET_NODES"]);
    expect(ofNodes(499)).toEqual(["TOO_MANY_KUBENET_NODES", "TOO_MANY_ROUTES"]);
  });

  test("of both families suggests an IPv6 range with space for every subnet of the spoke", () => {
    const { problems } = synth((stack) => {
      const own = spoke(hub(stack, { addressSpace: [Cidr.of("192.168.0.0/22")] }), {
        addressSpace: [Cidr.of("10.0.0.0/9"), Cidr.of("fd00:1::/48")],
      });
      const network = { ...dualStack, podCidr: Cidr.of("10.200.0.0/16") };
      for (const name of ["main", "lab"]) {
        cluster(own, { network, egress: { type: "load-balancer" } }, name);
      }
    });
    const [first, ...more] = problems.filter(({ code }) => code === "NO_ROOM_FOR_SUBNET");
    expect(first?.hint).toMatch(/IPv6 .*\/44/);
    expect(more).toEqual([]);
  });

  test("of both families lets its IPv6 traffic pass the groups, by rules of its own", () => {
    const output = withPlugin(dualStack, { egress: { type: "load-balancer", filter: "nsg" } });
    const rules = rulesByName(output);
    const prefixes = output.resource("azurerm_subnet", "shop_main_system")["address_prefixes"];
    const nodes: unknown = Array.isArray(prefixes) ? prefixes[1] : undefined;
    const pods = "fd00:10:244::/64";
    for (const [name, from, to] of [
      ["nodes-to-nodes-v6", nodes, nodes],
      ["nodes-to-pods-v6", nodes, pods],
      ["pods-to-pods-v6", pods, pods],
      ["pods-to-nodes-v6", pods, nodes],
    ] as const) {
      expect(rules[name]).toMatchObject({
        access: "Allow",
        direction: "Inbound",
        source_address_prefix: from,
        destination_address_prefix: to,
      });
    }
    expect(rules["to-networks-v6"]).toMatchObject({
      direction: "Outbound",
      destination_address_prefixes: ["fd00:1::/48", pods],
    });
    for (const rule of Object.values(rules)) {
      const ranges = Object.entries(rule)
        .filter(([key]) => /address_prefix(es)?$/.test(key))
        .flatMap(([, value]) => value)
        .filter((prefix) => /\//.test(String(prefix)));
      expect(new Set(ranges.map((prefix) => String(prefix).includes(":"))).size).toBeLessThanOrEqual(1);
    }
  });
});

describe("virtual nodes", () => {
  const network: NetworkPlugin = { type: "azure-cni", serviceCidr };

  test("use a delegated subnet, which their connector may use", () => {
    const output = withPlugin(network, { virtualNodes: {} });
    const subnet = output.resource("azurerm_subnet", "shop_main_virtual_nodes");
    expect(block(block(subnet["delegation"])["service_delegation"])["name"]).toBe(
      "Microsoft.ContainerInstance/containerGroups",
    );
    const { aci_connector_linux: connector } = output.resource("azurerm_kubernetes_cluster", "shop_main");
    expect(block(connector)).toEqual({ subnet_name: "${azurerm_subnet.shop_main_virtual_nodes.name}" });
    expect(output.resource("azurerm_role_assignment", "shop_main_virtual_nodes")).toMatchObject({
      scope: "${azurerm_subnet.shop_main_virtual_nodes.id}",
      principal_id:
        "${azurerm_kubernetes_cluster.shop_main.aci_connector_linux[0].connector_identity[0].object_id}",
    });
  });

  test("have no route table, which the connector refuses, and so no egress but a NAT gateway", () => {
    const routed = withPlugin(network, { virtualNodes: {} });
    expect(routed.addresses("azurerm_subnet_route_table_association")).toEqual([
      "azurerm_subnet_route_table_association.shop_main_system",
    ]);
    const translated = withPlugin(network, { virtualNodes: {}, egress: { type: "nat-gateway" } });
    expect(translated.addresses("azurerm_subnet_nat_gateway_association")).toEqual([
      "azurerm_subnet_nat_gateway_association.shop_main_system",
      "azurerm_subnet_nat_gateway_association.shop_main_virtual_nodes",
    ]);
  });

  test("never go around a filter", () => {
    const output = withPlugin(network, { virtualNodes: {}, egress: { type: "nat-gateway", filter: "nsg" } });
    expect(output.addresses("azurerm_subnet_nat_gateway_association")).toEqual([
      "azurerm_subnet_nat_gateway_association.shop_main_system",
    ]);
  });

  test("may call the cluster's nodes, and its pods", () => {
    const rules = rulesByName(withPlugin(network, { virtualNodes: {} }));
    const { address_prefixes: virtual } = withPlugin(network, { virtualNodes: {} }).resource(
      "azurerm_subnet",
      "shop_main_virtual_nodes",
    );
    expect([rules["pods-to-nodes"]?.["source_address_prefix"]]).toEqual(virtual);
  });
});

test("service endpoints are set on every node subnet, in the provider's form", () => {
  const output = withPlugin(
    { type: "azure-cni-overlay", podCidr, serviceCidr },
    { serviceEndpoints: ["Microsoft.Storage", "Microsoft.KeyVault"] },
  );
  expect(output.resource("azurerm_subnet", "shop_main_system")["service_endpoints"]).toEqual([
    "Microsoft.Storage",
    "Microsoft.KeyVault",
  ]);
});
