import { Cidr } from "@aks-topology/constructs";
import type { LockEntries } from "../lock/lock-file.js";
import type { KeyPath } from "../source-map.js";
import { withLongHub } from "./key-maps.js";
import { namesIn } from "./names-in-lock.js";

/** What the lock file says about the keys of one map of the platform file. */
export class LockedKeys {
  /** Old keys by the keys that the lock file has them under. */
  readonly #named: ReadonlyMap<string, string>;
  readonly #known: ReadonlySet<string>;
  readonly #live: ReadonlySet<string>;
  readonly #ranges: readonly (readonly [key: string, range: Cidr])[];
  /** The first two steps below a key: the map and the key of a part. */
  readonly #parts: ReadonlyMap<string, ReadonlySet<string>>;

  /** @param path the map's path in the lock file */
  constructor(path: KeyPath, lock: LockEntries | undefined) {
    const prefix = `${path.join(".")}.`;
    const below = (entry: string): string | undefined => {
      const whole = withLongHub(entry);
      return whole.startsWith(prefix) ? whole.slice(prefix.length) : undefined;
    };
    this.#named = new Map(
      [...namesIn(lock)].flatMap(([entry, old]) => {
        const key = below(entry);
        return key === undefined || key.includes(".") ? [] : [[key, old]];
      }),
    );
    const { released, ...live }: Partial<LockEntries> = lock ?? {};
    const keysIn = (map: object): string[] =>
      Object.keys(map).flatMap((entry) => below(entry)?.split(".")[0] ?? []);
    this.#live = new Set(Object.values(live).flatMap(keysIn));
    this.#parts = partsIn(
      Object.values(live).flatMap((map) => Object.keys(map).flatMap((key) => below(key) ?? [])),
    );
    this.#ranges = Object.entries(live.ranges ?? {}).flatMap(([entry, range]) => {
      const [key] = below(entry)?.split(".") ?? [];
      return key === undefined ? [] : [[key, Cidr.of(range)] as const];
    });
    this.#known = new Set([...this.#live, ...keysIn(released ?? {})]);
  }

  /** The old key that the lock file has for a key; undefined where it says nothing. */
  named(key: string): string | undefined {
    return this.#named.get(key);
  }

  /** The key that has names made of an old key; undefined where the lock file says nothing. */
  holderOf(old: string): string | undefined {
    return [...this.#named].find(([, each]) => each === old)?.[0];
  }

  /** Whether the lock file has anything under a key that was not gone in the last run. */
  hasLive(key: string): boolean {
    return this.#live.has(key);
  }

  /** The keys that were not gone in the last run, in the order of the lock file. */
  get liveKeys(): readonly string[] {
    return [...this.#live];
  }

  /** The parts of what has a key, as `clusters.main`. */
  partsOf(key: string): readonly string[] {
    return [...(this.#parts.get(key) ?? [])];
  }

  /** The ranges of what has a key, and of its parts. */
  rangesOf(key: string): readonly Cidr[] {
    return this.#ranges.flatMap(([owner, range]) => (owner === key ? [range] : []));
  }

  /** Whether the lock file has anything under a key. */
  has(key: string): boolean {
    return this.#known.has(key);
  }

  /**
   * The old key of a key, and the key that the lock file has it under.
   *
   * A rename that the lock file has already is what it says. Else the lock file may have the thing under an earlier key, with
   * its old one; else the oldest earlier key is the old one.
   *
   * @param isKey whether the file has a key
   */
  oldKeyOf(
    key: string,
    was: readonly string[],
    isKey: (key: string) => boolean,
  ): { readonly old: string; readonly lockKey: string } {
    const recorded = this.named(key);
    const [newest, oldest] = [was[0], was.at(-1)];
    if (newest === undefined || oldest === undefined) return { old: recorded ?? key, lockKey: key };
    const gone = was.filter((earlier) => !isKey(earlier));
    // What had exchanged keys with something that is gone keeps its own.
    const isRecorded = recorded === oldest || !this.hasLive(newest);
    if (recorded !== undefined && gone.includes(newest) && isRecorded) return { old: recorded, lockKey: key };
    const holder = isKey(newest) ? this.holderOf(oldest) : undefined;
    if (holder !== undefined) return { old: oldest, lockKey: holder };
    for (const earlier of gone) {
      const old = this.named(earlier);
      if (old !== undefined) return { old, lockKey: earlier };
    }
    const other = this.holderOf(oldest);
    return { old: oldest, lockKey: other ?? was.find((earlier) => this.has(earlier)) ?? oldest };
  }
}

function partsIn(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map<string, Set<string>>();
  for (const path of paths) {
    const [key = "", map, part] = path.split(".");
    const own = parts.get(key) ?? new Set();
    parts.set(key, own);
    if (map !== undefined && part !== undefined) own.add(`${map}.${part}`);
  }
  return parts;
}
