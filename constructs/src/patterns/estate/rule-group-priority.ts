import type { ISpoke } from "./spoke.js";

/** Priorities of a hub's rule collection groups, 100 per spoke: those of all gateways follow those of all clusters. */
const FIRST_PRIORITY = { cluster: 1000, gateway: 50_000 };
const PRIORITIES_PER_SPOKE = 100;

/** Priority of the rules of a spoke's cluster or gateway, by its position in the spoke, from 0. */
export function ruleGroupPriority(
  of: keyof typeof FIRST_PRIORITY,
  spoke: Pick<ISpoke, "index">,
  index: number,
): number {
  return FIRST_PRIORITY[of] + PRIORITIES_PER_SPOKE * spoke.index + index;
}
