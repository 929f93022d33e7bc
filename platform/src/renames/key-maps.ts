import type { KeyPath } from "../source-map.js";

/**
 * The maps of the platform file whose keys are part of names, and the maps inside of their things.
 *
 * Paths of things exist in three forms: in the file, with the *old* keys that names in Azure and places are made of, and in the
 * lock file. They differ in the keys only, so that a table of keys translates one into another.
 */
export interface KeyMaps {
  readonly [map: string]: KeyMaps;
}

export const KEY_MAPS: KeyMaps = {
  hubs: { "firewall.publish": {}, "gateway.sites": {}, "gateway.circuits": {}, "dns.forward": {} },
  spokes: { gateways: {}, clusters: { nodePools: {} } },
  mirrors: {},
  frontDoors: {},
  "governance.policies": {},
};

/** A map whose keys are those of spokes, or of spokes and clusters joined. */
export const EVENT_TOPICS = "routeSync.eventGrid.existing";

const ALL_MAPS: KeyMaps = { ...KEY_MAPS, [EVENT_TOPICS]: {} };

/** Keys in another form, by the whole path of the thing, such as `spokes.shop.clusters.main`. */
export type KeyTable = ReadonlyMap<string, string>;

/** A path with the keys of another form. */
export function rekeyed(path: KeyPath, keys: KeyTable): KeyPath {
  const [first, ...rest] = path;
  // `hub: X` is short for `hubs: { hub: X }`.
  const whole = first === "hub" ? ["hubs", "hub", ...rest] : path;
  return descend(whole, ALL_MAPS, [], keys);
}

function descend(path: KeyPath, maps: KeyMaps, above: KeyPath, keys: KeyTable): KeyPath {
  for (const [map, inner] of Object.entries(maps)) {
    const steps = map.split(".");
    const [key, ...rest] = path.slice(steps.length);
    if (typeof key !== "string" || !steps.every((step, i) => path[i] === step)) continue;
    const whole = [...above, ...steps, key];
    return [...steps, keys.get(whole.join(".")) ?? key, ...descend(rest, inner, whole, keys)];
  }
  return path;
}

/** A dotted path of the lock file with the keys of another form. */
export function rekeyedText(path: string, keys: KeyTable): string {
  return lockPath(rekeyed(path.split("."), keys));
}

/** How the lock file writes a path: a hub named `hub` is that of the short form. */
export function lockPath(path: KeyPath): string {
  const [map, key, ...rest] = path;
  return (map === "hubs" && key === "hub" ? ["hub", ...rest] : path).join(".");
}

/** A path of the lock file as one below `hubs`, if it begins with the short form `hub`. */
export function withLongHub(path: string): string {
  return path === "hub" || path.startsWith("hub.") ? `hubs.${path}` : path;
}

/** The key at the end of a dotted path. */
export function lastKey(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
