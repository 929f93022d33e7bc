/** What the resource groups of a platform have, as Azure Resource Manager shows it. */
import type { Io } from "../io.js";
import { UsageError } from "../errors.js";
import type { ArmClient } from "./arm-client.js";
import { connectAzure, subscriptionOf } from "./connect.js";
import { textAt, type JsonObject } from "./json.js";
import type { AzureOptions } from "./options.js";

const RESOURCES = "2021-04-01";
const AUTHORIZATION = "2022-04-01";
const NETWORK = "2024-05-01";

const INSIGHTS_SETTINGS = "2021-05-01-preview";
const DATA_COLLECTION = "2023-03-11";

/** The API of each kind that is read; of others only their names are known. In lower case. Source: Azure's REST specifications. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  "microsoft.alertsmanagement/prometheusrulegroups": "2023-03-01",
  "microsoft.cdn/profiles": "2024-02-01",
  "microsoft.cdn/profiles/afdendpoints": "2024-02-01",
  "microsoft.containerservice/managedclusters": "2025-05-01",
  "microsoft.insights/actiongroups": "2023-01-01",
  "microsoft.insights/activitylogalerts": "2020-10-01",
  "microsoft.insights/datacollectionendpoints": DATA_COLLECTION,
  "microsoft.insights/datacollectionrules": DATA_COLLECTION,
  "microsoft.insights/metricalerts": "2018-03-01",
  "microsoft.insights/scheduledqueryrules": "2021-08-01",
  "microsoft.keyvault/vaults": "2023-07-01",
  "microsoft.managedidentity/userassignedidentities": "2023-01-31",
  "microsoft.monitor/accounts": "2023-04-03",
  "microsoft.network": NETWORK,
  "microsoft.network/dnsforwardingrulesets": "2022-07-01",
  "microsoft.network/dnsresolvers": "2022-07-01",
  "microsoft.network/dnsresolvers/inboundendpoints": "2022-07-01",
  "microsoft.network/dnsresolvers/outboundendpoints": "2022-07-01",
  "microsoft.network/dnszones": "2018-05-01",
  "microsoft.network/frontdoorwebapplicationfirewallpolicies": "2024-02-01",
  "microsoft.network/privatednszones": "2020-06-01",
  "microsoft.network/privatednszones/virtualnetworklinks": "2020-06-01",
  "microsoft.operationalinsights/workspaces": "2023-09-01",
  "microsoft.servicenetworking": "2023-11-01",
};

/** Resources that Azure shows only below their owner, by its type in lower case. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  "microsoft.cdn/profiles": ["originGroups", "customDomains", "secrets", "securityPolicies"],
  "microsoft.cdn/profiles/afdendpoints": ["routes"],
  "microsoft.cdn/profiles/origingroups": ["origins"],
  "microsoft.containerservice/managedclusters": ["maintenanceConfigurations"],
  "microsoft.managedidentity/userassignedidentities": ["federatedIdentityCredentials"],
  "microsoft.network/dnsforwardingrulesets": ["forwardingRules", "virtualNetworkLinks"],
  "microsoft.network/dnszones": ["A"],
  "microsoft.network/firewallpolicies": ["ruleCollectionGroups"],
  "microsoft.network/privatednszones": ["A"],
  "microsoft.network/privateendpoints": ["privateDnsZoneGroups"],
  "microsoft.network/virtualhubs": ["hubVirtualNetworkConnections", "routingIntent"],
  "microsoft.servicenetworking/trafficcontrollers": ["associations", "frontends", "securityPolicies"],
};

/** Types of which Azure Monitor has settings, in lower case: it refuses the question for others. Source: supported resource logs. */
const WITH_SETTINGS: ReadonlySet<string> = new Set([
  "microsoft.cdn/profiles",
  "microsoft.containerservice/managedclusters",
  "microsoft.insights/datacollectionrules",
  "microsoft.keyvault/vaults",
  "microsoft.network/applicationgateways",
  "microsoft.network/azurefirewalls",
  "microsoft.network/bastionhosts",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/publicipaddresses",
  "microsoft.network/virtualnetworkgateways",
  "microsoft.network/virtualnetworks",
  "microsoft.operationalinsights/workspaces",
  "microsoft.servicenetworking/trafficcontrollers",
]);

