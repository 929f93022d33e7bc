import type { LoadedPlatform } from "../load.js";
import { hasErrors, type PlatformProblem } from "../problem.js";
import { inspect } from "../synthesize.js";
import { adoptedEntries } from "./adopt-lock.js";
import { lockFileOf, NO_ENTRIES, type LockEntries } from "./lock-file.js";
import { newLock, writeLock } from "./new-lock.js";

export interface LockUpdateOptions {
  /** Folder of earlier output, or file with `terraform show -json`, whose places are adopted. @default none */
  readonly from?: string | undefined;
  /** Whether the places of what is gone are dropped. @default false */
  readonly prune?: boolean | undefined;
  /** Path whose places are dropped, with all below it. @default none */
  readonly forget?: string | undefined;
}

export interface LockUpdate {
  readonly problems: readonly PlatformProblem[];
  /** The lock file; undefined when a problem is an error: then nothing was written. */
  readonly file: string | undefined;
  readonly changed: boolean;
  /** Paths whose places were dropped. */
  readonly forgotten: readonly string[];
  /** Paths of what is gone, whose places stay reserved. */
  readonly released: readonly string[];
}

/** Brings the lock file of a platform up to date, without writing its Terraform. */
export function updateLock(loaded: LoadedPlatform, options: LockUpdateOptions): LockUpdate {
  const before = loaded.lock?.entries ?? NO_ENTRIES;
  const adopted = options.from === undefined ? before : adoptedEntries(loaded, options.from);
  const [kept, forgotten] = without(adopted, options.forget);
  const { built, problems } = inspect({ ...loaded, lock: lockOf(loaded, kept) });
  if (hasErrors(problems)) return { problems, file: undefined, changed: false, forgotten, released: [] };
  const entries = built.lockEntries();
  const after = options.prune === true ? { ...entries, released: {} } : entries;
  const pruned = Object.keys(entries.released).filter((path) => !(path in after.released));
  const lock = newLock(loaded, after);
  writeLock(lock);
  const { file, changed } = lock;
  return {
    problems,
    file,
    changed,
    forgotten: [...forgotten, ...pruned],
    released: Object.keys(after.released),
  };
}

function lockOf({ file }: LoadedPlatform, entries: LockEntries): LoadedPlatform["lock"] {
  return { file: lockFileOf(file), entries };
}

/** The entries without those at a path and below it, and the paths of these. */
function without(entries: LockEntries, path: string | undefined): readonly [LockEntries, readonly string[]] {
  if (path === undefined) return [entries, []];
  const isBelow = (key: string): boolean => key === path || key.startsWith(`${path}.`);
  const keep = <V>(map: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(map).filter(([key]) => !isBelow(key)));
  const { ranges, addresses, priorities, systemPools, names, released } = entries;
  const all = [ranges, addresses, priorities, systemPools, names, released];
  const gone = all.flatMap((map) => Object.keys(map)).filter(isBelow);
  return [
    {
      ranges: keep(ranges),
      addresses: keep(addresses),
      priorities: keep(priorities),
      systemPools: keep(systemPools),
      names: keep(names),
      released: keep(released),
    },
    [...new Set(gone)],
  ];
}
