import { nodeRoutesOf, routesOf, type Foreign, type Stored, type TableRoute } from "./checker.js";
import type { DemoMirror } from "./mirrors.js";

/** A line of the two tables: one route by name, as it is in each. */
export interface Row {
  /** A node's route; a route of Terraform in the source; a route added by hand in the target. */
  readonly kind: "node" | "default" | "own";
  readonly name: string;
  readonly source: string;
  readonly target: string;
}

/** Both tables of a mirror, line by line, in the order of the routes' names. */
export function rowsOf(mirror: DemoMirror, stored: Stored, foreign: Foreign): readonly Row[] {
  const { source, target, podCidrs } = mirror;
  const left = routesOf(stored(source));
  const own = foreign.get(target) ?? [];
  // In a shared table, the routes of another mirror are shown with that mirror.
  const ours = new Set(nodeRoutesOf(stored(target), podCidrs).map(({ name }) => name));
  const right = routesOf(stored(target)).filter(
    ({ name }) => ours.has(name) || find([...own, ...left], name.toLowerCase()) !== undefined,
  );
  const nodes = new Set(nodeRoutesOf(stored(source), podCidrs).map(({ name }) => name.toLowerCase()));
  const names = new Map([...left, ...right].map(({ name }) => [name.toLowerCase(), name]));
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, name]): Row[] => {
      const source = words(find(left, key));
      const target = words(find(right, key));
      if (nodes.has(key)) return [{ kind: "node", name, source, target }];
      if (find(own, key) !== undefined) return [{ kind: "own", name, source, target }];
      return [{ kind: source === "" ? "node" : "default", name, source, target }];
    });
}

const HOPS: Readonly<Record<string, string>> = { VirtualNetworkGateway: "VPN gateway" };

function words(route: TableRoute | undefined): string {
  return route === undefined ? "" : `${route.prefix} → ${HOPS[route.hop] ?? route.hop}`;
}

function find(routes: readonly TableRoute[], key: string): TableRoute | undefined {
  return routes.find(({ name }) => name.toLowerCase() === key);
}
