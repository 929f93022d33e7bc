import type { AksCluster, Simulator, VirtualClock } from "@aks-topology/simulator";
import { tableBody, tableId, type RouteSeed } from "../support/fleet.js";
import { nodeRoutes } from "./checker.js";
import type { Dice } from "./random.js";

export const target = tableId("gateway", "rg-hub");

export interface Cluster {
  readonly name: string;
  readonly source: string;
  readonly pods: string;
  readonly aks: AksCluster;
}

export async function makeClusters(sim: Simulator, clock: VirtualClock, dice: Dice): Promise<Cluster[]> {
  const all = ["10.244.", "10.245."].slice(0, dice.chance(0.3) ? 2 : 1).map((pods, index): Cluster => {
    const source = tableId(`aks-${index + 1}`, `rg-spoke-${index + 1}`);
    sim.seed(source, tableBody(source, [{ name: "default", prefix: "0.0.0.0/0", hop: "10.0.0.4" }]));
    const id = `/subscriptions/x/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c${index}`;
    const aks = sim.aks.cluster(id, {
      table: source,
      podCidrs: [`${pods}0.0/16`],
      nodeCidrs: [`10.${index + 1}.0.0/16`],
    });
    return { name: `mirror-${index + 1}`, source, pods, aks };
  });
  const filled = Promise.all(all.map(({ aks }) => aks.scale("nodepool1", dice.between(2, 16))));
  await clock.runUntil(filled);
  return all;
}

/** The target as an earlier run left it: some node routes current, some stale, and foreign routes. */
export function seedTarget(sim: Simulator, clusters: readonly Cluster[], dice: Dice): void {
  const mirrored = clusters.flatMap(({ source, pods }) => nodeRoutes(sim.stored(source), pods));
  const routes: RouteSeed[] = mirrored
    .filter(() => dice.chance(0.6))
    .map(({ name, prefix, hop }) => ({ name: dice.chance(0.3) ? name.toUpperCase() : name, prefix, hop }));
  routes.push({
    name: "to-office",
    prefix: "192.168.0.0/16",
    hop: "10.0.0.9",
    extra: { unknownField: { deep: [1, 2] } },
  });
  const [victim] = mirrored;
  if (victim !== undefined && dice.chance(0.25)) {
    const clash = dice.chance(0.5)
      ? { name: victim.name.toUpperCase(), prefix: "172.16.0.0/24", hop: "10.0.0.8" }
      : { name: "someone-elses", prefix: victim.prefix, hop: "10.0.0.8" };
    const free = routes.filter(
      ({ name, prefix }) => name.toLowerCase() !== clash.name.toLowerCase() && prefix !== clash.prefix,
    );
    sim.seed(target, tableBody(target, [...free, clash]));
    return;
  }
  sim.seed(target, tableBody(target, routes));
}
