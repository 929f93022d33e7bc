import { decide, mirrorsFrom, NO_PERMISSIONS, readTable, type RouteTable } from "@aks-topology/sync-runtime";
import { atMost, median, type Case } from "../case.js";
import { nodeRoute, sourceId, tableBody, targetId } from "./scene.js";

const mirror = mirrorsFrom({
  mirrors: [
    {
      name: "shop",
      source: { id: sourceId },
      target: { id: targetId },
      podCidrs: ["10.240.0.0/12"],
      guards: { routeLimit: 2000, maxRemovalPercent: 100 },
    },
  ],
});

/** Every tenth route is missing, every tenth is stale, every tenth has another hop. */
function tables(routes: number): { readonly source: RouteTable; readonly target: RouteTable } {
  const numbers = Array.from({ length: routes }, (_, n) => n);
  const shifted = (n: number): object => {
    const route = nodeRoute(n) as { name: string; properties: object };
    return n % 10 === 3
      ? { ...route, properties: { ...route.properties, nextHopIpAddress: "10.9.9.9" } }
      : route;
  };
  return {
    source: readTable(tableBody(sourceId, numbers.filter((n) => n % 10 !== 1).map(nodeRoute))),
    target: readTable(tableBody(targetId, numbers.filter((n) => n % 10 !== 2).map(shifted))),
  };
}

function plan({ source, target }: ReturnType<typeof tables>): number {
  const candidates = mirror.map((one) => ({ mirror: one, source }));
  return decide(target, candidates, NO_PERMISSIONS).routes.length;
}

/** The pure part: select, plan, guard. */
export const planning: Case = {
  name: "runtime/planning",
  run({ quick }) {
    const large = tables(1000);
    const times = Array.from({ length: quick ? 50 : 200 }, () => {
      const start = performance.now();
      plan(large);
      return performance.now() - start;
    });
    const small = Array.from({ length: 100 }, () => tables(100));
    const mirrors = quick ? 1000 : 10_000;
    const start = performance.now();
    for (let n = 0; n < mirrors; n += 1) plan(small[n % small.length] ?? large);
    const seconds = ((performance.now() - start) / 1000) * (10_000 / mirrors);
    return Promise.resolve([
      atMost(2, "planning 1,000 routes", median(times), "ms"),
      atMost(2, "planning 10,000 mirrors of 100 routes", seconds, "s"),
    ]);
  },
};
