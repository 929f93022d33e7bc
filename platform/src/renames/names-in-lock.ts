import type { LockEntries } from "../lock/lock-file.js";

/** What ends the path of a released name: other places of the same thing may be released, too. */
const RELEASED_NAME = ".name";

/** The old keys of everything that the lock file has them for, by its path there; of what is gone, too. */
export function namesIn(lock: LockEntries | undefined): ReadonlyMap<string, string> {
  const { names = {}, released = {} } = lock ?? {};
  return new Map([
    ...Object.entries(released).flatMap(([path, value]): [string, string][] =>
      isReleasedName(path, value) ? [[path.slice(0, -RELEASED_NAME.length), value]] : [],
    ),
    ...Object.entries(names),
  ]);
}

/** Whether a released entry is an old key, not a place. */
export function isReleasedName(path: string, value: string | number): value is string {
  return typeof value === "string" && path.endsWith(RELEASED_NAME) && !/[./]/.test(value);
}

/** The path of an old key that is released. */
export function releasedName(path: string): string {
  return `${path}${RELEASED_NAME}`;
}
