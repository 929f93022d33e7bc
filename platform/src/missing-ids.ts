/**
 * Keys of something that exists already, where its `id` was forgotten: each is unknown then, and what only a created thing
 * needs is missing. That is one mistake, and one problem.
 */
import { MISSING_KEY, UNKNOWN_KEY } from "./file-rules.js";
import type { PlatformProblem } from "./problem.js";
import { mayHaveId, ownerOfKey } from "./schema/offered.js";
import { keySteps, type KeyPath } from "./source-map.js";

/** What may be created or exist already, and has the key in only one of the two forms; undefined for any other key. */
export function holderOfKey(key: KeyPath): { holder: KeyPath; owner: "existing" | "created" } | undefined {
  const around = key.slice(0, -1);
  const holder = around.map((_, i) => around.slice(0, i + 1)).find((place) => mayHaveId(place));
  const owner = holder === undefined ? undefined : ownerOfKey(holder, key.slice(holder.length));
  return holder === undefined || owner === undefined ? undefined : { holder, owner };
}

/** The problems of a file, with those of each thing that lacks its id as one. */
export function joinMissingIds(
  problems: readonly PlatformProblem[],
  hasId: (holder: KeyPath) => boolean,
): PlatformProblem[] {
  const holderOf = ({ code, path }: PlatformProblem): string | undefined => {
    const found = code === UNKNOWN_KEY.code ? holderOfKey(keySteps(path)) : undefined;
    return found?.owner !== "existing" || hasId(found.holder) ? undefined : found.holder.join(".");
  };
  const holders = new Set(problems.map(holderOf).filter((holder) => holder !== undefined));
  return [...holders].reduce<PlatformProblem[]>(
    (found, holder) => {
      const ofExisting = found.filter((problem) => holderOf(problem) === holder);
      return ofExisting.length === 1 ? found : joined(found, holder, ofExisting);
    },
    [...problems],
  );
}

function joined(
  problems: readonly PlatformProblem[],
  holder: string,
  ofExisting: readonly PlatformProblem[],
): PlatformProblem[] {
  const inOrder = [...ofExisting].sort((a, b) => a.line - b.line || a.column - b.column);
  const [first] = inOrder;
  const keys = inOrder.map(({ path }) => `"${path.slice(holder.length + 1)}"`);
  const message = `${keys.slice(0, -1).join(", ")} and ${keys.at(-1)} are keys of something that exists already, and ${holder} has no id.`;
  return problems
    .filter((problem) => problem === first || !ofExisting.includes(problem))
    .filter(({ code, path }) => code !== MISSING_KEY.code || !path.startsWith(`${holder}.`))
    .map((problem) =>
      problem === first
        ? { ...problem, message, hint: `Add the id of ${holder}, or remove the keys.` }
        : problem,
    );
}
