import type { Mirror } from "./mirror.js";
import { byName, type Route } from "./route.js";

/** What a mirror's rule makes of a list of routes. */
export interface Selection {
  /** Routes to mirror, or mirrored: node-named, to an appliance, inside the pod CIDRs; sorted by name. */
  readonly selected: readonly Route[];
  /** Node-named routes to an appliance outside every pod CIDR; sorted by name. */
  readonly ignored: readonly Route[];
  /** Routes to an appliance inside the pod CIDRs under names that are no node's; sorted by name. */
  readonly unmatched: readonly Route[];
  /** All that the rule leaves alone, `ignored` and `unmatched` included, in the order of the list. */
  readonly others: readonly Route[];
}

/** The one rule for both tables: what it selects in the source is mirrored, what it selects in the target is owned. */
export function select(mirror: Mirror, routes: readonly Route[]): Selection {
  const selected: Route[] = [];
  const ignored: Route[] = [];
  const unmatched: Route[] = [];
  const others: Route[] = [];
  for (const route of routes) {
    if (!route.toAppliance) {
      others.push(route);
      continue;
    }
    const nodeNamed = mirror.routeNamePattern.matches(route.name);
    const inside = insidePods(mirror, route);
    if (nodeNamed && inside) selected.push(route);
    else {
      others.push(route);
      if (nodeNamed) ignored.push(route);
      else if (inside) unmatched.push(route);
    }
  }
  return {
    selected: selected.sort(byName),
    ignored: ignored.sort(byName),
    unmatched: unmatched.sort(byName),
    others,
  };
}

/** True when the mirror, reading this route in its source, would mirror it. */
export function selects(mirror: Mirror, route: Route): boolean {
  return route.toAppliance && mirror.routeNamePattern.matches(route.name) && insidePods(mirror, route);
}

/** A default route is never a node's, whatever the configuration calls a pod CIDR. */
function insidePods(mirror: Mirror, route: Route): boolean {
  const { network } = route;
  return network !== null && network.length > 0 && mirror.podCidrs.some((pods) => pods.contains(network));
}
