import type { Simulator } from "@aks-topology/simulator";
import { tableId } from "../support/fleet.js";
import { nodeRoutes } from "./checker.js";
import { DEPENDENCIES } from "./disturbance.js";
import type { Dice } from "./random.js";
import type { Runtime } from "./runtimes.js";
import { target, type Cluster } from "./scene.js";

const stranger = tableId("stranger", "rg-other");

/** Something happens that is not our doing. */
export function act(sim: Simulator, clusters: readonly Cluster[], dice: Dice): void {
  const { aks, source } = dice.pick(clusters);
  const nodes = aks.nodes;
  const some = (): string => dice.pick(nodes).name;
  switch (dice.between(0, nodes.length > 0 ? 9 : 3)) {
    case 0:
    case 1:
      void aks.scale("nodepool1", dice.between(1, 18));
      break;
    case 2:
      rival(sim, dice);
      break;
    case 3:
      void aks.writeTags({ touched: String(dice.between(0, 99)) });
      break;
    case 4:
      void aks.replaceNode(some(), { keepPodCidr: dice.chance(0.5) });
      break;
    case 5:
      void aks.movePodCidr(some());
      break;
    case 6:
      void aks.moveAddress(some());
      break;
    case 7:
      void aks.removeNode(some());
      break;
    case 8:
      // The controller makes its table again: empty first, filled in a second write.
      sim.deleteAs("operator", source);
      void aks.resync();
      break;
    default:
      if (dice.chance(0.3)) void aks.drain();
      else void aks.scale("nodepool1", nodes.length + dice.between(1, 6));
  }
}

/** A person edits the gateway's table. */
function rival(sim: Simulator, dice: Dice): void {
  sim.writeAs("person", target, (body) => {
    const properties = body["properties"] as {
      routes: { name: string; properties: Record<string, string> }[];
    };
    const routes = [...properties.routes];
    const choice = dice.between(0, 3);
    const mine: { name: string; properties: Record<string, string> } = {
      name: `person-${dice.between(0, 9)}`,
      properties: { addressPrefix: `172.20.${dice.between(0, 255)}.0/24`, nextHopType: "Internet" },
    };
    const taken = routes.some(({ name }) => name === mine.name);
    if (choice === 0 && !taken) routes.push(mine);
    if (choice === 1) routes.splice(dice.between(0, routes.length), 1);
    if (choice === 2)
      for (const route of routes.slice(0, 1)) route.properties["nextHopIpAddress"] &&= "10.9.9.9";
    return { ...body, tags: { edited: String(dice.between(0, 999)) }, properties: { ...properties, routes } };
  });
}

export function alertBody(dice: Dice, clusters: readonly Cluster[]): unknown {
  const about = dice.pick([
    ...clusters.map(({ source }) => source),
    ...clusters.map(({ source }) => source),
    target,
    stranger,
  ]);
  if (dice.chance(0.1)) return { nobody: "understands this" };
  return [
    {
      eventType: "Microsoft.Resources.ResourceWriteSuccess",
      subject: about,
      eventTime: "2026-11-20T09:00:00Z",
      data: {},
    },
  ];
}

/** Something happens to the machine or the network of a runtime. */
export function disturb({ disturbance }: Runtime, dice: Dice): void {
  switch (dice.between(0, 9)) {
    case 0:
      disturbance.step(dice.pick([-60, -10, 10]));
      break;
    case 1:
      disturbance.suspend(dice.between(5_000, 600_000));
      break;
    case 2:
      disturbance.refuseBlobs();
      break;
    default:
      disturbance.hang(dice.pick(DEPENDENCIES), dice.between(1_000, 200_000));
  }
}

/** A person adds a route to a pod range under a name that the pattern refuses. */
export function unmatchedRoute(sim: Simulator, clusters: readonly Cluster[], dice: Dice): void {
  const { source, pods } = dice.pick(clusters);
  if (sim.peek(source) === undefined) return;
  const number = dice.between(200, 250);
  sim.writeAs("person", source, (body) => {
    const properties = body["properties"] as { routes: { name: string }[] };
    const added = {
      name: `worker-${number}`,
      properties: {
        addressPrefix: `${pods}${number}.0/24`,
        nextHopType: "VirtualAppliance",
        nextHopIpAddress: "10.1.0.250",
      },
    };
    const routes = properties.routes.filter(({ name }) => name !== added.name);
    return { ...body, properties: { ...properties, routes: [...routes, added] } };
  });
}

/** Most of a large source goes, comes back, and goes again: two readings that agree, with one between that does not. */
export async function flap(
  sim: Simulator,
  { source, pods }: Cluster,
  /** Sweeps, then lets time pass. */
  advance: (ms: number) => Promise<void>,
  dice: Dice,
): Promise<void> {
  const whole = sim.stored(source);
  if (nodeRoutes(whole, pods).length <= 10) return;
  const write = (keep: (index: number) => boolean): void => {
    sim.writeAs("operator", source, () => {
      const properties = whole?.["properties"] as { routes: object[] };
      return { ...whole, properties: { ...properties, routes: properties.routes.filter((_, i) => keep(i)) } };
    });
  };
  const [gone, back] = [dice.between(20_000, 60_000), dice.between(20_000, 60_000)];
  write((index) => index < 4);
  await advance(gone);
  write(() => true);
  await advance(back);
  write((index) => index < 4);
  // The first reading is confirmed 150 s later, unless the one between counts.
  await advance(155_000 - gone - back);
  await advance(10_000);
  write(() => true);
  await advance(10_000);
}
