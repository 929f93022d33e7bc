/** Keys that an overlay misspells, where the file that it extends has the right one: the merged map has both. */
import { didYouMean } from "@aks-topology/terraform";
import { UNKNOWN_KEY } from "./file-rules.js";
import { isMap, mergedContent, type Layers } from "./layers.js";
import type { PlatformProblem } from "./problem.js";
import { namesKey } from "./schema/offered.js";
import { CHECK_SPELLING } from "./shape-remedies.js";
import { keySteps, valueAt, type KeyPath } from "./source-map.js";

/** The problems, each unknown key of an overlay with the key of the extended files that it is near to. */
export function suggestExtendedKeys(problems: readonly PlatformProblem[], layers: Layers): PlatformProblem[] {
  return problems.map((problem) => {
    if (problem.code !== UNKNOWN_KEY.code || problem.hint !== CHECK_SPELLING) return problem;
    const path = keySteps(problem.path);
    const meant = didYouMean(String(path.at(-1)), extendedKeys(path, layers));
    return meant === "" ? problem : { ...problem, hint: `${meant} The extended file has it here.` };
  });
}

/** Keys of the same map that the files have which a key's file extends, and that file does not. */
function extendedKeys(path: KeyPath, layers: Layers): readonly string[] {
  const around = path.slice(0, -1);
  const position = layers.findIndex(({ content }) => valueAt(content, path) !== undefined);
  const own = layers[position];
  const [next, ...others] = layers.slice(position + 1);
  const base = next && valueAt(mergedContent([next, ...others]), around);
  if (own === undefined || !isMap(base)) return [];
  return Object.keys(base).filter(
    (key) => namesKey(around, key) && valueAt(own.content, [...around, key]) === undefined,
  );
}
