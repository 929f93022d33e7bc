import { didYouMean } from "@aks-topology/terraform";
import { UNKNOWN_KEY } from "./file-rules.js";
import { isMap, mergedContent, type Layer, type Layers } from "./layers.js";
import type { PlatformProblem } from "./problem.js";
import { hasFreeNames, keysAt, namesKey } from "./schema/offered.js";
import { unknownKey } from "./shape-problems.js";
import { valueAt, type KeyPath } from "./source-map.js";

const ALTERNATIVES = new Intl.ListFormat("en", { type: "disjunction" });

/**
 * Keys that a file removes although none of the files that it extends has them: misspelt, they would remove nothing unnoticed.
 * Keys that a file may have, such as the firewall of a hub, may be removed from files with and without them.
 */
export function unknownRemovals(layers: Layers): readonly PlatformProblem[] {
  return layers.flatMap((layer, i) => {
    const extended = layers.slice(i + 1);
    if (!layer.isOverlay || extended.length === 0) return [];
    return removedKeys(layer.content, [])
      .filter((path) => extended.every(({ content }) => isAbsent(valueAt(content, path))))
      .flatMap((path) => problemOf(path, layer, extended));
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

/** What another file removes, too, it does not have. */
function isAbsent(value: unknown): boolean {
  return (value ?? undefined) === undefined;
}

function problemOf(
  path: KeyPath,
  { source, content }: Layer,
  extended: readonly Layer[],
): readonly PlatformProblem[] {
  const around = path.slice(0, -1);
  const key = String(path.at(-1));
  if (namesKey(around, key)) return [];
  if (hasFreeNames(around)) return [unknownName(path, source.placeOfKey(path), namesIn(around, extended))];
  return keysAt(around).length > 0 ? [unknownKey({ source, content }, around, key)] : [];
}

/** The names that a map has in the files that are extended. */
function namesIn(around: KeyPath, [next, ...others]: readonly Layer[]): readonly string[] {
  const map = next && valueAt(mergedContent([next, ...others]), around);
  return isMap(map) ? Object.keys(map) : [];
}

function unknownName(
  path: KeyPath,
  { file, line, column }: ReturnType<Layer["source"]["placeOfKey"]>,
  known: readonly string[],
): PlatformProblem {
  const similar = didYouMean(String(path.at(-1)), known);
  const names = ALTERNATIVES.format(known.map((name) => `"${name}"`));
  const others = known.length === 0 ? "Remove the line." : `Write ${names}, or remove the line.`;
  return {
    code: UNKNOWN_KEY.code,
    severity: "error",
    message: `No file that is extended has ${path.join(".")}, so that there is nothing to remove.`,
    hint: similar === "" ? others : similar,
    path: path.join("."),
    file,
    line,
    column,
  };
}
