import { AZURE_PACE, Simulator, VirtualClock, type AksCluster } from "@aks-topology/simulator";
import { startServe } from "@aks-topology/sync-runtime";
import { atMost, forComparison, type Case } from "../case.js";
import { putPerRoute, RawClient, runbook } from "./rivals.js";
import {
  credential,
  LATENCIES,
  mirrors,
  POLL_MS,
  portsOf,
  round,
  scene,
  sourceId,
  tableBody,
  targetId,
} from "./scene.js";

const NODES = 100;
const ALERTS = 300;
const alert = JSON.stringify([
  { eventType: "Microsoft.Resources.ResourceWriteSuccess", subject: sourceId, data: {} },
]);

/**
 * How long before the last change one more alert comes, in milliseconds, so that the pause after its round delays the
 * next; 0: none.
 */
const EARLIER = [0, 100, 700, 1300, 1900, 2500];

/** A hundred nodes join within a minute; Azure posts three hundred alerts meanwhile, and one for the last change. */
export const burst: Case = {
  name: "runtime/burst",
  async run({ quick }) {
    const changedAt = await lastChange();
    const runs: Burst[] = [];
    for (const ms of quick ? EARLIER.slice(0, 3) : EARLIER) runs.push(await ours(changedAt, changedAt - ms));
    const theirs = await runbooks();
    const most = (figure: keyof Burst): number => Math.max(...runs.map((run) => run[figure]));
    return [
      atMost(60, "100 nodes join as 300 alerts: reads", runs[0]?.reads ?? Number.NaN, "calls"),
      atMost(4, "100 nodes join as 300 alerts: writes", most("writes"), "calls"),
      atMost(3000, "100 nodes join as 300 alerts: last change to in step", most("inStepMs"), "ms"),
      forComparison("100 nodes join as 300 alerts: reads of the runbook", theirs.reads, "calls"),
      forComparison("100 nodes join as 300 alerts: writes of the runbook", theirs.writes, "calls"),
    ];
  },
};

interface Burst {
  readonly reads: number;
  readonly writes: number;
  /** From the end of AKS's last write to the moment at which the target holds the same routes, in milliseconds. */
  readonly inStepMs: number;
}

/** When AKS's last write of the minute ends, by the virtual clock: the same in every run. */
async function lastChange(): Promise<number> {
  const { simulator, clock, cluster } = world();
  await during(clock, cluster, () => Promise.resolve());
  let over = false;
  void simulator.aks.idle().then(() => {
    over = true;
  });
  const settled = (): boolean => over;
  let seen = simulator.peek(sourceId);
  let at = clock.now();
  while (!settled()) {
    await clock.advance(10);
    const now = simulator.peek(sourceId);
    if (now !== seen) at = clock.now();
    seen = now;
  }
  return at;
}

async function ours(changedAt: number, extraAt: number): Promise<Burst> {
  const { simulator, clock, cluster } = world();
  const serve = await startServe({
    mirrors: mirrors(),
    httpClient: simulator.httpClient,
    credential,
    clock,
    pollMs: POLL_MS,
    sweepMs: false,
  });
  const post = async (): Promise<void> => {
    const { status } = await fetch(`${serve.url}/api/alerts`, { method: "POST", body: alert });
    if (status !== 202) throw new Error(`an alert was answered with ${status}`);
  };
  await during(clock, cluster, post);
  if (extraAt < changedAt) {
    await clock.advance(extraAt - clock.now());
    await post();
  }
  await clock.advance(changedAt - clock.now());
  await post();
  while (!inStep(simulator)) await clock.advance(10);
  const inStepMs = clock.now() - changedAt;
  await clock.runUntil(serve.idle());
  await serve.close();
  const { reads, writes } = simulator.counters.total;
  return { reads, writes, inStepMs };
}

async function runbooks(): Promise<{ readonly reads: number; readonly writes: number }> {
  const { simulator, clock, cluster } = world();
  const jobs: Promise<void>[] = [];
  const post = (): Promise<void> => {
    jobs.push(runbook(new RawClient(simulator, clock), clock));
    return Promise.resolve();
  };
  await during(clock, cluster, post);
  await clock.runUntil(simulator.aks.idle());
  await post();
  await clock.runUntil(Promise.all(jobs));
  return simulator.counters.total;
}

interface World {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly cluster: AksCluster;
}

function world(): World {
  const clock = new VirtualClock();
  const simulator = new Simulator({ clock, latencies: LATENCIES, aks: AZURE_PACE });
  simulator.seed(sourceId, tableBody(sourceId, []));
  simulator.seed(targetId, tableBody(targetId, []));
  const cluster = simulator.aks.cluster(
    "/subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerService/managedClusters/z",
    { table: sourceId, podCidrs: ["10.244.0.0/15"] },
  );
  return { simulator, clock, cluster };
}

/** The minute: a node joins with every third alert. */
async function during(clock: VirtualClock, cluster: AksCluster, post: () => Promise<void>): Promise<void> {
  for (let n = 1; n <= ALERTS; n += 1) {
    if (n % 3 === 0) void cluster.scale("nodepool1", (n * NODES) / ALERTS);
    await post();
    await clock.advance(60_000 / ALERTS);
  }
}

function inStep(simulator: Simulator): boolean {
  const namesIn = (id: string): string => {
    const table = simulator.peek(id) as { properties: { routes: readonly { name: string }[] } } | undefined;
    return (table?.properties.routes ?? [])
      .map(({ name }) => name)
      .sort()
      .join();
  };
  return namesIn(sourceId) === namesIn(targetId);
}

/** A cluster at kubenet's limit of nodes is mirrored into an empty table. */
export const wholeTable: Case = {
  name: "runtime/whole-table",
  async run() {
    const clock = new VirtualClock();
    const simulator = scene(400, 0, { clock });
    const start = clock.now();
    const ports = await portsOf(simulator, clock);
    const report = await clock.runUntil(round(ports));
    const rival = scene(400, 0, { clock });
    const before = clock.now();
    await clock.runUntil(putPerRoute(new RawClient(rival, clock)));
    return [
      atMost(1, "400 routes at once: writes", report.mirrors[0]?.arm.writes ?? Number.NaN, "calls"),
      forComparison("400 routes at once", before - start, "ms"),
      forComparison("400 routes at once: writes, one PUT a route", rival.counters.total.writes, "calls"),
      forComparison("400 routes at once: one PUT a route", clock.now() - before, "ms"),
    ];
  },
};
