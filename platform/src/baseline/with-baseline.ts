import type { CreatedClusterSpec } from "../schema/cluster.js";
import type { Platform } from "../schema/platform.js";
import { baselineOf, type Baseline } from "./baselines.js";

/** The platform with the defaults of its baseline in place of the keys that it lacks. */
export function withBaseline(platform: Platform): Platform {
  const { cluster: ofCluster, ...ofPlatform } = baselineOf(platform.baseline ?? "relaxed");
  const spokes = mapValues(platform.spokes, (spoke) => ({
    ...spoke,
    clusters: mapValues(spoke.clusters, (cluster) =>
      cluster.id === undefined ? withClusterDefaults(cluster, ofCluster) : cluster,
    ),
  }));
  return withDefaults({ ...platform, spokes }, ofPlatform);
}

function withClusterDefaults(spec: CreatedClusterSpec, defaults: Baseline["cluster"]): CreatedClusterSpec {
  return defaults === undefined ? spec : withDefaults(spec, defaults(spec));
}

/** The map with the entries of `defaults` for keys without a value. */
function withDefaults<T extends object>(given: T, defaults: object): T {
  const missing = Object.entries(defaults).filter(([key]) => Reflect.get(given, key) === undefined);
  return { ...given, ...Object.fromEntries(missing) };
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
