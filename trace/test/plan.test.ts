import { readModel, structuralDoubts, trace, unreadOf, withDoubts, type Thing } from "@aks-topology/trace";
import { describe, expect, it } from "vitest";
import { readPlan, subnet, type Json, type Planned } from "./support/plan.js";

function verdictOf({ things, unresolved }: ReturnType<typeof readPlan>): string {
  const question = {
    protocol: "TCP",
    port: 80,
    from: "azurerm_subnet.front",
    to: "azurerm_subnet.back",
  } as const;
  return withDoubts(trace(question, readModel(things)), structuralDoubts(unresolved)).verdict;
}

/** A security group that denies everything, and its association with a subnet that is known after apply. */
const DENIED = {
  "azurerm_network_security_group.none": {
    name: "nsg",
    security_rule: [
      {
        name: "none",
        priority: 100,
        direction: "Inbound",
        access: "Deny",
        protocol: "*",
        source_address_prefix: "*",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: "*",
      },
    ],
  },
  "azurerm_subnet_network_security_group_association.back": {},
} as const;

function associated(subnetId: readonly string[]): ReturnType<typeof readPlan> {
  return readPlan({
    values: DENIED,
    references: {
      "azurerm_subnet_network_security_group_association.back": {
        subnet_id: subnetId,
        network_security_group_id: [
          "azurerm_network_security_group.none.id",
          "azurerm_network_security_group.none",
        ],
      },
    },
  });
}

describe("what is known after apply", () => {
  it("is what its expression refers to", () => {
    expect(verdictOf(associated(["azurerm_subnet.back.id", "azurerm_subnet.back"]))).toBe("dropped");
    expect(verdictOf(associated(["azurerm_subnet.front.id", "azurerm_subnet.front"]))).toBe("delivered");
  });

  it.each([
    ["a local value", ["local.subnets"]],
    ["one of several", ["azurerm_subnet.back.id", "azurerm_subnet.back", "azurerm_subnet.front.id"]],
    ["a part of a text", ["azurerm_virtual_network.main.id", "azurerm_virtual_network.main"]],
    ["an output that the plan does not have", ["module.net.subnet_id", "module.net"]],
  ])("is not guessed from %s, and nothing is called delivered", (_, references) => {
    const found = associated(references);
    expect(found.unresolved).toMatchObject([
      {
        address: "azurerm_subnet_network_security_group_association.back",
        attribute: "subnet_id",
      },
    ]);
    expect(verdictOf(found)).toBe("unknown");
  });

  it("is the only one of several that is not known, such as the one of a condition", () => {
    const found = readPlan({
      values: DENIED,
      references: {
        "azurerm_subnet_network_security_group_association.back": {
          subnet_id: ["var.filtered", "azurerm_subnet.back.id", "azurerm_subnet.back"],
          network_security_group_id: ["azurerm_network_security_group.none.id"],
        },
      },
      rest: { variables: { filtered: { value: true } } },
    });
    expect([found.unresolved, verdictOf(found)]).toEqual([[], "dropped"]);
  });

  it("is a symbol where only the group of a subnet is not known: other paths are delivered", () => {
    const found = readPlan({
      values: DENIED,
      references: {
        "azurerm_subnet_network_security_group_association.back": {
          subnet_id: ["azurerm_subnet.back.id", "azurerm_subnet.back"],
          network_security_group_id: ["local.group"],
        },
      },
    });
    expect(found.unresolved).toHaveLength(1);
    expect(structuralDoubts(found.unresolved)).toEqual([]);
    expect(verdictOf(found)).toBe("unknown");
    const within = { from: "azurerm_subnet.front", to: "10.1.0.9", protocol: "TCP", port: 80 } as const;
    expect(trace(within, readModel(found.things)).verdict).toBe("delivered");
  });

  it("is unresolved in dynamic blocks, whose expressions a plan does not show", () => {
    const [rule] = DENIED["azurerm_network_security_group.none"].security_rule;
    const change = (source: unknown): Json => ({
      resource_changes: [
        {
          address: "azurerm_network_security_group.none",
          change: { after_unknown: { security_rule: [{ source_address_prefix: source }] } },
        },
      ],
    });
    const values = {
      ...DENIED,
      "azurerm_network_security_group.none": {
        name: "nsg",
        security_rule: [{ ...rule, source_address_prefix: undefined }],
      },
    };
    const references = {
      "azurerm_subnet_network_security_group_association.back": {
        subnet_id: ["azurerm_subnet.back.id"],
        network_security_group_id: ["azurerm_network_security_group.none.id"],
      },
    };
    expect(verdictOf(readPlan({ values, references, rest: change(true) }))).toBe("unknown");
  });

  it("is not in doubt where it does not shape the network", () => {
    const found = readPlan({
      values: { "azurerm_role_assignment.x": {} },
      references: { "azurerm_role_assignment.x": { principal_id: ["local.principal"] } },
    });
    expect(found.unresolved).toHaveLength(1);
    expect(verdictOf(found)).toBe("delivered");
  });
});

