import type { Construct } from "constructs";
import { describe, expect, test } from "vitest";
import {
  Cidr,
  EgressProvider,
  type BoundEgress,
  type CustomDestinations,
  type EgressContext,
  type NetworkDns,
  type SpokeClusterProps,
} from "../../src/internal.js";
import * as publicApi from "../../src/index.js";
import { block, synth, type Synthesized } from "../support/synth.js";
import { cluster, hub, spoke, synthCluster } from "../support/builders.js";

function profile(output: Synthesized): ReturnType<typeof block> {
  return block(output.resource("azurerm_kubernetes_cluster", "shop_main")["network_profile"]);
}

const GROUP = "azurerm_firewall_policy_rule_collection_group";

describe("egress through a firewall", () => {
  test("the cluster waits for the default route and the rules", () => {
    const output = synthCluster({});
    const { depends_on: after } = output.resource("azurerm_kubernetes_cluster", "shop_main");
    expect(after).toEqual(expect.arrayContaining(["azurerm_route.shop_main_default", `${GROUP}.shop_main`]));
    expect(profile(output)).toMatchObject({ outbound_type: "userDefinedRouting" });
    expect(profile(output)).not.toHaveProperty("load_balancer_profile");
    expect(profile(output)).not.toHaveProperty("nat_gateway_profile");
  });

  test("clusters have groups of their own, with priorities of their own", () => {
    const output = synth((stack) => {
      const center = hub(stack);
      for (const index of [0, 1, 2]) {
        const one = spoke(center, { addressSpace: [Cidr.of(`10.${index + 1}.0.0/16`)] }, `spoke-${index}`);
        for (const name of ["a", "b"]) {
          cluster(one, { apiServer: { type: "public" } }, name);
        }
      }
    });
    const priorities = output
      .addresses(GROUP)
      .map((address) => output.resource(GROUP, address.replace(`${GROUP}.`, ""))["priority"]);
    expect(priorities).toHaveLength(12);
    expect(new Set(priorities).size).toBe(12);
  });

  test("two groups of one priority are refused, which the 101st cluster of a spoke would bring", () => {
    const { errors } = synth((stack) => {
      const center = hub(stack);
      const crowded = spoke(center, { addressSpace: [Cidr.of("10.16.0.0/12")] });
      for (let i = 0; i <= 100; i += 1) cluster(crowded, {}, `c${i}`);
      cluster(spoke(center, { addressSpace: [Cidr.of("10.2.0.0/16")] }, "desk"));
    });
    expect(errors).toEqual(["FIREWALL_RULE_GROUPS"]);
  });

  test("rules allow the cluster's own subnets, never any source", () => {
    const output = synthCluster({
      egress: {
        type: "firewall",
        allow: {
          erp: { type: "addresses", ranges: [Cidr.of("192.168.1.0/24")], ports: [1521], protocol: "TCP" },
        },
      },
    });
    const group = output.resource(GROUP, "shop_main");
    for (const collection of ["network_rule_collection", "application_rule_collection"]) {
      expect(block(block(group[collection])["rule"])["source_addresses"]).toEqual(["10.1.0.0/24"]);
    }
  });

  test("pods reach a public API server by its name, which the firewall resolves", () => {
    const output = synthCluster({ apiServer: { type: "public" } });
    const rules = block(output.resource(GROUP, "shop_main_api_server")["network_rule_collection"]);
    expect(block(rules["rule"])).toMatchObject({
      destination_fqdns: ["${azurerm_kubernetes_cluster.shop_main.fqdn}"],
      destination_ports: ["443"],
    });
    expect(block(output.resource("azurerm_firewall_policy", "hub_firewall")["dns"])).toEqual({
      proxy_enabled: true,
    });
  });

  test("GPU and Windows nodes bring their rules, as their pools do", () => {
    const output = synthCluster({
      nodePools: [
        { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } },
        { name: "gpu", vmSize: "Standard_NC24ads_A100_v4", nodes: { count: 1 } },
        { name: "win", vmSize: "Standard_D4ds_v5", nodes: { count: 1 }, os: "Windows" },
      ],
    });
    const { rule } = block(output.resource(GROUP, "shop_main")["application_rule_collection"]);
    expect(rule).toEqual([
      expect.objectContaining({ name: "azure-kubernetes-service" }),
      expect.objectContaining({ name: "ubuntu-snapshots" }),
      expect.objectContaining({ name: "windows-https" }),
      expect.objectContaining({ name: "windows-http", protocols: [{ port: 80, type: "Http" }] }),
      expect.objectContaining({ name: "gpu-drivers" }),
    ]);
  });

  test("GPU nodes whose driver an operator installs bring none", () => {
    const output = synthCluster({
      nodePools: [
        { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } },
        { name: "gpu", vmSize: "Standard_NC24ads_A100_v4", nodes: { count: 1 }, gpuDriver: "none" },
      ],
    });
    expect(JSON.stringify(output.resource(GROUP, "shop_main"))).not.toContain("gpu-drivers");
  });
});

