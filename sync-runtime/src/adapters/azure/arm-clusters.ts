import { SyncError } from "../../domain/errors.js";
import { ClusterId, ResourceGroupId } from "../../domain/ids.js";
import { isJsonObject, stringAt, type JsonObject } from "../../domain/json.js";
import type { Cluster, Clusters, NodePool } from "../../ports/clusters.js";
import type { Call } from "../../ports/route-tables.js";
import type { ArmRequest, ArmRequests } from "./arm-requests.js";
import { counted } from "../../domain/counted.js";

const AKS_VERSION = "2025-05-01";

/** What Azure alone sets, and refuses or ignores in a write. */
const READ_ONLY = new Set([
  "provisioningState",
  "currentOrchestratorVersion",
  "nodeImageVersion",
  "eTag",
  "status",
]);

/** AKS clusters over the Resource Manager. */
export class ArmClusters implements Clusters {
  readonly #requests: ArmRequests;

  constructor(requests: ArmRequests) {
    this.#requests = requests;
  }

  async read(id: ClusterId, call: Call): Promise<Cluster> {
    const request = aks("read", `cluster ${id.toString()}`, id.toString());
    const cluster = clusterIn(await this.#requests.get(request, call));
    if (cluster === null) throw this.#requests.unreadable(request, "it is no cluster");
    return cluster;
  }

  async list(subscription: string, call: Call): Promise<readonly Cluster[]> {
    const path = `/subscriptions/${subscription}/providers/Microsoft.ContainerService/managedClusters`;
    const request = aks("list", `the clusters of subscription ${subscription}`, path);
    return (await this.#requests.list(request, call)).flatMap((body) => clusterIn(body) ?? []);
  }

  async ownerOf(group: ResourceGroupId, call: Call): Promise<ClusterId | null> {
    const path = group.toString();
    const request: ArmRequest = {
      verb: "read",
      what: `resource group ${path}`,
      path,
      apiVersion: "2021-04-01",
    };
    const body = await this.#requests.get(request, call);
    return ClusterId.parse(stringAt(body, "managedBy") ?? "");
  }

  async pool(cluster: ClusterId, name: string, call: Call): Promise<NodePool> {
    const { pool } = await this.#pool(cluster, name, call);
    return pool;
  }

  async scale(cluster: ClusterId, name: string, from: number, to: number, call: Call): Promise<void> {
    const { pool, body, properties } = await this.#pool(cluster, name, call);
    if (pool.nodes !== from) throw scaledByOthers(pool, from);
    const kept = Object.entries(properties).filter(([key]) => !READ_ONLY.has(key));
    const etag = stringAt(properties, "eTag");
    const request: ArmRequest = {
      ...aks("write", `pool ${name} of ${cluster.name}`, poolPath(cluster, name)),
      method: "PUT",
      body: { ...body, properties: { ...Object.fromEntries(kept), count: to } },
      ...(etag === undefined ? {} : { ifMatch: etag }),
    };
    this.#requests.demand(await this.#requests.send(request, call), request);
  }

  async #pool(
    cluster: ClusterId,
    name: string,
    call: Call,
  ): Promise<{ pool: NodePool; body: JsonObject; properties: JsonObject }> {
    const request = aks("read", `pool ${name} of ${cluster.name}`, poolPath(cluster, name));
    const body = await this.#requests.get(request, call);
    const { properties } = body;
    if (!isJsonObject(properties)) throw this.#requests.unreadable(request, "it is no pool");
    const pool = poolIn({ ...properties, name });
    if (pool === null) throw this.#requests.unreadable(request, "it is no pool");
    return { pool, body, properties };
  }
}

function aks(verb: ArmRequest["verb"], what: string, path: string): ArmRequest {
  return { verb, what, path, apiVersion: AKS_VERSION };
}

function poolPath(cluster: ClusterId, name: string): string {
  return `${cluster.toString()}/agentPools/${name}`;
}

function clusterIn(body: JsonObject): Cluster | null {
  const id = ClusterId.parse(stringAt(body, "id") ?? "");
  const properties = isJsonObject(body["properties"]) ? body["properties"] : {};
  const network = isJsonObject(properties["networkProfile"]) ? properties["networkProfile"] : {};
  const nodeGroup = stringAt(properties, "nodeResourceGroup");
  const profiles = objectsIn(properties, "agentPoolProfiles");
  const pools = profiles.flatMap((profile) => poolIn(profile) ?? []);
  if (id === null || nodeGroup === undefined || pools.length < profiles.length) return null;
  return {
    id,
    networkPlugin: stringAt(network, "networkPlugin") ?? "",
    nodeGroup: ResourceGroupId.of(id.group.subscription, nodeGroup),
    subnetIds: profiles.flatMap((profile) => stringAt(profile, "vnetSubnetID")?.toLowerCase() ?? []),
    pools,
  };
}

/** Source: Microsoft.ContainerService managedClusters/agentPools; a pool of single machines counts them by size. */
function poolIn(profile: JsonObject): NodePool | null {
  const name = stringAt(profile, "name");
  const machines = objectsIn(profile, "virtualMachineNodesStatus").map((status) => numberAt(status, "count"));
  const nodes = numberAt(profile, "count") ?? machines.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const scaleSet = stringAt(profile, "type") !== "VirtualMachines";
  if (name === undefined || (scaleSet && numberAt(profile, "count") === null)) return null;
  const power = isJsonObject(profile["powerState"]) ? stringAt(profile["powerState"], "code") : undefined;
  const running = power?.toLowerCase() !== "stopped";
  return {
    name,
    mode: stringAt(profile, "mode") ?? "User",
    nodes: running ? nodes : 0,
    autoscaled: profile["enableAutoScaling"] === true,
    scaleSet,
    spot: stringAt(profile, "scaleSetPriority")?.toLowerCase() === "spot",
    running,
    provisioningState: stringAt(profile, "provisioningState") ?? "unknown",
  };
}

function numberAt(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}

function objectsIn(object: JsonObject, key: string): JsonObject[] {
  const value: unknown = object[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function scaledByOthers({ name, nodes }: NodePool, from: number): SyncError {
  return new SyncError({
    code: "EXERCISE_REFUSED",
    fault: "config",
    message: `pool ${name} has ${counted(nodes, "node")} instead of ${from}: another writer scales it`,
    remedy: "Run the exercise when nothing else changes the pool.",
  });
}
