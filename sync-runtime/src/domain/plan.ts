import type { Mirror } from "./mirror.js";
import { byName, type Route } from "./route.js";
import { select, selects } from "./select.js";

export interface Update {
  readonly before: Route;
  readonly after: Route;
}

/** A node route that cannot be set, because of one that the mirror must not touch. */
export interface Conflict {
  readonly route: Route;
  /** The route in the way: in the target, or in the source where two node routes collide. */
  readonly foreign: Route;
  readonly reason: string;
}

/** What one mirror would change in a list of target routes. Data only: whether it may is the guards' business. */
export interface MirrorPlan {
  readonly mirror: Mirror;
  readonly add: readonly Route[];
  readonly update: readonly Update[];
  readonly remove: readonly Route[];
  /** Target routes that the mirror leaves alone; under `upsert-only` and `retire` the stale ones are among them. */
  readonly foreign: readonly Route[];
  readonly ignored: readonly Route[];
  /** Source routes to an appliance inside the pod CIDRs that no mirror of this source and target takes, for their names. */
  readonly unmatched: readonly Route[];
  /** Foreign routes of the target whose names fit the pattern's text and are no node's. */
  readonly lookalikes: readonly Route[];
  readonly conflicts: readonly Conflict[];
  /** What the source asks for. */
  readonly selected: readonly Route[];
  /** How many routes of the target the mirror owned before. */
  readonly owned: number;
  /** How many routes the target had before, foreign ones included. */
  readonly before: number;
  /** The target's routes afterwards: what stays keeps its place, what is new comes last. */
  readonly after: readonly Route[];
}

/**
 * Whether a mirror that retires has reached its end: its source has no node route, not even one that the mirror does not
 * take, so the target needs none.
 */
export function retires({ mirror, selected, ignored, unmatched }: MirrorPlan): boolean {
  return mirror.policy === "retire" && selected.length + ignored.length + unmatched.length === 0;
}

export function changes(plan: MirrorPlan): number {
  return plan.add.length + plan.update.length + plan.remove.length;
}

/**
 * Plans one mirror from the routes of its source and of its target.
 * The order of either list does not matter, and planning again on `after` changes nothing.
 * @param siblings other mirrors of the same source and target: what one of them takes is not missed
 */
export function planMirror(
  mirror: Mirror,
  source: readonly Route[],
  target: readonly Route[],
  siblings: readonly Mirror[] = [],
): MirrorPlan {
  const wanted = select(mirror, source);
  const present = select(mirror, target);
  const { taken, conflicts, kept } = settle(mirror, wanted.selected, present.selected, present.others);

  const add: Route[] = [];
  const update: Update[] = [];
  const successor = new Map<Route, Route>();
  const ownedByKey = new Map(present.selected.toReversed().map((route) => [route.key, route]));
  for (const route of taken) {
    const before = ownedByKey.get(route.key);
    if (before === undefined) {
      add.push(route.withoutBody());
      continue;
    }
    const after = before.sameAs(route) ? before : route.withoutBody();
    successor.set(before, after);
    if (after !== before) update.push({ before, after });
  }
  const stays = new Set<Route>(kept);
  const remove = present.selected.filter((route) => !successor.has(route) && !stays.has(route));
  const removed = new Set(remove);
  const after = target.filter((route) => !removed.has(route)).map((route) => successor.get(route) ?? route);
  return {
    mirror,
    add,
    update,
    remove,
    conflicts,
    foreign: [...present.others, ...kept].sort(byName),
    ignored: wanted.ignored,
    unmatched: wanted.unmatched.filter((route) => !siblings.some((sibling) => selects(sibling, route))),
    lookalikes: present.unmatched.filter(({ name }) => mirror.routeNamePattern.resembles(name)),
    selected: wanted.selected,
    owned: present.selected.length,
    before: target.length,
    after: [...after, ...add],
  };
}

interface Settlement {
  readonly taken: readonly Route[];
  readonly conflicts: readonly Conflict[];
  /** Owned routes that stay although the source asks for them no longer, or not like this. */
  readonly kept: readonly Route[];
}

/** Decides which wanted routes can be set, and which owned ones stay, by the mirror's policy. */
function settle(
  mirror: Mirror,
  wanted: readonly Route[],
  owned: readonly Route[],
  others: readonly Route[],
): Settlement {
  switch (mirror.policy) {
    case "sync":
      return { ...admit(wanted, others), kept: [] };
    case "upsert-only":
      return keepAll(wanted, owned, others);
    case "retire":
      return keepUntilEmpty(wanted, owned, others);
  }
}

/**
 * An owned route that is not taken over stays and is in the way like a foreign one, which may refuse a further route:
 * hence the repetition, until nothing more is kept.
 */
function keepAll(wanted: readonly Route[], owned: readonly Route[], others: readonly Route[]): Settlement {
  let kept: readonly Route[] = [];
  for (;;) {
    const { taken, conflicts } = admit(wanted, [...others, ...kept]);
    const left = withoutNames(owned, taken);
    if (left.length === kept.length) return { taken, conflicts, kept };
    kept = left;
  }
}

/**
 * While the source has a node route, none is removed unless another node has its range now: AKS deletes the routes of a
 * cluster that leaves kubenet in batches, and pods on the remaining nodes are still reached by theirs.
 */
function keepUntilEmpty(
  wanted: readonly Route[],
  owned: readonly Route[],
  others: readonly Route[],
): Settlement {
  const { taken, conflicts } = admit(wanted, others);
  if (wanted.length === 0) return { taken, conflicts, kept: [] };
  const ranges = new Set(taken.map((route) => route.prefixKey));
  return {
    taken,
    conflicts,
    kept: withoutNames(owned, taken).filter((route) => !ranges.has(route.prefixKey)),
  };
}

function withoutNames(routes: readonly Route[], named: readonly Route[]): readonly Route[] {
  const keys = new Set(named.map((route) => route.key));
  return routes.filter((route) => !keys.has(route.key));
}

function admit(
  wanted: readonly Route[],
  blockers: readonly Route[],
): Pick<Settlement, "taken" | "conflicts"> {
  const names = new Map(blockers.map((route) => [route.key, route]));
  const prefixes = new Map(blockers.map((route) => [route.prefixKey, route]));
  const inTarget = new Set(blockers);
  const taken: Route[] = [];
  const conflicts: Conflict[] = [];
  for (const route of wanted) {
    const sameName = names.get(route.key);
    const foreign = sameName ?? prefixes.get(route.prefixKey);
    if (foreign === undefined) {
      taken.push(route);
      names.set(route.key, route);
      prefixes.set(route.prefixKey, route);
    } else if (!(inTarget.has(foreign) && foreign.sameAs(route))) {
      const place = inTarget.has(foreign) ? "the target" : "the source";
      const what =
        sameName === undefined ? `has the prefix ${route.values.addressPrefix}` : "has the same name";
      conflicts.push({ route, foreign, reason: `a route of ${place} ${what} already` });
    }
  }
  return { taken, conflicts };
}
