import type { IHub } from "./hub.js";

/** What has a rule collection group in the firewall's policy. */
type GroupOf = "cluster" | "api-server" | "gateway" | "runtime";

const PRIORITIES_PER_SPOKE = 100;

/**
 * First priorities in a policy of the platform's own, 100 per spoke: all API servers follow all clusters, and all gateways
 * all API servers. The runtime has a single one, before them all.
 */
const FIRST_PRIORITY = { runtime: 900, cluster: 1000, "api-server": 21_000, gateway: 50_000 } as const;

/** Places among the 100 priorities that a spoke has in a policy with groups of others: 40 clusters, 19 gateways. */
const PLACE_IN_SPOKE = { cluster: 0, "api-server": 40, gateway: 80, runtime: 99 } as const;

/**
 * Priority of the rules of a spoke's cluster or gateway, by its position in the spoke, from 0. It follows from positions
 * alone, so that whatever is added last changes no other priority.
 */
export function ruleGroupPriority(
  of: GroupOf,
  { hub, index: spoke }: { readonly hub: Pick<IHub, "firewall">; readonly index: number },
  index: number,
): number {
  const base = hub.firewall?.basePriority;
  if (base !== undefined) return base + PRIORITIES_PER_SPOKE * spoke + PLACE_IN_SPOKE[of] + index;
  return of === "runtime"
    ? FIRST_PRIORITY.runtime
    : FIRST_PRIORITY[of] + PRIORITIES_PER_SPOKE * spoke + index;
}
