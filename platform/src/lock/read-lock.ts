import type { PlatformFiles } from "../platform-files.js";
import type { PlatformProblem } from "../problem.js";
import { lockFileOf, parseLock, unreadable, type HubOf, type LockEntries } from "./lock-file.js";

/** The lock file of a platform file, where there is one. */
export interface LoadedLock {
  readonly file: string;
  readonly entries: LockEntries;
}

/** Reads the lock file of the named file, never one of a file that it extends. */
export function readLock(
  file: string,
  files: PlatformFiles,
  hubOf: HubOf,
): LoadedLock | undefined | { readonly problems: readonly PlatformProblem[] } {
  const lockFile = lockFileOf(file);
  let text: string;
  try {
    text = files.read(lockFile);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return reason === "ENOENT" ? undefined : { problems: [unreadable(lockFile, reason)] };
  }
  const result = parseLock(text, lockFile, hubOf);
  return result.ok ? { file: lockFile, entries: result.entries } : { problems: result.problems };
}
