/**
 * Keys that are written one level too high, next to the missing map that they belong in: `ddos: { id: … }` for
 * `ddos: { plan: { id: … } }`. That is one mistake, and one problem.
 */
import { MISSING_KEY, UNKNOWN_KEY } from "./file-rules.js";
import type { PlatformProblem } from "./problem.js";
import { namesKey } from "./schema/offered.js";
import { keySteps } from "./source-map.js";

/** The problems of a file, each key that is too high once, with where to write it; the map that it belongs in is not missing then. */
export function joinMisplacedKeys(problems: readonly PlatformProblem[]): PlatformProblem[] {
  return problems
    .filter(({ code }) => code === MISSING_KEY.code)
    .reduce((found, missing) => joined(found, missing), [...problems]);
}

function joined(problems: readonly PlatformProblem[], missing: PlatformProblem): PlatformProblem[] {
  const target = keySteps(missing.path);
  const around = target.slice(0, -1);
  const misplaced = problems.filter(
    ({ code, path }) =>
      code === UNKNOWN_KEY.code &&
      keySteps(path).slice(0, -1).join(".") === around.join(".") &&
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

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
