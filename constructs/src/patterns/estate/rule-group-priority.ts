import type { IConstruct } from "constructs";
import { addressBookOf, pathOf } from "../../core/places.js";
import { treeState } from "../../core/tree-state.js";
import { isRuleGroup } from "../../net/address-book.js";
import type { IHub } from "./hub.js";

/** What has a rule collection group in the firewall's policy. */
type GroupOf = "cluster" | "pods" | "api-server" | "balancers" | "peer" | "peers" | "gateway" | "runtime";

const PRIORITIES_PER_SPOKE = 100;

/**
 * First priorities in a policy of the platform's own, 100 per spoke: callers of pods follow all clusters, then all API
 * servers, all users of load balancers, all peers, and all gateways. Before them all are those of no spoke: of the hub's own
 * peers, one per connection, and a single one of the runtime.
 */
const FIRST_PRIORITY = {
  peers: 800,
  runtime: 900,
  cluster: 1000,
  pods: 11_000,
  "api-server": 21_000,
  balancers: 31_000,
  peer: 40_000,
  gateway: 50_000,
} as const;

/**
 * Places among the 100 priorities that a spoke has in a policy with groups of others: 40 clusters, 5 peered hubs, 18 gateways.
 * Those of the hub's own peers are in the first hundred.
 */
const PLACE_IN_SPOKE = {
  cluster: 0,
  "api-server": 40,
  peer: 60,
  peers: 65,
  pods: 70,
  gateway: 80,
  balancers: 98,
  runtime: 99,
} as const;
const PLACES_IN_SPOKE = {
  cluster: 40,
  "api-server": 20,
  peer: 5,
  peers: 5,
  pods: 10,
  gateway: 18,
  balancers: 1,
  runtime: 1,
} as const;

/** Spokes for which a new place is looked for: as many as have clusters before the first API server. */
const MOST_SPOKES = 200;

/** Part of the path of a group in the address book, after that of what has it. */
const SUFFIX = {
  cluster: "",
  pods: ".reachableFrom",
  "api-server": ".apiServer",
  peer: "",
  peers: "",
  gateway: "",
  balancers: "",
  runtime: ".routeSync",
} as const;

interface SpokeOfGroup extends IConstruct {
  readonly hub: Pick<IHub, "firewall">;
  readonly index: number;
}

/** The hub of each spoke that has groups, by the path of the spoke: groups of two hubs are in two policies. */
const hubs = treeState("hubs-of-rule-groups", () => new Map<string, unknown>());

/** Whether a key of the address book may be that of a group in the same policy: that of a hub, or of one not known yet. */
function inPolicyOf({ hub, node }: SpokeOfGroup): (key: string) => boolean {
  const known = hubs.of(node.root);
  return (key) => isRuleGroup(key) && (known.get(key.split(".").slice(0, 2).join(".")) ?? hub) === hub;
}

/**
 * Priority of the rules of a spoke's cluster or gateway: the one that it had before, else the one of its position in the
 * spoke, from 0. In a platform that has priorities already, positions say nothing any more: a new group gets the first
 * free one of its spoke, and a new spoke the first hundred in which nothing is.
 */
export function ruleGroupPriority(
  of: GroupOf,
  owner: IConstruct,
  { spoke, index }: { readonly spoke: SpokeOfGroup; readonly index: number },
): number {
  const base = spoke.hub.firewall?.basePriority;
  const own = startOf(of, spoke.index, base) + index;
  const path = pathOf(owner);
  if (path === undefined) return own;
  const book = addressBookOf(owner);
  const spokePath = pathOf(spoke) ?? "";
  hubs.of(spoke.node.root).set(spokePath, spoke.hub);
  const inPolicy = inPolicyOf(spoke);
  const held = [...book.priorities].filter(([key]) => inPolicy(key));
  const candidates = book.isNew ? [own] : free(of, { spoke: `${spokePath}.`, base, held });
  return book.priority(`${path}${SUFFIX[of]}`, candidates, inPolicy) ?? own;
}

function startOf(of: GroupOf, spoke: number, base: number | undefined): number {
  if (base !== undefined) return base + PRIORITIES_PER_SPOKE * spoke + PLACE_IN_SPOKE[of];
  const isOfNoSpoke = of === "runtime" || of === "peers";
  return FIRST_PRIORITY[of] + (isOfNoSpoke ? 0 : PRIORITIES_PER_SPOKE * spoke);
}

interface Held {
  /** Beginning of the paths of the spoke's groups. */
  readonly spoke: string;
  /** First priority of the platform in a policy of others. */
  readonly base: number | undefined;
  readonly held: readonly (readonly [string, number])[];
}

/** Priorities of the spoke's own hundred, then of each hundred in which nothing is. */
function* free(of: GroupOf, { spoke, base, held }: Held): Generator<number> {
  const places = base === undefined ? PRIORITIES_PER_SPOKE : PLACES_IN_SPOKE[of];
  const kinds: readonly GroupOf[] = ["cluster", "pods", "api-server", "balancers", "peer", "gateway"];
  const inHundred =
    (i: number) =>
    ([, priority]: readonly [string, number]): boolean =>
      kinds.some((kind) => {
        const start = startOf(kind, i, base);
        return priority >= start && priority < start + PRIORITIES_PER_SPOKE;
      });
  const hundreds = Array.from({ length: MOST_SPOKES }, (_, i) => ({ i, groups: held.filter(inHundred(i)) }));
  const own = hundreds.filter(({ groups }) => groups.some(([key]) => key.startsWith(spoke)));
  const unused = hundreds.filter(({ groups }) => groups.length === 0);
  for (const { i } of [...own, ...unused]) {
    const start = startOf(of, i, base);
    for (let place = 0; place < places; place += 1) yield start + place;
  }
}
