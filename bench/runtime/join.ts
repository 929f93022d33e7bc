import { realClock, VirtualClock, type Clock } from "@aks-topology/simulator";
import { atMost, forComparison, median, type Case } from "../case.js";
import { floor, putPerRoute, RawClient, runbook } from "./rivals.js";
import { portsOf, round, scene } from "./scene.js";

/** One node joins, in real time, so that what the SDK and the runtime compute counts; and nothing to do. */
export const join: Case = {
  name: "runtime/join",
  async run({ quick }) {
    const ours: number[] = [];
    const floors: number[] = [];
    for (let turn = 0; turn < (quick ? 3 : 7); turn += 1) {
      floors.push(await timed(() => floor(new RawClient(scene(20, 19, {}), realClock))));
      const ports = await portsOf(scene(20, 19, {}), realClock);
      ours.push(await timed(() => round(ports)));
    }
    const idle = await round(await portsOf(scene(20, 20, {}), realClock));
    const calls = idle.mirrors[0]?.arm;
    return [
      atMost(1.15, "one node joins, by the floor", median(ours) / median(floors), "x"),
      forComparison("one node joins", median(ours), "ms"),
      forComparison("one node joins: floor (raw requests, no SDK)", median(floors), "ms"),
      forComparison(
        "one node joins: one PUT a route",
        await virtually((client) => putPerRoute(client)),
        "ms",
      ),
      forComparison("one node joins: runbook", await virtually(runbook), "ms"),
      atMost(2, "nothing to do: reads", calls?.reads ?? Number.NaN, "calls"),
      atMost(0, "nothing to do: writes", calls?.writes ?? Number.NaN, "calls"),
    ];
  },
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function virtually(work: (client: RawClient, clock: Clock) => Promise<void>): Promise<number> {
  const clock = new VirtualClock();
  const start = clock.now();
  await clock.runUntil(work(new RawClient(scene(20, 19, { clock }), clock), clock));
  return clock.now() - start;
}