describe("egress without a firewall", () => {
  test("an appliance gets the default route and no rules", () => {
    const output = synthCluster({ egress: { type: "appliance", privateIp: "10.0.1.4" } });
    expect(output.resource("azurerm_route", "shop_main_default")).toMatchObject({
      address_prefix: "0.0.0.0/0",
      next_hop_in_ip_address: "10.0.1.4",
    });
    expect(output.addresses(GROUP)).toEqual([]);
  });

  test("a NAT gateway exists with its addresses and subnets before the cluster", () => {
    const output = synthCluster({
      egress: {
        type: "nat-gateway",
        publicIps: 2,
        publicIpPrefix: 30,
        idleTimeoutMinutes: 10,
        zone: "2",
      },
    });
    expect(profile(output)).toMatchObject({ outbound_type: "userAssignedNATGateway" });
    expect(output.resource("azurerm_nat_gateway", "shop_main")).toMatchObject({
      idle_timeout_in_minutes: 10,
      zones: ["2"],
    });
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["depends_on"]).toEqual(
      expect.arrayContaining([
        "azurerm_nat_gateway_public_ip_association.shop_main_ip_1",
        "azurerm_nat_gateway_public_ip_association.shop_main_ip_2",
        "azurerm_nat_gateway_public_ip_prefix_association.shop_main",
        "azurerm_subnet_nat_gateway_association.shop_main_system",
      ]),
    );
  });

  test("a load balancer takes the team's addresses instead of a number", () => {
    const output = synthCluster({
      egress: { type: "load-balancer", publicIps: ["/subscriptions/s/ip"], outboundPorts: 1024 },
    });
    expect(block(profile(output)["load_balancer_profile"])).toEqual({
      idle_timeout_in_minutes: 30,
      outbound_ip_address_ids: ["/subscriptions/s/ip"],
      outbound_ports_allocated: 1024,
    });
  });

  test("a filter allows by service tag and refuses the rest", () => {
    const output = synthCluster({ egress: { type: "load-balancer", filter: "nsg" } });
    expect(output.codes).toEqual([]);
    const rule = (name: string): unknown =>
      output.resource("azurerm_network_security_rule", `shop_main_system_${name}`);
    expect(rule("out-azure-kubernetes-service-microsoftcontainerregistry")).toMatchObject({
      direction: "Outbound",
      access: "Allow",
      destination_address_prefix: "MicrosoftContainerRegistry",
    });
    expect(rule("to-networks")).toMatchObject({
      destination_address_prefixes: ["10.1.0.0/16", "10.0.0.0/22", "10.244.0.0/16"],
    });
    expect(rule("deny-other-outbound")).toMatchObject({ direction: "Outbound", access: "Deny" });
  });

  test("a filter covers the pod subnets too", () => {
    const output = synthCluster({
      network: { type: "azure-cni-pod-subnet", serviceCidr: Cidr.of("172.16.0.0/16") },
      egress: { type: "nat-gateway", filter: "nsg" },
    });
    expect(output.addresses("azurerm_subnet_network_security_group_association")).toContain(
      "azurerm_subnet_network_security_group_association.shop_main_system_pods",
    );
  });

  test("a filter refuses names that no tag holds, each by its set", () => {
    const { codes } = synthCluster({
      egress: { type: "load-balancer", filter: "nsg", registries: ["quay"], ntp: true },
      addOns: { policy: true, keyVaultSecrets: { rotationInterval: "2m" } },
    });
    expect(codes).toEqual(["FQDN_NEEDS_FIREWALL", "FQDN_NEEDS_FIREWALL", "FQDN_NEEDS_FIREWALL"]);
  });
});

