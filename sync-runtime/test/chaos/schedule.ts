import { AZURE_PACE, faultKinds, Simulator, VirtualClock } from "@aks-topology/simulator";
import type { AksCluster, FaultKind } from "@aks-topology/simulator";
import type { TokenCredential } from "../../src/adapters/azure/connect.js";
import { connectAzure } from "../../src/adapters/azure/connect.js";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import { readWakeup } from "../../src/domain/wakeup.js";
import { Engine } from "../../src/hosts/engine.js";
import type { RoundReport } from "../../src/ports/reporter.js";
import { silent } from "../../src/ports/reporter.js";
import { tableBody, tableId } from "../support/fleet.js";
import type { RouteSeed } from "../support/fleet.js";
import { nodeRoutes, outOfStep, provisioningState } from "./checker.js";
import type { Mutation } from "./mutants.js";
import { Dice } from "./random.js";
import { Watchdog } from "./watchdog.js";

export interface ScheduleResult {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly wrote: number;
}

const target = tableId("gateway", "rg-hub");
const stranger = tableId("stranger", "rg-other");
const kinds = Object.keys(faultKinds) as FaultKind[];
const writeFaults = /^operation|after$|409|412|another-operation/;
const runtimes = ["runtime-1", "runtime-2"];

interface Cluster {
  readonly name: string;
  readonly source: string;
  readonly pods: string;
  readonly aks: AksCluster;
}

/** One seeded schedule: two runtimes, a busy AKS, a rival, faults; then peace, two sweeps, and the reckoning. */
export async function runSchedule(seed: number, mutation: Mutation = {}): Promise<ScheduleResult> {
  const dice = new Dice(seed);
  const clock = new VirtualClock();
  const sim = new Simulator({
    clock,
    seed,
    throttling: true,
    aks: AZURE_PACE,
    latencies: { readMs: 80, writeMs: 150, pollMs: 60, operationMs: 1500 },
  });
  const clusters = await makeClusters(sim, clock, dice);
  seedTarget(sim, clusters, dice);
  const watchdog = new Watchdog(sim, target, clusters, runtimes);
  const rounds: RoundReport[] = [];
  const mirrors = mirrorsFrom({
    mirrors: clusters.map(({ name, source, pods }) => ({
      name,
      source: { id: source },
      target: { id: target },
      podCidrs: [`${pods}0.0/16`],
    })),
  });
  const engines = await Promise.all(
    runtimes.map(async (caller) => {
      const tables = await connectAzure(
        {
          httpClient: mutation.httpClient?.(sim.httpClient) ?? sim.httpClient,
          credential: credentialOf(sim, caller),
          pollMs: 700,
        },
        clock,
      );
      const ports = {
        tables: mutation.tables?.(tables) ?? tables,
        clock,
        random: dice.next,
        reporter: silent,
      };
      const engine = new Engine({ mirrors, ports, permissions: mutation.permissions });
      engine.onRound((round) => rounds.push(round));
      return {
        engine,
        wake:
          mutation.wake?.(engine, mirrors, ports) ??
          ((body: unknown) => engine.wake(readWakeup(body), "test")),
      };
    }),
  );

  sim.faults.set(
    dice.sample(kinds, dice.between(5, 9)).map((kind) => ({
      kind,
      // Writes are rarer than reads: what only meets them is made likelier.
      probability: writeFaults.test(kind) ? 0.5 : 0.15,
      times: dice.between(1, 6),
      caller: dice.pick(runtimes),
    })),
  );
  for (const { engine } of engines) engine.sweep();
  for (let step = dice.between(4, 8); step > 0; step -= 1) {
    act(sim, clusters, dice);
    await clock.advance(dice.between(200, 20_000));
    for (const { wake } of engines) if (dice.chance(0.7)) wake(alertBody(dice, clusters));
    await clock.advance(dice.between(100, 15_000));
  }
  sim.faults.clear();

  await clock.runUntil(sim.aks.idle());
  for (let sweep = 1; sweep <= 2; sweep += 1) {
    for (const { engine } of engines) engine.sweep();
    await clock.runUntil(Promise.all(engines.map(({ engine }) => engine.idle())));
    if (sweep === 1) await clock.advance(151_000);
  }
  await clock.runUntil(Promise.all(engines.map(({ engine }) => engine.stop())));

  return {
    seed,
    violations: [...watchdog.violations, ...reckoning(sim, clusters)],
    faults: sim.faults.counters,
    rounds: rounds.length,
    wrote: rounds.filter(({ mirrors }) => mirrors.some(({ arm }) => arm.writes > 0)).length,
  };
}

async function makeClusters(sim: Simulator, clock: VirtualClock, dice: Dice): Promise<Cluster[]> {
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

/** The target as an earlier life left it: some node routes right, some stale, and routes that are nobody's business. */
function seedTarget(sim: Simulator, clusters: readonly Cluster[], dice: Dice): void {
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

/** Something happens that is not our doing. */
function act(sim: Simulator, clusters: readonly Cluster[], dice: Dice): void {
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

function alertBody(dice: Dice, clusters: readonly Cluster[]): unknown {
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

/** What must be true at the end: in step, or held by something that can be seen in the tables. */
function reckoning(sim: Simulator, clusters: readonly Cluster[]): string[] {
  const body = sim.stored(target);
  if (provisioningState(body) === "Updating") return [];
  return clusters.flatMap(({ name, source, pods }) => {
    const from = sim.stored(source);
    const emptied = nodeRoutes(from, pods).length === 0 && nodeRoutes(body, pods).length > 0;
    if (from === undefined || provisioningState(from) !== "Succeeded" || emptied) return [];
    const flaw = outOfStep(from, body, pods);
    return flaw === null ? [] : [`${name} is out of step at the end: ${flaw}`];
  });
}

/** Half an hour with each token, which is good for an hour. */
function credentialOf(sim: Simulator, caller: string): TokenCredential {
  let token = "";
  let until = 0;
  return {
    getToken: () => {
      if (sim.clock.now() >= until) {
        token = sim.token(caller);
        until = sim.clock.now() + 1_800_000;
      }
      return Promise.resolve({ token, expiresOnTimestamp: Date.UTC(2099, 0) });
    },
  };
}
