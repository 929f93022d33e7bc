import type { AddressBookEntries } from "@aks-topology/constructs/internal";
import type { LockEntries } from "../lock/lock-file.js";
import { lastKey, lockPath, rekeyedText, withLongHub, type KeyTable } from "./key-maps.js";
import { isReleasedName, namesIn, releasedName } from "./names-in-lock.js";
import type { Thing } from "./things.js";

/** What ends the path of a released system pool. */
const SYSTEM_POOL = ".systemPool";

/** The places of a lock file, by old keys. */
export function placesByOldKeys(lock: LockEntries): AddressBookEntries {
  const released = Object.entries(lock.released).filter(([path, value]) => !isReleasedName(path, value));
  return rekeyedEntries({ ...lock, released: Object.fromEntries(released) }, oldKeysIn(lock));
}

/**
 * The lock file of places by old keys. It has the old key of everything that is renamed, that was so before, or that the file
 * names an earlier key of; that of what is gone is released.
 */
export function lockOf(
  entries: AddressBookEntries,
  things: readonly Thing[],
  before: LockEntries | undefined,
): LockEntries {
  const present: KeyTable = new Map(things.map((thing) => [thing.oldPath.join("."), thing.key]));
  const gone = goneKeys(before, present);
  const keys: KeyTable = new Map([...gone, ...present]);
  const named = things.filter(
    ({ key, old, was, locked }) => was.length > 0 || key !== old || locked.named(key) !== undefined,
  );
  const { released, ...places } = rekeyedEntries(entries, keys);
  const names = sorted(named.map(({ path, old }) => [lockPath(path), old]));
  // A key that something else has now is no way back to the thing that is gone.
  const back = [...gone.keys()]
    .map((path) => [rekeyedText(path, keys), lastKey(path)] as const)
    .filter(([path]) => !Object.hasOwn(names, path));
  return {
    ...places,
    names,
    released: sorted([
      ...Object.entries(released),
      ...back.map(([path, old]) => [releasedName(path), old] as const),
    ]),
  };
}

/** Old keys by the paths of the lock file. */
function oldKeysIn(lock: LockEntries | undefined): KeyTable {
  return new Map([...namesIn(lock)].map(([path, old]) => [withLongHub(path), old]));
}

/** The keys that the lock file has for what the file no longer has, by paths of old keys. */
function goneKeys(before: LockEntries | undefined, present: KeyTable): KeyTable {
  const oldKeys = oldKeysIn(before);
  return new Map(
    [...oldKeys.keys()]
      .map((path) => [withLongHub(rekeyedText(path, oldKeys)), lastKey(path)] as const)
      .filter(([old]) => !present.has(old)),
  );
}

function rekeyedEntries(entries: AddressBookEntries, keys: KeyTable): AddressBookEntries {
  const { ranges, addresses, priorities, systemPools, released } = entries;
  const pool = (cluster: string, name: string): string =>
    lastKey(rekeyedText(`${cluster}.nodePools.${name}`, keys));
  const releasedPool = (path: string, value: string | number): string | number =>
    typeof value === "string" && path.endsWith(SYSTEM_POOL)
      ? pool(path.slice(0, -SYSTEM_POOL.length), value)
      : value;
  return {
    ranges: rekeyedMap(ranges, keys),
    addresses: rekeyedMap(addresses, keys),
    priorities: rekeyedMap(priorities, keys),
    systemPools: rekeyedMap(systemPools, keys, pool),
    released: rekeyedMap(released, keys, releasedPool),
  };
}

function rekeyedMap<V>(
  map: Readonly<Record<string, V>>,
  keys: KeyTable,
  change: (path: string, value: V) => V = (_, value) => value,
): Record<string, V> {
  return sorted(
    Object.entries(map).map(([path, value]) => [rekeyedText(path, keys), change(path, value)] as const),
  );
}

function sorted<V>(entries: readonly (readonly [string, V])[]): Record<string, V> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
