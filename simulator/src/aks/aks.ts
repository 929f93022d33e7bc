import { lower, parentId, parseArmPath } from "../core/arm-id.js";
import type { Clock } from "../core/clock.js";
import type { SimRequest, SimResponse } from "../core/http.js";
import { asList, asObject, at, asText, isObject, objects, textAt, type JsonObject } from "../core/json.js";
import { stableInt } from "../core/random.js";
import type { World } from "../core/type-row.js";
import { AksCluster } from "./cluster.js";
import { RouteWriter, type Pace } from "./route-writer.js";
import type { ScaleSets } from "./scale-sets.js";

/** A cluster registered with the simulator by hand, where no managedClusters resource describes it. */
export interface ClusterOptions {
  /** Id of the route table that the controller writes. @default that of the cluster's resource */
  readonly table?: string;
  /** Ranges of the pods; a second, IPv6, range makes the cluster dual stack. @default `["10.244.0.0/16"]` */
  readonly podCidrs?: readonly string[];
  /** Ranges of the nodes' addresses, one a family. @default `["10.1.0.0/16"]`, with `fd00:1::/64` on dual stack */
  readonly nodeCidrs?: readonly string[];
  /** @default that of the cluster's resource, else westeurope */
  readonly location?: string;
}

const CLUSTERS = "Microsoft.ContainerService/managedClusters";

/** The node controllers of all clusters. */
export class Aks {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #send: (request: SimRequest, cluster: string) => Promise<SimResponse>;
  readonly #scaleSets: ScaleSets;
  readonly #clusters = new Map<string, AksCluster>();
  readonly #underway = new Set<Promise<void>>();

  constructor(
    world: World,
    clock: Clock,
    pace: Pace,
    send: (request: SimRequest, cluster: string) => Promise<SimResponse>,
    scaleSets: ScaleSets,
  ) {
    this.#world = world;
    this.#clock = clock;
    this.#pace = pace;
    this.#send = send;
    this.#scaleSets = scaleSets;
  }

