import { expect } from "vitest";
import { judge } from "../../demo/src/checker.js";
import type { Existing } from "../../demo/src/existing.js";
import type { World } from "../../demo/src/world.js";

/** Lets the nodes of every cluster join and waits for the runtime: woken by the alerts alone, it brings the tables in step. */
export async function inStepAfterScaling(world: World, existing: readonly Existing[]): Promise<void> {
  const untouched = existing.filter(({ id }) => !isTouched(world, id));
  const bodies = (): unknown[] => untouched.map(({ id }) => world.simulator.stored(id));
  const before = bodies();
  await world.start();
  try {
    const foreign = world.addOwnRoutes();
    for (const count of [3, 1]) {
      await world.settle(async () => {
        for (const { cluster } of world.mirrors)
          await world.simulator.aks.cluster(cluster).scale("system", count);
      }, 10_000);
      const verdict = judge(world.mirrors, foreign, (id) => world.simulator.stored(id));
      expect(verdict).toMatchObject({ inStep: true, foreignRoutesUntouched: true });
      expect(verdict.sourceNodeRoutes).toBe(count * world.mirrors.length);
    }
  } finally {
    await world.close();
  }
  expect(untouched.length).toBeGreaterThan(2);
  expect(bodies()).toEqual(before);
}

/** The tables, which routes are written into, and what scaling itself changes: the cluster and its subnet. */
function isTouched({ mirrors }: World, id: string): boolean {
  const tables = mirrors.flatMap(({ source, target }) => [source, target]);
  return tables.includes(id) || /\/managedClusters\/|\/subnets\/nodes$|\/virtualNetworks\/[^/]+$/.test(id);
}
