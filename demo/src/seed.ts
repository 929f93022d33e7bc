import type { Simulator } from "@aks-topology/simulator";
import { isKnown, type ResolvedElement, type ResolvedStacks } from "@aks-topology/terraform";
import { objectOf, objectsOf, textOf, textsOf, type JsonObject } from "./json.js";

/**
 * Seeds the simulator with what `terraform apply` creates, as far as the demonstration uses it: networks with their
 * subnets, route tables with Terraform's routes, clusters, action groups and alerts.
 */
export function seed(simulator: Simulator, stacks: Elements): void {
  for (const [type, body] of Object.entries(BODIES)) {
    for (const element of stacks.elements(type))
      simulator.seed(textOf(element.attribute("id")), known(element, body(element, stacks)));
  }
  associateExisting(simulator, stacks);
}

/** The resources of a platform by type: of its synthesized stacks, or of a state. */
export type Elements = Pick<ResolvedStacks, "elements">;

/** Associates tables with subnets that exist already. */
function associateExisting(simulator: Simulator, stacks: Elements): void {
  const own = stacks.elements("azurerm_subnet").map(({ attribute }) => attribute("id"));
  for (const { attribute } of stacks.elements("azurerm_subnet_route_table_association")) {
    const subnet = textOf(attribute("subnet_id"));
    const body = simulator.stored(subnet);
    if (own.includes(subnet) || body === undefined) continue;
    const properties = { ...objectOf(body["properties"]), routeTable: { id: attribute("route_table_id") } };
    simulator.seed(subnet, { ...body, properties });
  }
}

type Body = (element: ResolvedElement, stacks: Elements) => JsonObject;

/** Bodies in Azure's terms by type in Terraform, in the order of their dependencies. */
const BODIES: Readonly<Record<string, Body>> = {
  azurerm_virtual_network: ({ attribute }) => ({
    location: attribute("location"),
    properties: { addressSpace: { addressPrefixes: attribute("address_space") } },
  }),
  azurerm_route_table: ({ attribute }, stacks) => ({
    location: attribute("location"),
    ...tags(attribute("tags")),
    properties: {
      disableBgpRoutePropagation: attribute("bgp_route_propagation_enabled") === false,
      routes: stacks.elements("azurerm_route").filter(isOf(attribute)).map(route),
    },
  }),
  azurerm_subnet: ({ attribute }, stacks) => {
    const association = stacks
      .elements("azurerm_subnet_route_table_association")
      .find((candidate) => candidate.attribute("subnet_id") === attribute("id"));
    // A subnet that is created with its table names it itself.
    const table = association?.attribute("route_table_id") ?? attribute("route_table_id_wo");
    const prefixes = textsOf(attribute("address_prefixes"));
    return {
      properties: {
        ...(prefixes.length === 1 ? { addressPrefix: prefixes[0] } : { addressPrefixes: prefixes }),
        ...(table === undefined ? {} : { routeTable: { id: table } }),
      },
    };
  },
  azurerm_kubernetes_cluster: ({ attribute }, stacks) => ({
    location: attribute("location"),
    properties: {
      nodeResourceGroup: attribute("node_resource_group"),
      networkProfile: networkProfile(objectOf(objectsOf(attribute("network_profile"))[0])),
      agentPoolProfiles: pools(attribute, stacks),
    },
  }),
  azurerm_monitor_action_group: ({ attribute }) => ({
    location: "Global",
    properties: {
      enabled: true,
      groupShortName: attribute("short_name"),
      webhookReceivers: objectsOf(attribute("webhook_receiver")).map((receiver) => ({
        name: receiver["name"],
        serviceUri: receiver["service_uri"],
        useCommonAlertSchema: receiver["use_common_alert_schema"] === true,
      })),
      azureFunctionReceivers: objectsOf(attribute("azure_function_receiver")).map((receiver) => ({
        name: receiver["name"],
        functionName: receiver["function_name"],
        httpTriggerUrl: receiver["http_trigger_url"],
        useCommonAlertSchema: receiver["use_common_alert_schema"] === true,
      })),
    },
  }),
  azurerm_monitor_activity_log_alert: ({ attribute }) => ({
    location: "Global",
    properties: {
      enabled: attribute("enabled") !== false,
      scopes: attribute("scopes"),
      condition: { allOf: criteria(objectOf(objectsOf(attribute("criteria"))[0])) },
      actions: {
        actionGroups: objectsOf(attribute("action")).map((action) => ({
          actionGroupId: action["action_group_id"],
        })),
      },
    },
  }),
};

/** @throws Error for a value that the expressions of a synthesized platform never need */
function known({ address }: ResolvedElement, body: JsonObject): JsonObject {
  if (!isKnown(body)) throw new Error(`${address} has an argument that is known only after apply.`);
  return body;
}

type Attribute = ResolvedElement["attribute"];

function isOf(table: Attribute): (route: ResolvedElement) => boolean {
  return ({ attribute }) =>
    attribute("route_table_name") === table("name") &&
    attribute("resource_group_name") === table("resource_group_name");
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

function networkProfile(profile: JsonObject): JsonObject {
  const names = {
    networkPlugin: "network_plugin",
    networkPluginMode: "network_plugin_mode",
    outboundType: "outbound_type",
    podCidr: "pod_cidr",
    podCidrs: "pod_cidrs",
  };
  return Object.fromEntries(
    Object.entries(names)
      .map(([azure, terraform]) => [azure, profile[terraform]] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** The pools of a cluster, without nodes: they join in the story. */
function pools(cluster: Attribute, stacks: Elements): JsonObject[] {
  const others = stacks
    .elements("azurerm_kubernetes_cluster_node_pool")
    .filter(({ attribute }) => attribute("kubernetes_cluster_id") === cluster("id"))
    .map(({ attribute }) => ({
      name: attribute("name"),
      vnetSubnetID: attribute("vnet_subnet_id"),
      count: 0,
    }));
  return [
    ...objectsOf(cluster("default_node_pool")).map((pool) => ({
      name: pool["name"],
      vnetSubnetID: pool["vnet_subnet_id"],
      count: 0,
    })),
    ...others,
  ];
}

/** Each criterion becomes a condition: `resource_id` of Terraform is the field `resourceId` of Azure. */
function criteria(block: JsonObject): JsonObject[] {
  return Object.entries(block)
    .filter(([, value]) => typeof value === "string")
    .map(([name, equals]) => ({
      field: name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      equals,
    }));
}

function tags(value: unknown): JsonObject {
  return Object.keys(objectOf(value)).length === 0 ? {} : { tags: value };
}
