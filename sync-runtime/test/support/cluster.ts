import { Console } from "./console.js";
import { DEFAULT_ROUTE, routeBody, SUBSCRIPTION, tableId } from "./fleet.js";

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/spoke`;
export const NODE_SUBNET = `${NETWORK}/subnets/nodes`;
export const CLUSTER_ID = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/main`;
export function poolId(name: string): string {
  return `${CLUSTER_ID}/agentPools/${name}`;
}

export interface PoolSeed {
  readonly name: string;
  readonly count: number;
  readonly mode?: string;
  readonly enableAutoScaling?: boolean;
}

/** A kubenet cluster on a table of its own, behind a gateway whose table is in step: everything the doctor wants. */
export async function healthy(
  pools: readonly PoolSeed[] = [{ name: "system", count: 2, mode: "System" }],
  options: ConstructorParameters<typeof Console>[0] = {},
): Promise<Console> {
  const console = new Console(options);
  const { sim } = console;
  const location = "westeurope";
  sim.seed(tableId("aks"), { location, properties: { routes: [routeBody(DEFAULT_ROUTE)] } });
  sim.seed(tableId("gateway"), { location, properties: { routes: [] } });
  const subnet = (name: string, addressPrefix: string, table: string): object => ({
    name,
    properties: { addressPrefix, routeTable: { id: tableId(table) } },
  });
  sim.seed(NETWORK, {
    location,
    properties: {
      addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
      subnets: [subnet("nodes", "10.1.0.0/24", "aks"), subnet("gateway", "10.1.1.0/24", "gateway")],
    },
  });
  sim.seed(CLUSTER_ID, {
    location,
    properties: {
      nodeResourceGroup: "MC_rg_main_westeurope",
      networkProfile: {
        networkPlugin: "kubenet",
        outboundType: "userDefinedRouting",
        podCidr: "10.244.0.0/16",
      },
      agentPoolProfiles: pools.map((pool) => ({ mode: "User", ...pool, vnetSubnetID: NODE_SUBNET })),
    },
  });
  const cluster = sim.aks.cluster(CLUSTER_ID);
  for (const { name, count } of pools) await console.clock.runUntil(cluster.scale(name, count));
  await console.run("apply", "--config", await console.config());
  console.requests.length = 0;
  return console;
}
