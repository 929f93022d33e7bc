/**
 * Judges stored tables by rules of its own: nothing here is shared with the code under test, so that one mistake cannot
 * hide itself.
 */
export interface StoredRoute {
  readonly name: string;
  readonly prefix: string;
  readonly hop: string;
  readonly type: string;
  readonly raw: RawRoute;
}

export interface RawRoute {
  readonly name: string;
  readonly properties: {
    readonly addressPrefix: string;
    readonly nextHopType: string;
    readonly nextHopIpAddress?: string;
  };
}

/** A stored body as the simulator keeps it: another object whenever something in it has changed. */
type Body = Readonly<Record<string, unknown>> | undefined;

/** The watchdog looks after every request, and most of them change nothing. */
function remembered<T>(look: (body: NonNullable<Body>) => T): (body: NonNullable<Body>) => T {
  const known = new WeakMap<object, T>();
  return (body) => {
    const before = known.get(body);
    if (before !== undefined) return before;
    const seen = look(body);
    known.set(body, seen);
    return seen;
  };
}

function rawRoutes(body: Body): readonly RawRoute[] {
  const properties = body?.["properties"] as { routes?: readonly RawRoute[] } | undefined;
  return properties?.routes ?? [];
}

export function provisioningState(body: Body): string {
  const properties = body?.["properties"] as { provisioningState?: string } | undefined;
  return properties?.provisioningState ?? "missing";
}

const readRoutes = remembered((body): readonly StoredRoute[] =>
  rawRoutes(body).map((raw) => ({
    name: raw.name.toLowerCase(),
    prefix: raw.properties.addressPrefix,
    hop: raw.properties.nextHopIpAddress ?? "",
    type: raw.properties.nextHopType,
    raw,
  })),
);

export function routesOf(body: Body): readonly StoredRoute[] {
  return body === undefined ? [] : readRoutes(body);
}

/** A route as JSON without what Azure itself changes in it. */
function textOf({ raw }: StoredRoute): string {
  return JSON.stringify(raw, (key, value: unknown) =>
    key === "etag" || key === "provisioningState" ? undefined : value,
  );
}

/** `pods` is the beginning of the cluster's pod addresses: `10.244.` */
export function isNodeRoute(route: StoredRoute, pods: string): boolean {
  return (
    route.name.startsWith("aks") &&
    route.name.includes("vmss") &&
    route.type === "VirtualAppliance" &&
    route.prefix.startsWith(pods)
  );
}

export function identity({ name, prefix, hop }: StoredRoute): string {
  return `${name} ${prefix} ${hop}`;
}

export function nodeRoutes(body: Body, pods: string): StoredRoute[] {
  return routesOf(body).filter((route) => isNodeRoute(route, pods));
}

export function selectionKey(body: Body, pods: string): string {
  return nodeRoutes(body, pods).map(identity).sort().join("\n");
}

/** Routes to an appliance in the pod range that are not named as AKS names its own. */
export function unmatchedIn(body: Body, pods: string): string[] {
  return routesOf(body)
    .filter(
      ({ name, type, prefix }) =>
        type === "VirtualAppliance" && prefix.startsWith(pods) && !name.startsWith("aks"),
    )
    .map(({ raw }) => raw.name);
}

/** All that no mirror owns: the routes one by one, and the rest of the table. */
export function foreignText(body: Body, allPods: readonly string[]): string {
  const routes = routesOf(body).filter((route) => !allPods.some((pods) => isNodeRoute(route, pods)));
  const { tags, location } = { tags: body?.["tags"], location: body?.["location"] };
  return JSON.stringify({ tags, location, routes: routes.map(textOf).sort() });
}

/** True when a foreign route of the target has the name or the prefix of every one of these. */
export function allBlocked(routes: readonly StoredRoute[], target: Body, pods: string): boolean {
  const foreign = routesOf(target).filter((route) => !isNodeRoute(route, pods));
  return routes.every((route) =>
    foreign.some((other) => other.name === route.name || other.prefix === route.prefix),
  );
}

/** Why the target is not in step with the source; null when it is, but for routes that foreign ones block. */
export function outOfStep(source: Body, target: Body, pods: string): string | null {
  const wanted = new Set(
    nodeRoutes(source, pods)
      .filter((route) => !allBlocked([route], target, pods))
      .map(identity),
  );
  const present = new Set(nodeRoutes(target, pods).map(identity));
  const missing = [...wanted].filter((route) => !present.has(route));
  const stale = [...present].filter((route) => !wanted.has(route));
  return missing.length + stale.length === 0
    ? null
    : `missing ${missing.join(", ") || "none"}; stale ${stale.join(", ") || "none"}`;
}
