import type { RuleText } from "@aks-topology/constructs/internal";
import type { KeyPath } from "../source-map.js";
import { lockPath } from "./key-maps.js";
import { WAS_IN_USE, WAS_UNKNOWN } from "./rules.js";
import type { Thing } from "./things.js";

/** Something that prevents a rename. */
export interface RenameProblem {
  readonly rule: RuleText;
  readonly path: KeyPath;
  readonly message: string;
  readonly hint: string;
}

/** Renames that contradict each other, or the lock file. */
export function conflictsOf(things: readonly Thing[]): readonly RenameProblem[] {
  return things.flatMap((thing) => conflictOf(thing) ?? []);
}

function conflictOf(thing: Thing): RenameProblem | undefined {
  return missingKeys(thing) ?? sharedKey(thing) ?? unknownKey(thing) ?? keyOfGone(thing);
}

function about({ path, was }: Thing, rule: RuleText, message: string, hint = rule.remedy): RenameProblem {
  return { rule, path: was.length > 0 ? [...path, "was"] : path, message, hint };
}

/** Earlier keys that the file does not name, although Terraform's state or names may have them. */
function missingKeys(thing: Thing): RenameProblem | undefined {
  const { key, old, was, lockKey, siblings, locked } = thing;
  const oldest = was.at(-1);
  if (oldest === undefined) return undefined;
  if (lockKey !== key && !was.includes(lockKey)) {
    const hint = `Write was: [${[lockKey, ...was].join(", ")}].`;
    return about(thing, WAS_IN_USE, `The lock file has ${key} under ${lockKey}.`, hint);
  }
  const names = locked.named(oldest);
  const isTaken = old === oldest || siblings.some((other) => other.key !== key && other.old === old);
  if (names === undefined || names === old || !isTaken || locked.holderOf(oldest) !== undefined)
    return undefined;
  const message = `The lock file has names made of "${names}" for what was ${oldest}.`;
  return about(thing, WAS_IN_USE, message, `Write was: [${[...was, names].join(", ")}].`);
}

/** An old key that something else has, too. Reported once: where an earlier key is named, the second of two; else at the new key. */
function sharedKey(thing: Thing): RenameProblem | undefined {
  const { key, old, was, siblings } = thing;
  const other = siblings.find((each) => each.key !== key && each.old === old);
  if (other === undefined) return undefined;
  if (was.length === 0 && (other.was.length > 0 || key !== old)) return undefined;
  if (other.was.length > 0 && siblings.indexOf(other) > siblings.indexOf(thing)) return undefined;
  if (was.length === 0) {
    const message = `The lock file has names made of "${old}" for ${lockPath(other.path)}.`;
    return about(thing, WAS_IN_USE, message, "Choose another key.");
  }
  const message =
    other.key === old && other.was.length === 0
      ? `"${old}" is a key of the file, so that ${key} cannot have its names.`
      : `Both ${other.key} and ${key} were "${old}".`;
  return about(thing, WAS_IN_USE, message);
}

/** A new key that something had which is gone: Terraform's state may still have it, so that nothing can move there. */
function keyOfGone(thing: Thing): RenameProblem | undefined {
  const { key, old, siblings, locked } = thing;
  const names = locked.named(key) ?? key;
  const isGone = locked.has(key) && siblings.every((each) => each.old !== names && !each.was.includes(key));
  if (key === old || !isGone) return undefined;
  const hint =
    "Apply the removal, run `aks-topology lock FILE --prune`, and rename then; or choose another key.";
  return about(thing, WAS_IN_USE, `The lock file still has places of what was ${key} before.`, hint);
}

/** Earlier keys of which the lock file has none, although it has the thing. */
function unknownKey(thing: Thing): RenameProblem | undefined {
  const { key, was, path, siblings, locked } = thing;
  const isLocked = was.length > 0 && locked.hasLive(key) && locked.named(key) === undefined;
  // What has no places is not in the lock file.
  const isKnown = (earlier: string): boolean =>
    locked.has(earlier) ||
    locked.holderOf(earlier) !== undefined ||
    siblings.some((each) => each.key === earlier);
  if (!isLocked || was.some(isKnown)) return undefined;
  return about(
    thing,
    WAS_UNKNOWN,
    `The lock file has ${lockPath(path)}, and nothing of ${was.join(" or ")}.`,
  );
}

/** Renames that nothing confirms: neither key is in the lock file, where others of their kind are, or there is none. */
export function doubtsOf(things: readonly Thing[], hasLock: boolean): readonly RenameProblem[] {
  return things.flatMap((thing) => doubtOf(thing, hasLock) ?? []);
}

function doubtOf(thing: Thing, hasLock: boolean): RenameProblem | undefined {
  const { key, was, siblings, locked } = thing;
  if (was.length === 0) return undefined;
  const isLocked = (each: string): boolean =>
    locked.has(each) || locked.named(each) !== undefined || locked.holderOf(each) !== undefined;
  // What has no places is not in the lock file.
  const confirms = hasLock && siblings.some((each) => each !== thing && isLocked(each.key));
  if ([key, ...was].some(isLocked) || (hasLock && !confirms)) return undefined;
  const earlier = was.map((each) => `"${each}"`).join(" or ");
  const source = hasLock ? "The lock file has neither" : "There is no lock file that has";
  const message = `${source} ${key} ${hasLock ? "nor" : "or"} ${earlier}, so nothing confirms the rename: names and ranges are those of "${thing.old}".`;
  const hint = hasLock
    ? "Remove was if nothing has had that key; otherwise correct it."
    : "Restore the lock file from version control if the platform has been applied; remove was if nothing has had that key.";
  return about(thing, WAS_UNKNOWN, message, hint);
}
