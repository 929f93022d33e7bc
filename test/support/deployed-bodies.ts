/** Bodies of Azure Resource Manager for resources of azurerm, as far as they decide where packets go. */
import type { ResolvedElement, ResolvedStacks } from "@aks-topology/terraform";
import { objectOf, objectsOf, type JsonObject } from "../../demo/src/json.js";

type Attribute = ResolvedElement["attribute"];

/** By type in Terraform, in the order of their dependencies. */
export const BODIES: Readonly<
  Record<string, (element: ResolvedElement, stacks: ResolvedStacks) => JsonObject>
> = {
  azurerm_resource_group: ({ attribute }) => ({ location: attribute("location") }),
  azurerm_route_table: ({ attribute }, stacks) => ({
    location: attribute("location"),
    properties: {
      disableBgpRoutePropagation: attribute("bgp_route_propagation_enabled") === false,
      routes: namedAs(stacks, "azurerm_route", "route_table_name", attribute).map(route),
    },
  }),
  azurerm_network_security_group: ({ attribute }, stacks) => ({
    location: attribute("location"),
    properties: {
      securityRules: namedAs(
        stacks,
        "azurerm_network_security_rule",
        "network_security_group_name",
        attribute,
      ).map(rule),
    },
  }),
  azurerm_virtual_network: ({ attribute }) => ({
    location: attribute("location"),
    properties: { addressSpace: { addressPrefixes: attribute("address_space") } },
  }),
  azurerm_subnet: ({ attribute }, stacks) => ({
    properties: {
      addressPrefixes: attribute("address_prefixes"),
      ...associated(stacks, attribute, "route_table", "routeTable"),
      ...associated(stacks, attribute, "network_security_group", "networkSecurityGroup"),
    },
  }),
  azurerm_virtual_network_peering: ({ attribute }) => ({
    properties: {
      remoteVirtualNetwork: { id: attribute("remote_virtual_network_id") },
      allowVirtualNetworkAccess: attribute("allow_virtual_network_access") !== false,
      allowForwardedTraffic: attribute("allow_forwarded_traffic") === true,
      allowGatewayTransit: attribute("allow_gateway_transit") === true,
      useRemoteGateways: attribute("use_remote_gateways") === true,
    },
  }),
  azurerm_firewall: ({ attribute }) => ({
    location: attribute("location"),
    properties: {
      ipConfigurations: objectsOf(attribute("ip_configuration")).map((item) => ({
        name: item["name"],
        properties: {
          privateIPAddress: item["private_ip_address"],
          ...(item["subnet_id"] === undefined ? {} : { subnet: { id: item["subnet_id"] } }),
        },
      })),
    },
  }),
  azurerm_application_gateway: ({ attribute }) => ({
    location: attribute("location"),
    properties: {
      gatewayIPConfigurations: objectsOf(attribute("gateway_ip_configuration")).map((item) => ({
        name: item["name"],
        properties: { subnet: { id: item["subnet_id"] } },
      })),
    },
  }),
  azurerm_user_assigned_identity: ({ attribute }) => ({ location: attribute("location") }),
  azurerm_kubernetes_cluster: ({ attribute }, stacks) => ({
    location: attribute("location"),
    identity: identity(objectOf(objectsOf(attribute("identity"))[0])),
    properties: {
      nodeResourceGroup: attribute("node_resource_group"),
      networkProfile: networkProfile(objectOf(objectsOf(attribute("network_profile"))[0])),
      agentPoolProfiles: pools(attribute, stacks),
    },
  }),
};

/** What names its parent by name only. */
function namedAs(
  stacks: ResolvedStacks,
  type: string,
  by: string,
  parent: Attribute,
): readonly ResolvedElement[] {
  return stacks
    .elements(type)
    .filter(
      ({ attribute }) =>
        attribute(by) === parent("name") &&
        attribute("resource_group_name") === parent("resource_group_name"),
    );
}

function associated(stacks: ResolvedStacks, subnet: Attribute, thing: string, property: string): JsonObject {
  const id = stacks
    .elements(`azurerm_subnet_${thing}_association`)
    .find(({ attribute }) => attribute("subnet_id") === subnet("id"))
    ?.attribute(`${thing}_id`);
  return id === undefined ? {} : { [property]: { id } };
}

function identity({ type, identity_ids: ids }: JsonObject): JsonObject {
  const assigned = Array.isArray(ids) ? ids.map((id: unknown) => [String(id), {}]) : [];
  return { type, userAssignedIdentities: Object.fromEntries(assigned) as unknown };
}

function networkProfile(profile: JsonObject): JsonObject {
  const names = {
    networkPlugin: "network_plugin",
    networkPluginMode: "network_plugin_mode",
    networkPolicy: "network_policy",
    outboundType: "outbound_type",
    podCidr: "pod_cidr",
  };
  return Object.fromEntries(
    Object.entries(names)
      .map(([azure, terraform]) => [azure, profile[terraform]] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function pools(cluster: Attribute, stacks: ResolvedStacks): readonly JsonObject[] {
  const others = stacks
    .elements("azurerm_kubernetes_cluster_node_pool")
    .filter(({ attribute }) => attribute("kubernetes_cluster_id") === cluster("id"))
    .map(({ attribute }) => ({
      name: attribute("name"),
      vmSize: attribute("vm_size"),
      vnetSubnetID: attribute("vnet_subnet_id"),
      count: 0,
    }));
  const first = objectsOf(cluster("default_node_pool")).map((pool) => ({
    name: pool["name"],
    vmSize: pool["vm_size"],
    vnetSubnetID: pool["vnet_subnet_id"],
    count: 0,
  }));
  return [...first, ...others];
}

function route({ attribute }: ResolvedElement): JsonObject {
  const nextHop = attribute("next_hop_in_ip_address");
  return {
    name: attribute("name"),
    properties: {
      addressPrefix: attribute("address_prefix"),
      nextHopType: attribute("next_hop_type"),
      ...(typeof nextHop === "string" ? { nextHopIpAddress: nextHop } : {}),
    },
  };
}

const RULE = [
  "access",
  "direction",
  "priority",
  "protocol",
  "source_address_prefix",
  "source_address_prefixes",
  "source_port_range",
  "source_port_ranges",
  "destination_address_prefix",
  "destination_address_prefixes",
  "destination_port_range",
  "destination_port_ranges",
];

function rule({ attribute }: ResolvedElement): JsonObject {
  const given = RULE.map((name) => [camel(name), attribute(name)] as const);
  return {
    name: attribute("name"),
    properties: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  };
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