describe("what the model does not read", () => {
  const verdictWith = (values: Planned["values"]): readonly string[] => {
    const { things } = readPlan({ values });
    const unread = unreadOf(things);
    const question = {
      protocol: "TCP",
      port: 80,
      from: "azurerm_subnet.front",
      to: "azurerm_subnet.back",
    } as const;
    return [withDoubts(trace(question, readModel(things)), [], unread).verdict, ...unread];
  };

  it.each([
    ["azurerm_route_server.main", {}],
    ["azurerm_network_manager_admin_rule.deny", {}],
    ["azurerm_virtual_network_peering.part", { peer_complete_virtual_networks_enabled: false }],
    ["azapi_resource.subnet", { type: "Microsoft.Network/virtualNetworks/subnets@2024-05-01" }],
    ["azapi_update_resource.group", { type: "Microsoft.Network/networkSecurityGroups@2024-05-01" }],
  ])("and decides where packets go leaves nothing delivered: %s", (address, values) => {
    expect(verdictWith({ [address]: values })).toEqual(["unknown", address]);
  });

  it.each([
    ["azurerm_virtual_network_peering.whole", { peer_complete_virtual_networks_enabled: true }],
    ["azapi_resource.workspace", { type: "Microsoft.OperationalInsights/workspaces@2023-09-01" }],
    ["azurerm_storage_account.logs", {}],
  ])("and has nothing to do with it changes nothing: %s", (address, values) => {
    expect(verdictWith({ [address]: values })).toEqual(["delivered"]);
  });
});

describe("listeners of a gateway", () => {
  const gateway = (cluster: Planned["values"], references: Planned["references"] = {}): string => {
    const { things } = readPlan({
      values: {
        "azurerm_application_gateway.main": {
          name: "agw",
          gateway_ip_configuration: [{ name: "ip" }],
          frontend_ip_configuration: [{ name: "private", private_ip_address: "10.1.1.9" }],
          frontend_port: [{ name: "http", port: 80 }],
          http_listener: [
            { name: "http", frontend_ip_configuration_name: "private", frontend_port_name: "http" },
          ],
        },
        ...cluster,
      },
      references,
      blocks: {
        "azurerm_application_gateway.main": {
          gateway_ip_configuration: [{ subnet_id: { references: ["azurerm_subnet.back.id"] } }],
        },
        "azurerm_kubernetes_cluster.aks": {
          ingress_application_gateway: [
            { gateway_id: { references: ["azurerm_application_gateway.main.id"] } },
          ],
        },
      },
    });
    const question = { from: "azurerm_subnet.front", to: "azurerm_application_gateway.main" } as const;
    return trace({ ...question, protocol: "TCP", port: 443 }, readModel(things)).verdict;
  };

  it("may be those that AGIC adds, since a plan does not show what Terraform ignores", () => {
    expect(gateway({})).toBe("unknown");
  });

  it("are those of AGIC where an add-on names the gateway", () => {
    const cluster = { ingress_application_gateway: [{ gateway_name: null }] };
    expect(gateway({ "azurerm_kubernetes_cluster.aks": cluster })).toBe("delivered");
  });
});

