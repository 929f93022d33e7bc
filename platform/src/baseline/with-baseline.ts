import { isStandard, type ClusterSpec } from "../schema/cluster.js";
import type { Platform } from "../schema/platform.js";
import { baselineOf, type Baseline } from "./baselines.js";

/** The platform with the defaults of its baseline in place of the keys that it lacks. */
export function withBaseline(platform: Platform): Platform {
  const { cluster, frontDoor, ...ofPlatform } = baselineOf(platform.baseline ?? "relaxed");
  const spokes = mapValues(platform.spokes, (spoke) => ({
    ...spoke,
    clusters: mapValues(spoke.clusters, (spec) => {
      const ofDoor = withDoorDefaults(spec, frontDoor);
      return isStandard(ofDoor) ? withDefaultsBy(ofDoor, cluster) : ofDoor;
    }),
  }));
  const frontDoors = mapValues(platform.frontDoors, (spec) => withDefaultsBy(spec, frontDoor));
  return withDefaults({ ...platform, spokes, frontDoors }, ofPlatform);
}

/** A cluster with the defaults of its own Front Door. A shared one has its own. */
function withDoorDefaults<T extends ClusterSpec>(spec: T, defaults: Baseline["frontDoor"]): T {
  const { ingress } = spec;
  return ingress.type !== "front-door" || ingress.frontDoor !== undefined
    ? spec
    : { ...spec, ingress: withDefaultsBy(ingress, defaults) };
}

function withDefaultsBy<T extends object>(spec: T, defaults: ((spec: T) => object) | undefined): T {
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
