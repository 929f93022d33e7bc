import { KEY_MAPS, lockPath, type KeyMaps } from "./key-maps.js";
import type { RenameProblem } from "./conflicts.js";
import { WAS_MISSING } from "./rules.js";
import type { Thing } from "./things.js";

/** Maps whose things are interrupted or lost where a rename is taken for another thing. */
const MAPS: ReadonlySet<string> = new Set(["hubs", "spokes", "gateways", "clusters"]);

/**
 * Keys that may be renamed ones, although they do not say so: the only new one of a map that lacks one key of the lock file,
 * with the same parts. What was applied since has a lock file that says so.
 */
export function forgottenRenames(things: readonly Thing[]): readonly RenameProblem[] {
  return [...new Set(things.map(({ siblings }) => siblings))].flatMap((siblings) => {
    const [first] = siblings;
    if (first === undefined || !MAPS.has(String(first.path.at(-2)))) return [];
    const { locked } = first;
    const has = (key: string): boolean =>
      siblings.some((each) => each.key === key || each.lockKey === key || each.was.includes(key));
    const [gone, ...others] = locked.liveKeys.filter((key) => !has(key));
    const [added, ...more] = siblings.filter(
      ({ key, was }) => was.length === 0 && !locked.has(key) && locked.named(key) === undefined,
    );
    if (gone === undefined || added === undefined || others.length + more.length > 0) return [];
    return hasSameParts(added, gone, things) ? [forgotten(added, gone)] : [];
  });
}

/** Whether the parts that have names of their own are those that the lock file has of what is gone. */
function hasSameParts({ path, locked }: Thing, gone: string, things: readonly Thing[]): boolean {
  const parts = things
    .filter((each) => each.path.length === path.length + 2 && path.every((step, i) => each.path[i] === step))
    .map((each) => each.path.slice(path.length).join("."));
  const maps = Object.keys(mapsIn(path.map(String)));
  const before = locked.partsOf(gone).filter((part) => maps.some((map) => part.startsWith(`${map}.`)));
  return parts.toSorted().join() === before.toSorted().join();
}

function mapsIn([map = "", , ...below]: readonly string[], maps: KeyMaps = KEY_MAPS): KeyMaps {
  const inner = maps[map] ?? {};
  return below.length === 0 ? inner : mapsIn(below, inner);
}

function forgotten({ key, path }: Thing, gone: string): RenameProblem {
  const before = lockPath([...path.slice(0, -1), gone]);
  return {
    rule: WAS_MISSING,
    path,
    message: `The lock file has ${before}, which the file no longer has, and nothing of ${key}, which is new.`,
    hint: `Add was: ${gone} if it was renamed: names and ranges stay. Otherwise Terraform deletes the one and creates the other.`,
  };
}
