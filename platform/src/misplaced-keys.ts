/**
 * Keys that are written one level too high, next to the map that they belong in: `ddos: { id: … }` for
 * `ddos: { plan: { id: … } }`. That is one mistake, and one problem.
 */
import { MISSING_KEY, UNKNOWN_KEY } from "./file-rules.js";
import type { PlatformProblem } from "./problem.js";
import { keysAt, namesKey } from "./schema/offered.js";
import { keySteps, type KeyPath } from "./source-map.js";

/** The problems of a file, each key that is too high once, with where to write it; the map that it belongs in is not missing then. */
export function joinMisplacedKeys(problems: readonly PlatformProblem[]): PlatformProblem[] {
  const required = problems
    .filter(({ code }) => code === MISSING_KEY.code)
    .reduce((found, missing) => joined(found, keySteps(missing.path), missing), [...problems]);
  return required
    .filter(({ code, path }) => code === UNKNOWN_KEY.code && lastOf(path) === "id")
    .reduce((found, { path }) => inOnlyPart(found, keySteps(path).slice(0, -1)), required);
}

/** An id and other keys next to the one optional map that has all of them. */
function inOnlyPart(problems: readonly PlatformProblem[], around: KeyPath): PlatformProblem[] {
  const keys = unknownIn(problems, around).map(({ path }) => lastOf(path));
  const parts = keysAt(around).filter((part) => keys.every((key) => namesKey([...around, part], key)));
  const [only, second] = parts;
  return only === undefined || second !== undefined ? [...problems] : joined(problems, [...around, only]);
}

function joined(
  problems: readonly PlatformProblem[],
  target: KeyPath,
  missing?: PlatformProblem,
): PlatformProblem[] {
  const misplaced = unknownIn(problems, target.slice(0, -1)).filter(({ path }) =>
    namesKey(target, lastOf(path)),
  );
  const [first] = misplaced;
  if (first === undefined) return [...problems];
  const keys = misplaced.map(({ path }) => lastOf(path));
  const map = `${String(target.at(-1))}: { ${keys.map((key) => `${key}: …`).join(", ")} }`;
  return problems
    .filter((problem) => problem !== missing && (problem === first || !misplaced.includes(problem)))
    .map((problem) => (problem === first ? { ...first, hint: `Write ${map}.` } : problem));
}

/** Unknown keys of the map at a path. */
function unknownIn(problems: readonly PlatformProblem[], around: KeyPath): PlatformProblem[] {
  return problems.filter(
    ({ code, path }) =>
      code === UNKNOWN_KEY.code && keySteps(path).slice(0, -1).join(".") === around.join("."),
  );
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
