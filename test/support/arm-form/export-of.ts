/** The state of an example as an export of Azure Resource Manager, with the state of what is not read of it. */
import type { AzurermMajor } from "@aks-topology/terraform";
import type { StateResource } from "../terraform/state.js";
import { armForm, listOf, MissingInForm, textOf, valuesOf, type Form, type Values } from "./form.js";
import { OTHER_POOL } from "./cluster-forms.js";
import { FORMS } from "./forms.js";

export interface Exported {
  /** Resources in the shape of the REST API. */
  readonly exported: readonly Values[];
  /** Resources of types without a form or with a value that theirs has no place for, and parts of what is not in the state. */
  readonly rest: readonly StateResource[];
  /** What forms have no place for. */
  readonly missing: readonly string[];
}

/** A resource of the export that is still being put together. */
interface Shown {
  readonly id: string;
  readonly values: Record<string, unknown>;
}

export function exportOf(made: readonly StateResource[], major: AzurermMajor): Exported {
  const state = withIdsOfAzure(made);
  const shown = new Map<string, Shown>();
  const rest: StateResource[] = [];
  const children: Values[] = [];
  const missing: string[] = [];
  const formOf = ({ type, values }: StateResource, form: Form | undefined): Values | undefined => {
    try {
      return form && armForm(type, values, form, major);
    } catch (error) {
      if (!(error instanceof MissingInForm)) throw error;
      missing.push(error.message);
      return undefined;
    }
  };
  for (const resource of state) {
    const values = formOf(resource, FORMS[resource.type]);
    if (values === undefined) {
      rest.push(resource);
      continue;
    }
    const id = idOf(resource);
    shown.set(id.toLowerCase() + resource.type, { id, values: finished({ ...values, id }) });
    children.push(...childrenOf(resource, id));
  }
  const owner = (type: string, id: unknown): Record<string, unknown> | undefined =>
    shown.get(String(id).toLowerCase() + type)?.values;
  const left = rest.filter((resource) => !isAdded(resource, owner, formOf));
  return {
    exported: [
      ...[...shown.values()].map(({ id, values }) => ({ ...values, type: typeOf(id) })),
      ...children,
    ],
    rest: left,
    missing,
  };
}

/** The state with ids of roles and node resource groups as Azure has them: the provider under test makes up others. */
function withIdsOfAzure(state: readonly StateResource[]): readonly StateResource[] {
  const text = state.reduce((all, resource) => {
    const { type, values } = resource;
    const [subscription] = /^\/subscriptions\/[^/]+/.exec(textOf(values["id"])) ?? [];
    const group = `${String(subscription)}/resourceGroups/${textOf(values["node_resource_group"])}`;
    if (type === "azurerm_role_definition")
      return replaced(all, values["role_definition_resource_id"], idOf(resource));
    return type === "azurerm_kubernetes_cluster"
      ? replaced(all, values["node_resource_group_id"], group)
      : all;
  }, JSON.stringify(state));
  return JSON.parse(text) as readonly StateResource[];
}

/** The text with an id, alone or at the beginning of others, in place of another. */
function replaced(text: string, madeUp: unknown, id: string): string {
  return typeof madeUp === "string" ? text.replaceAll(`"${madeUp}`, `"${id}`) : text;
}

/** A resource as commands of the Azure CLI print it: with its properties merged into it, and theirs into them. */
export function asOfCli(value: object): object {
  const merged = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(merged);
    return typeof inner === "object" && inner !== null ? asOfCli(inner) : inner;
  };
  const { properties, ...own } = valuesOf(value);
  return Object.fromEntries(
    Object.entries({ ...valuesOf(properties), ...own }).map(([name, inner]) => [name, merged(inner)]),
  );
}

/** Adds a part to the resource that Azure shows it in. @returns false where that is not in the state */
function isAdded(
  resource: StateResource,
  owner: (type: string, id: unknown) => Record<string, unknown> | undefined,
  formOf: (resource: StateResource, form: Form) => Values | undefined,
): boolean {
  const { type, values } = resource;
  const add = (kind: string, id: unknown, name: string, value: unknown): boolean => {
    const values = owner(kind, id);
    if (values === undefined) return false;
    const properties = { ...valuesOf(values["properties"]) };
    properties[name] = Array.isArray(value)
      ? [...listOf(properties[name] ?? []), ...(value as readonly unknown[])]
      : value;
    values["properties"] = properties;
    return true;
  };
  const subnet = values["subnet_id"];
  switch (type) {
    case "azurerm_subnet_network_security_group_association":
      return add("azurerm_subnet", subnet, "networkSecurityGroup", {
        id: values["network_security_group_id"],
      });
    case "azurerm_subnet_route_table_association":
      return add("azurerm_subnet", subnet, "routeTable", { id: values["route_table_id"] });
    case "azurerm_subnet_nat_gateway_association":
      return add("azurerm_subnet", subnet, "natGateway", { id: values["nat_gateway_id"] });
    case "azurerm_nat_gateway_public_ip_association":
      return add("azurerm_nat_gateway", values["nat_gateway_id"], "publicIpAddresses", [
        { id: values["public_ip_address_id"] },
      ]);
    case "azurerm_nat_gateway_public_ip_prefix_association":
      return add("azurerm_nat_gateway", values["nat_gateway_id"], "publicIpPrefixes", [
        { id: values["public_ip_prefix_id"] },
      ]);
    case "azurerm_kubernetes_cluster_node_pool": {
      const pool = formOf(resource, OTHER_POOL);
      return (
        pool !== undefined &&
        add("azurerm_kubernetes_cluster", values["kubernetes_cluster_id"], "agentPoolProfiles", [
          { name: values["name"], ...pool },
        ])
      );
    }
    case "azurerm_cdn_frontdoor_custom_domain_association":
      // A route has them.
      return true;
    default:
      return false;
  }
}

