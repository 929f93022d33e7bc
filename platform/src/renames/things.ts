import { Cidr } from "@aks-topology/constructs";
import type { LockEntries } from "../lock/lock-file.js";
import type { KeyPath } from "../source-map.js";
import { KEY_MAPS, type KeyMaps } from "./key-maps.js";
import { LockedKeys } from "./locked-keys.js";

/** Something of the platform file whose key is part of names. */
export interface Thing {
  /** In the file, as `hubs.hub` for the short form `hub`. */
  readonly path: KeyPath;
  readonly key: string;
  /** The key that its names in Azure and its places are made of. */
  readonly old: string;
  /** The path of old keys. */
  readonly oldPath: KeyPath;
  /** The ranges of its own network; none for what is inside of one. */
  readonly addressSpace: readonly Cidr[];
  /** Earlier keys that the file names, the newest first. */
  readonly was: readonly string[];
  /** The key that the lock file has it under; its old one where it has no other. */
  readonly lockKey: string;
  /** The things of the same map, this one included. */
  readonly siblings: readonly Thing[];
  /** What the lock file says about the keys of the map. */
  readonly locked: LockedKeys;
}

type Specs = Readonly<Record<string, unknown>>;

/** All things of a platform, each after the one that it is a part of. */
export function thingsOf(platform: object, lock: LockEntries | undefined): readonly Thing[] {
  const { hub, ...rest }: Specs = { ...platform };
  return thingsIn(hub === undefined ? rest : { ...rest, hubs: { hub } }, KEY_MAPS, TOP, lock);
}

interface Above {
  readonly path: KeyPath;
  readonly oldPath: KeyPath;
  /** Where the lock file has it. */
  readonly lockPath: KeyPath;
}

const TOP: Above = { path: [], oldPath: [], lockPath: [] };

function thingsIn(spec: unknown, maps: KeyMaps, above: Above, lock: LockEntries | undefined): Thing[] {
  return Object.entries(maps).flatMap(([map, inner]) => {
    const steps = map.split(".");
    const specs = record(steps.reduce<unknown>((value, step) => record(value)[step], spec));
    const locked = new LockedKeys([...above.lockPath, ...steps], lock);
    const siblings: Thing[] = [];
    return Object.entries(specs).flatMap(([key, each]) => {
      const was = earlierKeys(each);
      const { old, lockKey } = locked.oldKeyOf(key, was, (other) => Object.hasOwn(specs, other));
      const path = [...above.path, ...steps, key];
      const oldPath = [...above.oldPath, ...steps, old];
      const addressSpace = rangesOf(each);
      const thing: Thing = { path, key, old, oldPath, addressSpace, was, lockKey, siblings, locked };
      siblings.push(thing);
      const below = { path, oldPath, lockPath: [...above.lockPath, ...steps, lockKey] };
      return [thing, ...thingsIn(each, inner, below, lock)];
    });
  });
}

function earlierKeys(spec: unknown): readonly string[] {
  const { was } = record(spec);
  return [was].flat().filter((key) => typeof key === "string");
}

function rangesOf(spec: unknown): readonly Cidr[] {
  const { addressSpace } = record(spec);
  return [addressSpace].flat().filter((range) => range instanceof Cidr);
}

function record(value: unknown): Specs {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
