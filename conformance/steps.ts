import type { Step } from "./step.ts";
import { kubenet, refusals } from "./steps/clusters.ts";
import { events } from "./steps/events.ts";
import { gates } from "./steps/gates.ts";
import { networks } from "./steps/networks.ts";
import { concurrent, limits, writes } from "./steps/route-tables.ts";

/** In the order in which they run: what costs nothing first. */
export const STEPS: readonly Step[] = [
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
const MACHINES =
  "network interfaces of running machines in peered networks, one of them with a gateway: hours, and dollars";

export const ELSEWHERE: Readonly<Record<string, string>> = {
  "a move to overlay re-images":
    "a cluster on kubenet in a subscription that still creates them, and half an hour of its nodes",
  "the move needs a user-assigned identity": "a cluster for each refusal",
  "no move back": "a cluster that has moved",
  "a gateway's route never overrides the network": MACHINES,
  "a peering that is not Connected": MACHINES,
  "`nextHop`": MACHINES,
  "next hop of a machine of a scale set": MACHINES,
  "a scale set per pool": "a cluster, to read the names in its node resource group",
  "`networkConfigurationDiagnostic` of machines": MACHINES,
  "when asked to, resource providers are not registered":
    "a subscription without a registration that it needs; registering is not undone by deleting a group",
};
