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

/** The API of each kind that is read; of others only their names are known. In lower case. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  "microsoft.network": NETWORK,
  "microsoft.network/privatednszones": "2020-06-01",
  "microsoft.network/privatednszones/virtualnetworklinks": "2020-06-01",
  "microsoft.containerservice/managedclusters": "2025-05-01",
  "microsoft.managedidentity/userassignedidentities": "2023-01-31",
  "microsoft.operationalinsights/workspaces": "2023-09-01",
  "microsoft.cdn/profiles": "2024-02-01",
  "microsoft.cdn/profiles/afdendpoints": "2024-02-01",
  "microsoft.servicenetworking": "2023-11-01",
};

/** Resources that Azure shows only below their owner, by its type in lower case. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  "microsoft.cdn/profiles": ["originGroups", "customDomains"],
  "microsoft.cdn/profiles/afdendpoints": ["routes"],
  "microsoft.cdn/profiles/origingroups": ["origins"],
  "microsoft.network/firewallpolicies": ["ruleCollectionGroups"],
  "microsoft.network/virtualhubs": ["hubVirtualNetworkConnections", "routingIntent"],
  "microsoft.servicenetworking/trafficcontrollers": ["associations", "frontends", "securityPolicies"],
};

/**
 * All of what is in resource groups, and the role assignments of their subscriptions.
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
    found.push(
      ...(await arm.list(`${each}/providers/Microsoft.Authorization/roleAssignments`, AUTHORIZATION)),
    );
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
  return [resource, ...(await below(arm, { id, type, apiVersion }))];
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
