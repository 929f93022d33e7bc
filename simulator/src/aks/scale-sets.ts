import { lower, parseArmPath } from "../core/arm-id.js";
import type { Call } from "../core/call.js";
import { at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import { stableInt } from "../core/random.js";
import type { DependentResource, World } from "../core/type-row.js";
import type { AksNode } from "./cluster.js";

const MACHINES = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";
const INTERFACES = `${MACHINES}/networkInterfaces`;

/** Where the resources of node pools are stored. */
export interface NodeStore {
  seed(resource: DependentResource): void;
  remove(id: string): void;
}

/**
 * The scale sets of clusters, with a machine and a network interface per node, in the clusters' node resource groups. Each
 * interface has the security group that AKS makes. A cluster that is known by id only has none.
 */
export class ScaleSets {
  readonly #world: World;
  readonly #store: NodeStore;
  /** What is stored of each cluster: ids, with a text of what their bodies follow from. */
  readonly #stored = new Map<string, ReadonlyMap<string, string>>();

  constructor(world: World, store: NodeStore) {
    this.#world = world;
    this.#store = store;
  }

  /** Stores the nodes that are new or have moved, and removes those that have left. */
  follow(cluster: string, nodes: readonly AksNode[]): void {
    const body = this.#world.lookup(cluster);
    if (body === undefined || textAt(body, "properties.nodeResourceGroup") === "") return;
    const known = this.#stored.get(lower(cluster)) ?? this.#left(cluster, body);
    const wanted = new Map<string, string>();
    const add = (id: string, mark: string, made: () => JsonObject): void => {
      wanted.set(id, mark);
      if (known.get(id) !== mark) this.#store.seed({ id, body: made() });
    };
    const location = textAt(body, "location");
    const group = securityGroupOf(cluster, body);
    add(group, "", () => ({ location, properties: {} }));
    const subnets = subnetsOf(body);
    for (const [pool, subnet] of subnets)
      add(scaleSetOf(cluster, body, pool), subnet, () => scaleSet({ location, subnet, group }));
    for (const { name, pool, addresses } of nodes) {
      const set = scaleSetOf(cluster, body, pool);
      const machine = `${set}/virtualMachines/${parseInt(name.slice(-DIGITS), 36)}`;
      const networkInterface = `${machine}/networkInterfaces/${nameOf(set)}`;
      const subnet = subnets.get(pool) ?? "";
      add(machine, name, () => ({
        location,
        properties: {
          osProfile: { computerName: name },
          networkProfile: { networkInterfaces: [{ id: networkInterface }] },
        },
      }));
      add(networkInterface, [subnet, ...addresses].join(" "), () => ({
        properties: {
          primary: true,
          virtualMachine: { id: machine },
          networkSecurityGroup: { id: group },
          ipConfigurations: addresses.map((privateIPAddress, index) => ({
            name: `ipconfig${index + 1}`,
            properties: { primary: index === 0, privateIPAddress, subnet: { id: subnet } },
          })),
        },
      }));
    }
    for (const id of known.keys()) if (!wanted.has(id)) this.#store.remove(id);
    this.#stored.set(lower(cluster), wanted);
  }

  forget(cluster: string): void {
    this.#stored.delete(lower(cluster));
  }

  clear(): void {
    this.#stored.clear();
  }

  /** Machines of an earlier run, as a state file has them. */
  #left(cluster: string, body: JsonObject): ReadonlyMap<string, string> {
    const prefix = lower(`${nodeGroupOf(cluster, body)}/`);
    const ids = [MACHINES, INTERFACES]
      .flatMap((type) => this.#world.ofType(type))
      .map((resource) => textOf(resource["id"]))
      .filter((id) => lower(id).startsWith(prefix));
    return new Map(ids.map((id) => [id, "left"]));
  }
}

/** Characters of an instance's number in a node's name, to base 36. */
const DIGITS = 6;

/** The interfaces of all machines of a scale set, which its own list has; undefined for every other list. */
export function scaleSetInterfaces(world: World, { path }: Call): readonly JsonObject[] | undefined {
  if (lower(path.type) !== "microsoft.compute/virtualmachinescalesets/networkinterfaces") return undefined;
  const prefix = lower(path.text.slice(0, path.text.lastIndexOf("/") + 1));
  return world.ofType(INTERFACES).filter(({ id }) => lower(textOf(id)).startsWith(prefix));
}

function scaleSet({
  location,
  subnet,
  group,
}: Readonly<Record<"location" | "subnet" | "group", string>>): JsonObject {
  return {
    location,
    properties: {
      orchestrationMode: "Uniform",
      virtualMachineProfile: {
        networkProfile: {
          networkInterfaceConfigurations: [
            {
              name: "nic",
              properties: {
                primary: true,
                networkSecurityGroup: { id: group },
                ipConfigurations: [
                  { name: "ipconfig1", properties: { primary: true, subnet: { id: subnet } } },
                ],
              },
            },
          ],
        },
      },
    },
  };
}

function subnetsOf(cluster: JsonObject): ReadonlyMap<string, string> {
  const pools = objects(at(cluster, "properties.agentPoolProfiles"));
  return new Map(pools.map((pool) => [textAt(pool, "name"), textAt(pool, "vnetSubnetID")]));
}

function nodeGroupOf(cluster: string, body: JsonObject): string {
  const { subscription = "" } = parseArmPath(cluster);
  return `/subscriptions/${subscription}/resourceGroups/${textAt(body, "properties.nodeResourceGroup")}`;
}

function digitsOf(cluster: string): string {
  return String(10_000_000 + stableInt(lower(cluster), 90_000_000));
}

function scaleSetOf(cluster: string, body: JsonObject, pool: string): string {
  return `${nodeGroupOf(cluster, body)}/providers/Microsoft.Compute/virtualMachineScaleSets/aks-${pool}-${digitsOf(cluster)}-vmss`;
}

function securityGroupOf(cluster: string, body: JsonObject): string {
  return `${nodeGroupOf(cluster, body)}/providers/Microsoft.Network/networkSecurityGroups/aks-agentpool-${digitsOf(cluster)}-nsg`;
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