/**
 * All of what is in resource groups, and the roles of their subscriptions with their assignments.
 * @param groups names, or ids in any subscription
 * @throws UsageError
 */
export async function liveGroups(
  groups: readonly string[],
  options: AzureOptions,
  io: Io,
): Promise<readonly JsonObject[]> {
  const subscription = subscriptionOf(options, io);
  const ids = groups.map((group) => groupId(group, subscription));
  const arm = await connectAzure(options, io);
  const subscriptions = new Set(ids.map((id) => id.split("/").slice(0, 3).join("/")));
  const found: JsonObject[] = [];
  for (const id of ids) found.push(...(await groupIn(arm, id)));
  for (const each of subscriptions)
    for (const kind of ["roleAssignments", "roleDefinitions"])
      found.push(...(await arm.list(`${each}/providers/Microsoft.Authorization/${kind}`, AUTHORIZATION)));
  return found;
}

function groupId(group: string, subscription: string | undefined): string {
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(group)) return group;
  if (group.includes("/"))
    throw new UsageError(
      `"${group}" is no resource group.`,
      "Name it by its name, or by its id /subscriptions/…/resourceGroups/NAME.",
    );
  if (subscription === undefined)
    throw new UsageError(
      `The subscription of resource group ${group} is not known.`,
      "Name it with --subscription, set ARM_SUBSCRIPTION_ID, or use the id of the group.",
      "SUBSCRIPTION_UNKNOWN",
    );
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

/** A group and its resources. @throws UsageError where there is no such group */
async function groupIn(arm: ArmClient, id: string): Promise<readonly JsonObject[]> {
  const group = await arm.get(id, RESOURCES);
  if (group === undefined)
    throw new UsageError(
      `Resource group ${id} does not exist.`,
      "Check its name and --subscription.",
      "NOTHING_TO_ADOPT",
    );
  const found: JsonObject[] = [group];
  for (const item of await arm.list(`${id}/resources`, RESOURCES)) found.push(...(await shown(arm, item)));
  return found;
}

/** A resource of a list, which has no properties, with them where its kind is read. */
async function shown(arm: ArmClient, item: JsonObject): Promise<readonly JsonObject[]> {
  const [id = "", type = ""] = [textAt(item, "id"), textAt(item, "type")?.toLowerCase()];
  const apiVersion = API_VERSIONS[type] ?? API_VERSIONS[type.split("/")[0] ?? ""];
  if (apiVersion === undefined) return [item];
  const resource = (await arm.get(id, apiVersion)) ?? item;
  return [resource, ...(await below(arm, { id, type, apiVersion })), ...(await extensions(arm, id, type))];
}

/** What Azure Monitor has of a resource: its settings, and the rules by which data of it is collected. */
async function extensions(arm: ArmClient, id: string, type: string): Promise<readonly JsonObject[]> {
  const list = (kind: string, apiVersion: string): Promise<readonly JsonObject[]> =>
    arm.list(`${id}/providers/Microsoft.Insights/${kind}`, apiVersion);
  const settings = WITH_SETTINGS.has(type) ? await list("diagnosticSettings", INSIGHTS_SETTINGS) : [];
  const isCluster = type === "microsoft.containerservice/managedclusters";
  return isCluster
    ? [...settings, ...(await list("dataCollectionRuleAssociations", DATA_COLLECTION))]
    : settings;
}

interface Owner {
  readonly id: string;
  /** In lower case. */
  readonly type: string;
  readonly apiVersion: string;
}

/** What Azure shows only below a resource, with what is below that. */
async function below(arm: ArmClient, { id, type, apiVersion }: Owner): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (const kind of BELOW[type] ?? [])
    for (const part of await arm.list(`${id}/${kind}`, apiVersion)) {
      const owner = { id: textAt(part, "id") ?? "", type: `${type}/${kind.toLowerCase()}`, apiVersion };
      found.push(part, ...(await below(arm, owner)));
    }
  return found;
}
