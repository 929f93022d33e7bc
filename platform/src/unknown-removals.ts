import { mergedContent, type Layers } from "./layers.js";
import type { PlatformProblem } from "./problem.js";
import { hasFreeNames, keysAt, namesKey } from "./schema/offered.js";
import { unknownKey } from "./shape-problems.js";
import { valueAt, type KeyPath } from "./source-map.js";

/**
 * Keys that a file removes, which neither the files that it extends have, nor any file can have: misspelt, they would remove
 * nothing unnoticed.
 */
export function unknownRemovals(layers: Layers): readonly PlatformProblem[] {
  return layers.flatMap(({ source, content, isOverlay }, i) => {
    const [next, ...others] = layers.slice(i + 1);
    if (!isOverlay || next === undefined) return [];
    const base = mergedContent([next, ...others]);
    return removedKeys(content, [])
      .filter((path) => isUnknown(path) && valueAt(base, path) === undefined)
      .map((path) => unknownKey({ source, content }, path.slice(0, -1), String(path.at(-1))));
  });
}

function removedKeys(value: unknown, path: KeyPath): KeyPath[] {
  if (typeof value !== "object" || Array.isArray(value)) return [];
  // A key without a value removes.
  if (!value) return [path];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    removedKeys(inner, [...path, key]),
  );
}

/** Whether the map around a key has keys of its own, and not this one; names that a team chooses may be any. */
function isUnknown(path: KeyPath): boolean {
  const around = path.slice(0, -1);
  const last = path.at(-1);
  return (
    typeof last === "string" && !hasFreeNames(around) && keysAt(around).length > 0 && !namesKey(around, last)
  );
}
