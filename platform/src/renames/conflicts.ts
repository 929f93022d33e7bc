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
  const { key, old, was, siblings, locked } = thing;
  const other = siblings.find((each) => each.key !== key && each.old === old);
  const about = (rule: RuleText, message: string, hint = rule.remedy): RenameProblem => {
    const path = was.length > 0 ? [...thing.path, "was"] : thing.path;
    return { rule, path, message, hint };
  };
  if (other !== undefined) {
    // Reported once: where the earlier key is named, the second of two; else at the new key.
    if (was.length === 0 && (other.was.length > 0 || key !== old)) return undefined;
    if (other.was.length > 0 && siblings.indexOf(other) > siblings.indexOf(thing)) return undefined;
    if (was.length > 0 && other.key === old && other.was.length === 0)
      return about(WAS_IN_USE, `"${old}" is a key of the file, so that ${key} cannot have its names.`);
    if (was.length === 0) {
      const message = `The lock file has names made of "${old}" for ${lockPath(other.path)}.`;
      return about(WAS_IN_USE, message, `Choose another key, or add was to ${key} with a key of its own.`);
    }
    return about(WAS_IN_USE, `Both ${other.key} and ${key} were "${old}".`);
  }
  const [inBetween] = was.filter((each) => each === old && locked.named(each) !== undefined);
  const names = inBetween === undefined ? undefined : locked.named(inBetween);
  if (inBetween !== undefined && names !== undefined && locked.holderOf(inBetween) === undefined) {
    const message = `The lock file has names made of "${names}" for what was ${inBetween}.`;
    return about(WAS_IN_USE, message, `Write was: ${names}.`);
  }
  const isLost = locked.has(key) && locked.named(key) === undefined && was.length > 0;
  if (!isLost || was.some((each) => locked.has(each) || locked.holderOf(each) !== undefined))
    return undefined;
  const message = `The lock file has ${lockPath(thing.path)}, and nothing of ${was.join(" or ")}.`;
  return about(WAS_UNKNOWN, message);
}