describe("SNAT capacity", () => {
  test("a firewall with few ports per node warns once, for all its clusters", () => {
    const { codes } = synth((stack) => {
      const one = spoke(hub(stack, { firewall: { publicIps: 1 } }));
      cluster(one, {}, "a");
      cluster(one, {}, "b");
    });
    expect(codes).toEqual(["SNAT_PORTS_FEW"]);
  });

  test("ports that do not fit at the largest scale are refused", () => {
    const nodePools: SpokeClusterProps["nodePools"] = [
      { name: "system", vmSize: "Standard_D4ds_v5", nodes: { min: 2, max: 24 }, maxSurge: "33%" },
    ];
    const codes = (outboundPorts: number): string[] =>
      synthCluster({ nodePools, egress: { type: "load-balancer", outboundPorts } }).codes;
    expect(codes(2000)).toEqual([]);
    expect(codes(2008)).toEqual(["OUTBOUND_PORTS_EXCEEDED"]);
  });
});

test("a filter of a cluster with both families has rules for each", () => {
  const output = synthCluster(
    {
      network: {
        type: "azure-cni-overlay",
        podCidr: Cidr.of("10.244.0.0/16"),
        serviceCidr: Cidr.of("172.16.0.0/16"),
        ipv6: { podCidr: Cidr.of("fd00:244::/64"), serviceCidr: Cidr.of("fd00:96::/108") },
      },
      egress: {
        type: "load-balancer",
        filter: "nsg",
        allow: {
          partner: {
            type: "addresses",
            ranges: [Cidr.of("203.0.113.0/24"), Cidr.of("2001:db8::/32")],
            ports: [443],
            protocol: "TCP",
          },
        },
      },
    },
    { addressSpace: [Cidr.of("10.1.0.0/16"), Cidr.of("fd00:1::/48")] },
  );
  expect(output.codes).toEqual([]);
  for (const [name, to] of [
    ["out-allow-partner", "203.0.113.0/24"],
    ["out-allow-partner-v6", "2001:db8::/32"],
  ] as const) {
    expect(
      output.resource("azurerm_network_security_rule", `shop_main_system_${name}`)[
        "destination_address_prefix"
      ],
    ).toBe(to);
  }
});

test("custom DNS servers may resolve a public API server to another address than the firewall", () => {
  const found = (dns: NetworkDns): string[] => synthCluster({ apiServer: { type: "public" } }, { dns }).codes;
  expect(found({ type: "servers", servers: ["10.0.0.70"] })).toEqual(["DNS_ANSWERS_MAY_DIFFER"]);
  expect(found({ type: "firewall" })).toEqual([]);
});

