import picomatch from "picomatch";
import type { Mirror } from "./mirror.js";
import { byName } from "./route.js";
import type { Route } from "./route.js";

/** What a mirror's rule makes of a list of routes. */
export interface Selection {
  /** Routes to mirror, or mirrored: node-named, to an appliance, inside the pod CIDRs; sorted by name. */
  readonly selected: readonly Route[];
  /** Node-named routes to an appliance outside every pod CIDR; sorted by name. */
  readonly ignored: readonly Route[];
  /** All that the rule leaves alone, `ignored` included, in the order of the list. */
  readonly others: readonly Route[];
}

const matchers = new Map<string, (name: string) => boolean>();

/** Compiling a glob costs more than planning a table with it, and a fleet shares one pattern. */
function matcher(pattern: string): (name: string) => boolean {
  const known = matchers.get(pattern);
  if (known !== undefined) return known;
  const made = picomatch.makeRe(pattern, { nocase: true, dot: true });
  const match = (name: string): boolean => made.test(name);
  matchers.set(pattern, match);
  return match;
}

/** The one rule for both tables: what it selects in the source is mirrored, what it selects in the target is owned. */
export function select(mirror: Mirror, routes: readonly Route[]): Selection {
  const matches = matcher(mirror.routeNamePattern);
  const selected: Route[] = [];
  const ignored: Route[] = [];
  const others: Route[] = [];
  for (const route of routes) {
    const nodeRoute = route.toAppliance && matches(route.name);
    if (nodeRoute && insidePods(mirror, route)) selected.push(route);
    else {
      others.push(route);
      if (nodeRoute) ignored.push(route);
    }
  }
  return { selected: selected.sort(byName), ignored: ignored.sort(byName), others };
}

/** A default route is never a node's, whatever the configuration calls a pod CIDR. */
function insidePods(mirror: Mirror, route: Route): boolean {
  const { network } = route;
  return network !== null && network.length > 0 && mirror.podCidrs.some((pods) => pods.contains(network));
}
