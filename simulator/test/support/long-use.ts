import { expect } from "vitest";
import { Simulator, VirtualClock } from "../../src/index.js";
import { GROUP, TABLE } from "./arm.js";
import { heapInUse } from "./heap.js";

/** Creates resources and sends requests about them, and expects that the simulator keeps nothing but the resources. */
export async function longUse(resources: number, requests: number): Promise<void> {
  const sim = new Simulator({ clock: new VirtualClock() });
  sim.seed(GROUP, { location: "westeurope" });
  const headers = { authorization: "Bearer t" };
  const call = (method: string, id: string, body?: object) =>
    sim.handle({ method, url: `${id}?api-version=2024-05-01`, headers, body });
  for (let i = 0; i < resources; i++)
    await call("PUT", `${TABLE}${i}`, { location: "westeurope", properties: { routes: [] } });
  const before = heapInUse();
  for (let i = 0; i < requests; i++)
    await call(
      i % 9 === 0 ? "PUT" : "GET",
      `${TABLE}${i % resources}`,
      i % 9 === 0 ? { location: "westeurope", tags: { i: String(i) } } : undefined,
    );
  expect(sim.resources("Microsoft.Network/routeTables")).toHaveLength(resources);
  expect(sim.events.log.length).toBeLessThanOrEqual(2_000);
  // Rendered bodies are kept; anything that grew with the requests would be far larger.
  expect((heapInUse() - before) / requests).toBeLessThan(500);
}