describe("no egress", () => {
  const REGISTRY =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/acrimages";

  test("lets nodes start from a registry that AKS makes", () => {
    const output = synthCluster({ egress: { type: "none" } });
    expect(output.codes).toEqual(["EGRESS_NONE_NEEDS_MIRROR"]);
    const main = output.resource("azurerm_kubernetes_cluster", "shop_main");
    expect(main["bootstrap_profile"]).toEqual({ artifact_source: "Cache" });
    expect(main).not.toHaveProperty("kubelet_identity");
  });

  test("lets nodes start from the team's registry, as an identity that may pull before they do", () => {
    const output = synthCluster({
      egress: { type: "none", registry: REGISTRY },
      addOns: { registries: [{ id: REGISTRY, name: "acrimages", locations: ["westeurope"] }] },
    });
    const main = output.resource("azurerm_kubernetes_cluster", "shop_main");
    expect(main["bootstrap_profile"]).toEqual({ artifact_source: "Cache", container_registry_id: REGISTRY });
    const nodes = "azurerm_user_assigned_identity.shop_main_nodes_identity";
    expect(main["kubelet_identity"]).toEqual({
      user_assigned_identity_id: `\${${nodes}.id}`,
      client_id: `\${${nodes}.client_id}`,
      object_id: `\${${nodes}.principal_id}`,
    });
    expect(output.resource("azurerm_role_assignment", "shop_main_nodes_identity_registry")).toMatchObject({
      scope: REGISTRY,
      role_definition_name: "AcrPull",
      principal_id: `\${${nodes}.principal_id}`,
    });
    expect(output.resource("azurerm_role_assignment", "shop_main_nodes_identity")).toMatchObject({
      scope: `\${${nodes}.id}`,
      role_definition_name: "Managed Identity Operator",
      principal_id: "${azurerm_user_assigned_identity.shop_main.principal_id}",
    });
    expect(
      output
        .addresses("azurerm_role_assignment")
        .map((address) => output.resource("azurerm_role_assignment", address.split(".")[1] ?? ""))
        .filter(({ scope }) => scope === REGISTRY),
    ).toHaveLength(1);
    expect(main["depends_on"]).toEqual(
      expect.arrayContaining([
        "azurerm_role_assignment.shop_main_nodes_identity",
        "azurerm_role_assignment.shop_main_nodes_identity_registry",
      ]),
    );
  });
});

test("a cluster gets a role to join the existing public addresses of its egress", () => {
  const ids = ["one", "two"].map(
    (name) =>
      `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/${name}`,
  );
  const output = synthCluster({ egress: { type: "load-balancer", publicIps: ids } });
  ids.forEach((scope, i) => {
    const name = `shop_main_outbound_ip_${i + 1}`;
    expect(output.resource("azurerm_role_assignment", name)).toMatchObject({
      scope,
      principal_id: "${azurerm_user_assigned_identity.shop_main.principal_id}",
    });
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["depends_on"]).toContain(
      `azurerm_role_assignment.${name}`,
    );
  });
});

test("a custom provider reports its problems as the kinds of this package do", () => {
  class Refused extends publicApi.EgressProvider {
    bind(scope: Construct): BoundEgress {
      const problem: publicApi.Problem = {
        code: "CONTOSO_PROXY_REQUIRED",
        message: "Contoso's networks have no egress but a proxy.",
        hint: "Use the proxy.",
        prop: "egress",
      };
      publicApi.report(scope, problem);
      return { outbound: { type: "route-table" }, addresses: { type: "unknown" } };
    }
  }
  const { problems } = synthCluster({ egress: new Refused() });
  expect(problems).toMatchObject([
    { code: "CONTOSO_PROXY_REQUIRED", severity: "error", hint: "Use the proxy.", prop: "egress" },
  ]);
});

test("a custom provider sends the subnets through a NAT gateway that exists already", () => {
  const natGatewayId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/natGateways/ng-shared";
  class SharedNatGateway extends EgressProvider {
    override get destinations(): CustomDestinations {
      return { registries: ["quay"] };
    }

    bind(_scope: Construct, { subnets, requirements }: EgressContext): BoundEgress {
      expect([...requirements.features]).toContain("quay");
      return {
        outbound: { type: "nat-gateway" },
        addresses: { type: "known", ranges: ["203.0.113.0/31"] },
        dependables: subnets.flatMap((subnet) => subnet.useNatGateway(natGatewayId)),
      };
    }
  }
  const output = synthCluster({
    egress: new SharedNatGateway(),
    apiServer: { type: "public", includeEgress: true },
  });
  expect(output.codes).toEqual([]);
  expect(profile(output)).toMatchObject({ outbound_type: "userAssignedNATGateway" });
  const association = output.resource("azurerm_subnet_nat_gateway_association", "shop_main_system");
  expect(association).toMatchObject({ nat_gateway_id: natGatewayId });
  const { api_server_access_profile: access, depends_on: after } = output.resource(
    "azurerm_kubernetes_cluster",
    "shop_main",
  );
  expect(access).toMatchObject({ authorized_ip_ranges: ["203.0.113.0/31"] });
  expect(after).toContain("azurerm_subnet_nat_gateway_association.shop_main_system");
});