/** What Azure has in another place than where the tables of the forms can put it. */
function finished(values: Values): Record<string, unknown> {
  const properties = { ...valuesOf(values["properties"]) };
  const rules = ["NatRule", "NetworkRule", "ApplicationRule"].flatMap((kind) => {
    const collections = listOf(properties[kind] ?? []);
    properties[kind] = undefined;
    return collections;
  });
  if (rules.length > 0) properties["ruleCollections"] = rules;
  const own = Array.isArray(properties["agentPoolProfiles"]);
  if (own)
    properties["agentPoolProfiles"] = listOf(properties["agentPoolProfiles"]).map((pool) => ({
      mode: "System",
      osType: "Linux",
      ...valuesOf(pool),
    }));
  // Among what Azure adds to most resources, so that none has its name alone.
  return { ...values, properties: { resourceGuid: "00000000-0000-4000-8000-00000000000e", ...properties } };
}

const WINDOWS = {
  maintenance_window_auto_upgrade: "aksManagedAutoUpgradeSchedule",
  maintenance_window_node_os: "aksManagedNodeOSUpgradeSchedule",
};

/** What azurerm has inside of a resource, and Azure below it. */
function childrenOf({ type, values }: StateResource, id: string): readonly Values[] {
  if (type === "azurerm_kubernetes_cluster")
    return Object.entries(WINDOWS).flatMap(([attribute, name]) =>
      listOf(values[attribute] ?? []).map((window) =>
        maintenance(`${id}/maintenanceConfigurations/${name}`, valuesOf(window)),
      ),
    );
  if (type === "azurerm_private_endpoint")
    return listOf(values["private_dns_zone_group"] ?? []).map((group) => {
      const { name, private_dns_zone_ids: zones } = valuesOf(group);
      return {
        id: `${id}/privateDnsZoneGroups/${String(name)}`,
        name,
        properties: {
          privateDnsZoneConfigs: listOf(zones).map((zone) => ({
            name: String(zone).split("/").at(-1),
            properties: { privateDnsZoneId: zone },
          })),
        },
      };
    });
  return [];
}

function maintenance(id: string, window: Values): Values {
  return {
    id,
    name: id.split("/").at(-1),
    properties: {
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek: window["day_of_week"], intervalWeeks: window["interval"] } },
        durationHours: window["duration"],
        startDate: "2026-01-01",
        startTime: window["start_time"],
        utcOffset: window["utc_offset"],
      },
    },
  };
}

/** The id in Azure, where azurerm makes up another or the provider under test knows no path. */
function idOf({ type, values }: StateResource): string {
  const [id = "", name = "", group = ""] = ["id", "name", "resource_group_name"].map((key) =>
    textOf(values[key]),
  );
  const subscription = /^\/subscriptions\/[^/]+/.exec(id)?.[0] ?? "";
  const inGroup = (path: string): string => `${subscription}/resourceGroups/${group}/providers/${path}`;
  switch (type) {
    case "azurerm_monitor_diagnostic_setting":
      return `${textOf(values["target_resource_id"])}/providers/Microsoft.Insights/diagnosticSettings/${name}`;
    case "azurerm_monitor_data_collection_rule_association":
      return `${textOf(values["target_resource_id"])}/providers/Microsoft.Insights/dataCollectionRuleAssociations/${name}`;
    case "azurerm_federated_identity_credential":
      return `${textOf(values["parent_id"] ?? values["user_assigned_identity_id"])}/federatedIdentityCredentials/${name}`;
    case "azurerm_monitor_alert_prometheus_rule_group":
      return inGroup(`Microsoft.AlertsManagement/prometheusRuleGroups/${name}`);
    case "azurerm_private_dns_zone_virtual_network_link":
      return typeof values["private_dns_zone_id"] === "string"
        ? `${values["private_dns_zone_id"]}/virtualNetworkLinks/${name}`
        : inGroup(
            `Microsoft.Network/privateDnsZones/${textOf(values["private_dns_zone_name"])}/virtualNetworkLinks/${name}`,
          );
    case "azurerm_network_watcher_flow_log":
      return inGroup(
        `Microsoft.Network/networkWatchers/${textOf(values["network_watcher_name"])}/flowLogs/${name}`,
      );
    case "azurerm_monitor_scheduled_query_rules_alert_v2":
      return inGroup(`Microsoft.Insights/scheduledQueryRules/${name}`);
    case "azurerm_dns_a_record":
      return inGroup(`Microsoft.Network/dnsZones/${textOf(values["zone_name"])}/A/${name}`);
    case "azurerm_private_dns_a_record":
      return inGroup(`Microsoft.Network/privateDnsZones/${textOf(values["zone_name"])}/A/${name}`);
    case "azurerm_role_definition":
      return id.split("|")[0] ?? "";
    default:
      return id;
  }
}

/** The type that an id says, as Azure writes it at the top of each resource. */
function typeOf(id: string): string {
  const [, provider, path = ""] = /^.*\/providers\/([^/]+)\/(.+)$/.exec(id) ?? [];
  if (provider === undefined) return "Microsoft.Resources/resourceGroups";
  return [provider, ...path.split("/").filter((_, i) => i % 2 === 0)].join("/");
}
