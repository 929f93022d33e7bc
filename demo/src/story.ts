import type { AksCluster } from "@aks-topology/simulator";
import type { World } from "./world.js";

/** An event of the story. */
export interface Step {
  readonly name: string;
  /** What Azure or AKS does, as readable text. */
  readonly words: string;
  readonly act: (world: World) => Promise<void>;
}

/** The life of a route table, then two messages that must change nothing. */
export const STORY: readonly Step[] = [
  {
    name: "three nodes join",
    words: "AKS writes one route per node into its own table; the alert triggers the runtime",
    act: (world) => everyCluster(world, (cluster) => cluster.scale(poolOf(world, cluster), 3)),
  },
  {
    name: "the pool grows to six",
    words: "three more nodes, one write by AKS, one write by the runtime",
    act: (world) => everyCluster(world, (cluster) => cluster.scale(poolOf(world, cluster), 6)),
  },
  {
    name: "a node comes back with another address",
    words: "reimaged, it keeps its name and its pod range",
    act: (world) => everyCluster(world, (cluster) => cluster.replaceNode(nodeOf(cluster, 1))),
  },
  {
    name: "a node's pod range moves",
    words: "same name, same address, another pod range",
    act: (world) => everyCluster(world, (cluster) => cluster.movePodCidr(nodeOf(cluster, 2))),
  },
  {
    name: "the pool shrinks to two",
    words: "the routes of removed nodes must be deleted: their next hops no longer exist",
    act: (world) => everyCluster(world, (cluster) => cluster.scale(poolOf(world, cluster), 2)),
  },
  {
    name: "the last alert is delivered again",
    words: "Azure delivers at least once; nothing may change",
    act: repeatLastAlert,
  },
  {
    name: "an operator presses Test in the portal",
    words: "a sample alert about an unrelated virtual machine; nothing may change",
    act: async (world) => {
      const { events } = world.simulator;
      await Promise.all(world.actionGroups().map((group) => events.sendPortalTest(String(group["id"]))));
    },
  },
];

async function everyCluster(
  { simulator, mirrors }: World,
  act: (cluster: AksCluster) => Promise<void>,
): Promise<void> {
  const ids = new Set(mirrors.map(({ cluster }) => cluster));
  await Promise.all([...ids].map((id) => act(simulator.aks.cluster(id))));
}

/** The first pool of the cluster, as Terraform made it. */
function poolOf(world: World, { id }: AksCluster): string {
  return world.poolNames(id)[0] ?? "system";
}

function nodeOf({ id, nodes }: AksCluster, index: number): string {
  const node = nodes[index];
  if (node === undefined) throw new Error(`the cluster ${id} has no node ${index + 1}`);
  return node.name;
}

async function repeatLastAlert(world: World): Promise<void> {
  const { events } = world.simulator;
  const last = events.log.findLast(
    ({ status, resourceId }) => status === "Succeeded" && world.isSource(resourceId),
  );
  if (last !== undefined) await events.repeat(last);
}
