import { renameSync, writeFileSync } from "node:fs";
import type { LoadedPlatform } from "../load.js";
import type { PlatformProblem } from "../problem.js";
import { lockFileOf, NO_ENTRIES, printLock, type LockEntries } from "./lock-file.js";
import { LOCK_MISSING, LOCK_OUTDATED } from "./rules.js";

/**
 * What becomes of a lock file: `write` writes what is new, `frozen` refuses it, as in a pipeline, and `ignore` keeps the
 * file as it is.
 */
export type LockMode = "write" | "frozen" | "ignore";

/** The lock file after a run. */
export interface NewLock {
  readonly file: string;
  readonly text: string;
  readonly changed: boolean;
}

/** The lock file of a platform with these places. What has no places needs none. */
export function newLock({ file, lock }: LoadedPlatform, entries: LockEntries): NewLock {
  const text = printLock(entries);
  // Compared by its entries: comments and the order of lines do not count.
  const before = lock === undefined ? printLock(NO_ENTRIES) : printLock(lock.entries);
  return { file: lockFileOf(file), text, changed: text !== before };
}

/** Problems of a lock file that may not change. */
export function frozenProblems(loaded: LoadedPlatform, entries: LockEntries): readonly PlatformProblem[] {
  const { lock, file, source } = loaded;
  if (!newLock(loaded, entries).changed) return [];
  if (lock === undefined) {
    const message = `${file} has no lock file ${lockFileOf(file)}.`;
    const { code, remedy: hint } = LOCK_MISSING;
    return [{ code, severity: "warning", message, hint, path: "", ...source.placeOf([]) }];
  }
  const [path, message] = firstDifference(lock.entries, entries);
  const { code, remedy: hint } = LOCK_OUTDATED;
  return [{ code, severity: "error", message, hint, path, ...source.placeOf(path.split(".")) }];
}

function firstDifference(before: LockEntries, now: LockEntries): readonly [path: string, message: string] {
  for (const map of ["names", "ranges", "addresses", "priorities", "systemPools"] as const) {
    const added = Object.entries(now[map]).find(([key, value]) => before[map][key] !== value);
    if (added !== undefined) return [added[0], `The lock file has no ${map} entry ${added[0]}: ${added[1]}.`];
  }
  const gone = Object.keys(now.released).find((key) => before.released[key] === undefined);
  return ["", `The lock file still has ${gone ?? "entries"} of what the platform file no longer has.`];
}

/** Writes a lock file, whole or not at all. */
export function writeLock({ file, text, changed }: NewLock): void {
  if (!changed) return;
  const draft = `${file}.new`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
