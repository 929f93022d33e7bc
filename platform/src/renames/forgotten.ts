import { KEY_MAPS, lockPath, type KeyMaps } from "./key-maps.js";
import type { RenameProblem } from "./conflicts.js";
import { WAS_MISSING } from "./rules.js";
import type { Thing } from "./things.js";

/** Maps whose things are interrupted or lost where a rename is taken for another thing. */
const MAPS: ReadonlySet<string> = new Set(["hubs", "spokes", "gateways", "clusters", "nodePools"]);

/**
 * Keys that may be renamed ones, although they do not say so. What was applied since has a lock file that says so.
 *
 * A new key takes the place of one that the lock file has and the file lacks, if its network has all ranges of that one; these
 * no other network can have. Else it does if both are the only ones in their map, with the same parts.
 */
export function forgottenRenames(things: readonly Thing[]): readonly RenameProblem[] {
  return [...new Set(things.map(({ siblings }) => siblings))].flatMap((siblings) => {
    const [first] = siblings;
    if (first === undefined || !MAPS.has(String(first.path.at(-2)))) return [];
    const { gone, added } = changesIn(siblings, first);
    const moved = added.flatMap((thing) => {
      const earlier = gone.find((key) => hasRangesOf(thing, key));
      return earlier === undefined ? [] : [{ thing, earlier }];
    });
    const [thing, ...more] = added.filter((each) => moved.every((pair) => pair.thing !== each));
    const [earlier, ...others] = gone.filter((key) => moved.every((pair) => pair.earlier !== key));
    const isOnly = more.length + others.length === 0;
    const takes =
      isOnly && thing !== undefined && earlier !== undefined && hasSameParts(thing, earlier, things);
    const pairs = takes ? [...moved, { thing, earlier }] : moved;
    return pairs.map((pair) => forgotten(pair.thing, pair.earlier));
  });
}

/** Keys of the lock file that a map of the file lacks, and its things that the lock file lacks. */
function changesIn(
  siblings: readonly Thing[],
  { locked }: Thing,
): { readonly gone: readonly string[]; readonly added: readonly Thing[] } {
  const has = (key: string): boolean =>
    siblings.some((each) => each.key === key || each.lockKey === key || each.was.includes(key));
  return {
    gone: locked.liveKeys.filter((key) => !has(key)),
    added: siblings.filter(
      ({ key, was }) => was.length === 0 && !locked.has(key) && locked.named(key) === undefined,
    ),
  };
}

function hasRangesOf({ addressSpace, locked }: Thing, gone: string): boolean {
  const ranges = locked.rangesOf(gone);
  return ranges.length > 0 && ranges.every((range) => addressSpace.some((space) => space.contains(range)));
}

/** Whether the parts that have names of their own are those that the lock file has of what is gone. */
function hasSameParts({ path, locked }: Thing, gone: string, things: readonly Thing[]): boolean {
  const parts = things
    .filter((each) => each.path.length === path.length + 2 && path.every((step, i) => each.path[i] === step))
    .map((each) => each.path.slice(path.length).join("."));
  const maps = Object.keys(mapsIn(path.map(String)));
  const before = locked.partsOf(gone).filter((part) => maps.some((map) => part.startsWith(`${map}.`)));
  // Pools of a cluster that is renamed may be, too.
  if (path.at(-2) === "clusters") return parts.length === before.length;
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
