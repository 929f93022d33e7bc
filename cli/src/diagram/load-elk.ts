import type { Elk } from "./inside.js";

/** The layout of graphs, which takes a moment to load. */
export async function loadElk(): Promise<Elk> {
  const { default: module } = await import("elkjs/lib/elk.bundled.js");
  return new module.default();
}
