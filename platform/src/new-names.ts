/**
 * Names that only an overlay has, and whose settings are incomplete: most often, the name of something in the file that it
 * extends is misspelt, or was renamed there. That is one mistake, and one problem.
 */
import { didYouMean, nearestName } from "@aks-topology/terraform";
import { MISSING_KEY } from "./file-rules.js";
import { isMap, mergedContent, type Layers } from "./layers.js";
import type { PlatformProblem } from "./problem.js";
import { hasFreeNames, namesKey } from "./schema/offered.js";
import { keySteps, valueAt, type KeyPath, type KeyPlaces } from "./source-map.js";

const BOTH = new Intl.ListFormat("en", { type: "conjunction" });
const ALTERNATIVES = new Intl.ListFormat("en", { type: "disjunction" });

/** The problems of a platform, with the missing keys of each name that a file adds to those it extends as one. */
export function joinNewNames(
  problems: readonly PlatformProblem[],
  layers: Layers,
  source: KeyPlaces,
): PlatformProblem[] {
  const nameOf = ({ code, path }: PlatformProblem): NewName | undefined =>
    code === MISSING_KEY.code ? newName(keySteps(path), layers) : undefined;
  const found = withoutMoved(
    problems.map((problem) => ({ problem, name: nameOf(problem) })),
    layers,
  );
  const isFirst = (path: string, i: number): boolean =>
    found.findIndex(({ name }) => name?.path.join(".") === path) === i;
  return found.flatMap(({ problem, name }, i) => {
    if (name === undefined) return [problem];
    const path = name.path.join(".");
    if (!isFirst(path, i)) return [];
    const missing = found.flatMap(({ problem: { path: key }, name: other }) =>
      other?.path.join(".") === path ? [`"${key.slice(path.length + 1)}"`] : [],
    );
    return [joined(name, missing, source)];
  });
}

interface Found {
  readonly problem: PlatformProblem;
  /** Of what a new name lacks. */
  readonly name: NewName | undefined;
}

/** The problems without those of keys that are missing since a misspelt name has them. */
function withoutMoved(found: readonly Found[], layers: Layers): readonly Found[] {
  const meant = found.flatMap(({ name }) => {
    const similar = name && nearestName(String(name.path.at(-1)), name.known);
    return name === undefined || similar === undefined ? [] : [{ path: name.path, similar }];
  });
  const isMoved = ({ code, path }: PlatformProblem): boolean =>
    code === MISSING_KEY.code &&
    meant.some(({ path: written, similar }) => {
      const right = [...written.slice(0, -1), similar];
      const key = keySteps(path);
      if (!right.every((step, i) => key[i] === step)) return false;
      const below = [...written, ...key.slice(right.length)];
      return layers.some(({ content }) => valueAt(content, below) !== undefined);
    });
  return found.filter(({ problem }) => !isMoved(problem));
}

/** A name that a file adds, with the names next to it in the files that it extends. */
interface NewName {
  readonly path: KeyPath;
  readonly known: readonly string[];
}

/** The outermost name on the way to a key that only overlays have. */
function newName(key: KeyPath, layers: Layers): NewName | undefined {
  const path = key
    .map((_, i) => key.slice(0, i + 1))
    .find((place) => isFreeName(place) && introducedBy(place, layers)?.isOverlay);
  if (path === undefined) return undefined;
  const [next, ...others] = layers.slice(
    layers.findIndex((layer) => layer === introducedBy(path, layers)) + 1,
  );
  const base = next && valueAt(mergedContent([next, ...others]), path.slice(0, -1));
  return isMap(base) && Object.keys(base).length > 0 ? { path, known: Object.keys(base) } : undefined;
}

function isFreeName(place: KeyPath): boolean {
  const around = place.slice(0, -1);
  const last = place.at(-1);
  return typeof last === "string" && hasFreeNames(around) && !namesKey(around, last);
}

/** The last file with a value: it has no name of the files that it extends. */
function introducedBy(place: KeyPath, layers: Layers): Layers[0] | undefined {
  return layers.findLast(({ content }) => valueAt(content, place) !== undefined);
}

function joined({ path, known }: NewName, missing: readonly string[], source: KeyPlaces): PlatformProblem {
  const name = String(path.at(-1));
  const { file, line, column } = source.placeOfKey(path);
  const lacks = `${missing.length === 1 ? "the key" : "the keys"} ${BOTH.format(missing)}`;
  const similar = didYouMean(name, known);
  const hint =
    similar === ""
      ? `Write ${ALTERNATIVES.format(known.map((one) => `"${one}"`))} to change what is there, or add what is missing.`
      : `${similar} Otherwise, add what is missing.`;
  return {
    code: MISSING_KEY.code,
    severity: "error",
    message: `No file that is extended has ${path.slice(0, -1).join(".")}.${name}, and ${lacks} of a new one ${missing.length === 1 ? "is" : "are"} missing.`,
    hint,
    path: path.join("."),
    file,
    line,
    column,
  };
}
