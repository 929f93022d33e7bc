import { AZURE_PACE, Simulator, VirtualClock } from "@aks-topology/simulator";
import type { AksCluster } from "@aks-topology/simulator";
import { startServe } from "@aks-topology/sync-runtime";
import { atMost, forComparison } from "../case.js";
import type { Case } from "../case.js";
import { putPerRoute, RawClient, runbook } from "./rivals.js";
import {
  credential,
  latencies,
  mirrors,
  pollMs,
  portsOf,
  round,
  scene,
  sourceId,
  tableBody,
  targetId,
} from "./scene.js";

const nodes = 100;
const alerts = 300;
const alert = JSON.stringify([
  { eventType: "Microsoft.Resources.ResourceWriteSuccess", subject: sourceId, data: {} },
]);

/** A hundred nodes join within a minute; Azure posts three hundred alerts meanwhile. */
export const burst: Case = {
  name: "runtime/burst",
  async run() {
    const ours = await during(async (simulator, clock, step) => {
      const serve = await startServe({
        mirrors: mirrors(),
        httpClient: simulator.httpClient,
        credential,
        clock,
        pollMs,
        sweepMs: null,
      });
      await step(async () => {
        await fetch(`${serve.url}/api/alerts`, { method: "POST", body: alert });
      });
      await clock.runUntil(serve.idle());
      await serve.close();
    });
    const theirs = await during(async (simulator, clock, step) => {
      const jobs: Promise<void>[] = [];
      await step(() => {
        jobs.push(runbook(new RawClient(simulator, clock), clock));
        return Promise.resolve();
      });
      await clock.runUntil(Promise.all(jobs));
    });
    return [
      atMost(4, "100 nodes join as 300 alerts: writes", ours.writes, "calls"),
      forComparison("100 nodes join as 300 alerts: reads", ours.reads, "calls"),
      forComparison("100 nodes join as 300 alerts: writes of the runbook", theirs.writes, "calls"),
      forComparison("100 nodes join as 300 alerts: reads of the runbook", theirs.reads, "calls"),
    ];
  },
};

type Step = (post: () => Promise<void>) => Promise<void>;

async function during(
  work: (simulator: Simulator, clock: VirtualClock, step: Step) => Promise<void>,
): Promise<{ readonly reads: number; readonly writes: number }> {
  const clock = new VirtualClock();
  const simulator = new Simulator({ clock, latencies, aks: AZURE_PACE });
  simulator.seed(sourceId, tableBody(sourceId, []));
  simulator.seed(targetId, tableBody(targetId, []));
  const cluster: AksCluster = simulator.aks.cluster(
    "/subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerService/managedClusters/z",
    {
      table: sourceId,
      podCidrs: ["10.244.0.0/15"],
    },
  );
  await work(simulator, clock, async (post) => {
    for (let n = 1; n <= alerts; n += 1) {
      if (n % 3 === 0) void cluster.scale("nodepool1", (n * nodes) / alerts);
      await post();
      await clock.advance(60_000 / alerts);
    }
    await clock.runUntil(simulator.aks.idle());
    await post();
  });
  return simulator.counters.total;
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
