import { withLive, type LiveCluster, type MigrationPlan, type MigrationTarget } from "@aks-topology/platform";
import type { Io } from "../io.js";
import { demandList, demandText, type ArmClient } from "./arm-client.js";
import { connectAzure, subscriptionOf } from "./connect.js";
import { at, objectsAt, textAt, type JsonObject } from "./json.js";
import type { AzureOptions } from "./options.js";
import { inSubscription } from "./subscription.js";

const AKS = "2025-05-01";
const NETWORK = "2024-05-01";

/** The preflight of a plan with what Azure shows of its clusters. @throws UsageError */
export async function livePreflight(
  plan: MigrationPlan,
  options: AzureOptions,
  io: Io,
): Promise<MigrationPlan["preflight"]> {
  const arm = await connectAzure(options, io);
  const subscription = subscriptionOf(options, io);
  let { preflight } = plan;
  for (const target of plan.targets)
    preflight = withLive(preflight, target.cluster, await readCluster(arm, target, subscription));
  return preflight;
}

async function readCluster(
  arm: ArmClient,
  { id, gatewayTable }: MigrationTarget,
  subscription: string | undefined,
): Promise<LiveCluster | undefined> {
  const body = await arm.get(inSubscription(id, subscription), AKS);
  if (body === undefined) return undefined;
  const pools = demandList(body, "properties.agentPoolProfiles").map(poolIn);
  const text = (path: string): string => textAt(body, path) ?? "";
  return {
    provisioningState: text("properties.provisioningState"),
    powerState: text("properties.powerState.code"),
    identity: text("identity.type"),
    kubernetesVersion: text("properties.currentKubernetesVersion") || text("properties.kubernetesVersion"),
    plugin: demandText(body, "properties.networkProfile.networkPlugin"),
    pluginMode: text("properties.networkProfile.networkPluginMode"),
    networkPolicy: text("properties.networkProfile.networkPolicy"),
    hasAgicAddon: hasAgic(body),
    pools,
    table: await tableOf(arm, pools, text("properties.nodeResourceGroup")),
    mirrored: gatewayTable === undefined ? undefined : await nodeRoutes(arm, gatewayTable, subscription),
  };
}

function hasAgic(cluster: JsonObject): boolean {
  const profiles = at(cluster, "properties.addonProfiles");
  const names = typeof profiles === "object" && profiles !== null ? Object.keys(profiles) : [];
  const agic = names.find((name) => name.toLowerCase() === "ingressapplicationgateway");
  return agic !== undefined && at(profiles, `${agic}.enabled`) === true;
}

function poolIn(pool: JsonObject): LiveCluster["pools"][number] {
  return {
    name: textAt(pool, "name") ?? "",
    vmSize: textAt(pool, "vmSize") ?? "",
    provisioningState: textAt(pool, "provisioningState") ?? "",
    subnet: textAt(pool, "vnetSubnetID") ?? "",
  };
}

async function tableOf(
  arm: ArmClient,
  pools: LiveCluster["pools"],
  nodeGroup: string,
): Promise<LiveCluster["table"]> {
  for (const { subnet } of pools) {
    const table =
      subnet === "" ? undefined : textAt(await arm.get(subnet, NETWORK), "properties.routeTable.id");
    const body = table === undefined ? undefined : await arm.get(table, NETWORK);
    if (table === undefined || body === undefined) continue;
    return {
      id: table,
      isManaged: table.toLowerCase().includes(`/resourcegroups/${nodeGroup.toLowerCase()}/`),
      subnets: objectsAt(body, "properties.subnets").flatMap((item) => textAt(item, "id") ?? []),
    };
  }
  return undefined;
}

/** Names of the routes to nodes, as AKS calls them. */
async function nodeRoutes(
  arm: ArmClient,
  table: string,
  subscription: string | undefined,
): Promise<readonly string[] | undefined> {
  const body = await arm.get(inSubscription(table, subscription), NETWORK);
  if (body === undefined) return undefined;
  return demandList(body, "properties.routes")
    .filter((route) => textAt(route, "properties.nextHopType") === "VirtualAppliance")
    .flatMap((route) => textAt(route, "name") ?? [])
    .filter((name) => name.toLowerCase().startsWith("aks"));
}
