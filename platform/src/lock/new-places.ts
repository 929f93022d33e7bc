import type { AddressBookEntries } from "@aks-topology/constructs/internal";
import type { Platform, SpokeSpec } from "../schema/platform.js";

type ClusterSpec = SpokeSpec["clusters"][string];

/**
 * The platform with its keys by name: in this order new things choose their places, so that the order of the file decides
 * nothing. The first pool of a new cluster stays first, since it becomes part of the cluster's resource.
 */
export function inNameOrder(platform: Platform, { systemPools }: AddressBookEntries): Platform {
  const cluster = (path: string, spec: ClusterSpec): ClusterSpec => {
    if (!("nodePools" in spec)) return spec;
    const [first, ...others] = Object.entries(spec.nodePools);
    if (first === undefined) return spec;
    const pools = systemPools[path] === undefined ? [first, ...byName(others)] : byName([first, ...others]);
    return { ...spec, nodePools: Object.fromEntries(pools) };
  };
  const spoke = (name: string, spec: SpokeSpec): SpokeSpec => ({
    ...spec,
    gateways: Object.fromEntries(byName(Object.entries(spec.gateways))),
    clusters: Object.fromEntries(
      byName(Object.entries(spec.clusters)).map(([key, each]) => [
        key,
        cluster(`spokes.${name}.clusters.${key}`, each),
      ]),
    ),
  });
  const spokes = byName(Object.entries(platform.spokes)).map(
    ([name, spec]) => [name, spoke(name, spec)] as const,
  );
  return { ...platform, spokes: Object.fromEntries(spokes) };
}

function byName<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
