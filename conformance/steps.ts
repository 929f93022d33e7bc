import type { Step } from "./step.ts";
import { kubenet, refusals } from "./steps/clusters.ts";
import { events } from "./steps/events.ts";
import { gates } from "./steps/gates.ts";
import { networks } from "./steps/networks.ts";
import { concurrent, limits, writes } from "./steps/route-tables.ts";

/** In the order in which they run: what costs nothing first. */
export const steps: readonly Step[] = [
  writes,
  limits,
  concurrent,
  networks,
  gates,
  events,
  refusals,
  kubenet,
];

/** Inferred rows of simulator/SPEC.md that no request to a resource group settles: their beginnings, and what they need. */
export const elsewhere: Readonly<Record<string, string>> = {
  "when asked to, resource providers are not registered":
    "a subscription without a registration that it needs; registering is not undone by deleting a group",
};