  get clusters(): readonly AksCluster[] {
    return [...this.#clusters.values()];
  }

  /**
   * The controller of a cluster. Its table and ranges come from the stored cluster, or from `options` when the
   * cluster is known by id only. Throws when neither has them.
   */
  cluster(id: string, options?: ClusterOptions): AksCluster {
    const known = this.#clusters.get(lower(id));
    if (known !== undefined) return known;
    const stored = this.#world.lookup(id);
    if (stored === undefined && options === undefined)
      throw new Error(`no cluster ${id} is stored, and no options describe it`);
    const cluster = this.#made(id, stored ?? {}, options ?? {});
    this.#clusters.set(lower(id), cluster);
    return cluster;
  }

  /** Why the nodes of a written cluster could not follow it: a range that is none, or too small. Newest last. */
  readonly problems: string[] = [];

  /** Follows a write of a cluster, or of one of its pools, that is done in `ms` milliseconds. */
  follow(id: string, ms: number): void {
    const begin = (): void => {
      const work = this.#clusterWritten(id)
        .catch((error: unknown) => {
          this.problems.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
          if (this.problems.length > 100) this.problems.shift();
        })
        .finally(() => this.#underway.delete(work));
      this.#underway.add(work);
    };
    if (ms <= 0) begin();
    else this.#clock.schedule(ms, begin);
  }

  /** The scale sets come to the counts that were asked for. */
  async #clusterWritten(id: string): Promise<void> {
    // The write that is being answered comes to its end first.
    await Promise.resolve();
    const stored = this.#world.lookup(id);
    if (stored === undefined) return;
    const cluster = this.cluster(id);
    const pools = objects(at(stored, "properties.agentPoolProfiles"));
    const gone = new Set(
      cluster.nodes.map((node) => node.pool).filter((pool) => !pools.some((known) => known["name"] === pool)),
    );
    const scaled = pools.map((pool) => cluster.scale(textAt(pool, "name"), Number(pool["count"] ?? 1)));
    const removed = [...gone].map((pool) => cluster.scale(pool, 0));
    const overlay = textAt(stored, "properties.networkProfile.networkPluginMode").toLowerCase() === "overlay";
    await Promise.all([...scaled, ...removed]);
    if (overlay) await cluster.moveToOverlay(cluster.tableId === managedTableId(id, stored));
  }

  /** Forgets a deleted cluster. */
  clusterDeleted(id: string): void {
    this.#clusters.delete(lower(id));
    this.#scaleSets.forget(id);
  }

  /** Forgets all. */
  clear(): void {
    this.#clusters.clear();
    this.#scaleSets.clear();
  }

  /** Resolves when no controller has anything left to write. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
    await Promise.all(this.clusters.map((cluster) => cluster.idle()));
  }

  #made(id: string, stored: JsonObject, options: ClusterOptions): AksCluster {
    const network = asObject(at(stored, "properties.networkProfile"));
    const listed = asList(network["podCidrs"]).flatMap((cidr) => asText(cidr) ?? []);
    const podCidrs =
      options.podCidrs ?? (listed.length > 0 ? listed : [asText(network["podCidr"]) ?? "10.244.0.0/16"]);
    const tableId = options.table ?? tableOf(this.#world, id, stored);
    const location = options.location ?? asText(stored["location"]) ?? "westeurope";
    const writer =
      tableId === undefined
        ? undefined
        : new RouteWriter(tableId, location, this.#clock, this.#pace, (request) => this.#send(request, id));
    return new AksCluster({
      id,
      writer,
      tableId,
      podCidrs,
      nodeCidrs: options.nodeCidrs ?? nodeRanges(this.#world, stored, podCidrs.length > 1),
      changed: (nodes) => {
        this.#scaleSets.follow(id, nodes);
      },
    });
  }
}

/** The table of a kubenet cluster: the subnet's own on userDefinedRouting, else the managed one. */
export function tableOf(world: World, id: string, cluster: JsonObject): string | undefined {
  const network = asObject(at(cluster, "properties.networkProfile"));
  if (textAt(network, "networkPlugin").toLowerCase() !== "kubenet") return undefined;
  if (textAt(network, "outboundType").toLowerCase() !== "userdefinedrouting")
    return managedTableId(id, cluster);
  for (const pool of objects(at(cluster, "properties.agentPoolProfiles"))) {
    const table = at(world.lookup(textAt(pool, "vnetSubnetID")), "properties.routeTable.id");
    if (typeof table === "string") return table;
  }
  return undefined;
}

/** `aks-agentpool-12345678-routetable` in the node resource group. */
export function managedTableId(id: string, cluster: JsonObject): string {
  const { subscription = "" } = parseArmPath(id);
  const group = textAt(cluster, "properties.nodeResourceGroup");
  const digits = 10_000_000 + stableInt(id.toLowerCase(), 90_000_000);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/routeTables/aks-agentpool-${digits}-routetable`;
}

function nodeRanges(world: World, cluster: JsonObject, dual: boolean): string[] {
  const [pool] = objects(at(cluster, "properties.agentPoolProfiles"));
  const subnet = world.lookup(textAt(pool, "vnetSubnetID"));
  const properties = subnet === undefined ? undefined : subnet["properties"];
  const prefixes = isObject(properties)
    ? [properties["addressPrefix"], ...asList(properties["addressPrefixes"])]
    : [];
  const found = prefixes.flatMap((prefix) => asText(prefix) ?? []);
  const v4 = found.find((prefix) => !prefix.includes(":")) ?? "10.1.0.0/16";
  const v6 = found.find((prefix) => prefix.includes(":")) ?? "fd00:1::/64";
  return dual ? [v4, v6] : [v4];
}

/** The cluster that a write of this type and id concerns. */
export function clusterOf(type: string, id: string): string | undefined {
  const plain = lower(type);
  if (plain === lower(CLUSTERS)) return id;
  return plain === `${lower(CLUSTERS)}/agentpools` ? parentId(id) : undefined;
}