describe("mirrors of route sync", () => {
  const node = (name: string, range: string): Planned["values"] => ({
    [`azurerm_subnet.${name}`]: subnet(name, range),
    [`azurerm_route_table.${name}`]: { name: `rt-${name}` },
    [`azurerm_subnet_route_table_association.${name}`]: {},
  });
  const associated = (name: string): Readonly<Record<string, readonly string[]>> => ({
    subnet_id: [`azurerm_subnet.${name}.id`],
    route_table_id: [`azurerm_route_table.${name}.id`],
  });
  const cluster = (pods: string): Json => ({
    network_profile: [{ network_plugin: "kubenet", pod_cidr: pods }],
    default_node_pool: [{ name: "system" }],
  });
  const verdict = (clusters: readonly string[]): string => {
    const ranges = ["10.1.2.0/24", "10.1.3.0/24"];
    const { things } = readPlan({
      values: {
        ...node("gateway", "10.1.4.0/24"),
        ...Object.fromEntries(clusters.flatMap((name, i) => Object.entries(node(name, ranges[i] ?? "")))),
        ...Object.fromEntries(
          clusters.map((name, i) => [`azurerm_kubernetes_cluster.${name}`, cluster(`10.24${i}.0.0/16`)]),
        ),
        "azurerm_function_app_flex_consumption.sync": { app_settings: { ROUTE_SYNC_QUEUE: "q" } },
      },
      references: {
        ...Object.fromEntries(
          ["gateway", ...clusters].map((name) => [
            `azurerm_subnet_route_table_association.${name}`,
            associated(name),
          ]),
        ),
        "azurerm_function_app_flex_consumption.sync": {
          app_settings: ["gateway", ...clusters].map((name) => `azurerm_route_table.${name}.id`),
        },
      },
      blocks: Object.fromEntries(
        clusters.map((name) => [
          `azurerm_kubernetes_cluster.${name}`,
          { default_node_pool: [{ vnet_subnet_id: { references: [`azurerm_subnet.${name}.id`] } }] },
        ]),
      ),
    });
    const question = { from: "azurerm_subnet.gateway", protocol: "TCP", port: 80 } as const;
    return trace({ ...question, to: "azurerm_kubernetes_cluster.one/pod" }, readModel(things)).verdict;
  };

  it("are those whose tables the settings refer to", () => {
    expect(verdict(["one"])).toBe("delivered");
  });

  it("are unknown with several sources, of which the plan does not say which is whose", () => {
    expect(verdict(["one", "two"])).toBe("unknown");
  });
});

describe("data sources", () => {
  const network = {
    id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub",
    name: "hub",
    address_space: ["10.0.0.0/16"],
  };
  const prior = (values: Json): Json => ({
    prior_state: {
      values: {
        root_module: {
          resources: [
            {
              address: "data.azurerm_virtual_network.hub",
              mode: "data",
              type: "azurerm_virtual_network",
              name: "hub",
              values,
            },
          ],
        },
      },
    },
  });
  const networks = (things: readonly Thing[]): readonly string[] =>
    things.filter(({ type }) => type === "azurerm_virtual_network").map(({ address }) => address);

  it("are read from the prior state", () => {
    expect(networks(readPlan({ values: {}, rest: prior(network) }).things)).toContain(
      "data.azurerm_virtual_network.hub",
    );
  });

  it("do not repeat what the plan manages", () => {
    const managed = { "azurerm_virtual_network.hub": { ...network, id: network.id.toLowerCase() } };
    expect(networks(readPlan({ values: managed, rest: prior(network) }).things)).toEqual([
      "azurerm_virtual_network.main",
      "azurerm_virtual_network.hub",
    ]);
  });
});

it("leaves out what Terraform has replaced and is about to destroy", () => {
  const network = {
    address: "azurerm_virtual_network.main",
    mode: "managed",
    type: "azurerm_virtual_network",
    name: "main",
  };
  const resources = [
    { ...network, values: { name: "vnet", address_space: ["10.1.0.0/16"] } },
    { ...network, deposed_key: "abcd1234", values: { name: "vnet", address_space: ["10.9.0.0/16"] } },
  ];
  const { things } = readPlan({ values: {}, rest: { planned_values: { root_module: { resources } } } });
  expect(things).toHaveLength(1);
});
