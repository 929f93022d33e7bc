/**
 * Keys that are misspelt. A misspelt key is unknown, and the key that it means is missing; checks of the map that should
 * have it fail too. That is one mistake: the rest of the file is judged as if the key were spelt right.
 */
import { nearestName } from "@aks-topology/terraform";
import { MISSING_KEY, UNKNOWN_KEY } from "./file-rules.js";
import type { PlatformProblem } from "./problem.js";
import { namesKey } from "./schema/offered.js";
import { absentKeys } from "./shape-remedies.js";
import { keySteps, valueAt, type KeyPath, type KeyPlaces } from "./source-map.js";

/** A key of the content that means another one. */
export interface Misspelling {
  /** The map that the key is in, with the keys above it spelt right. */
  readonly around: KeyPath;
  readonly written: string;
  readonly meant: string;
}

/** A file with more unknown keys than this was written for something else, and is reported as it is. */
const MOST_MISSPELLINGS = 50;

/**
 * The keys of maps that are near to a key which their map lacks: unknown ones, and those in place of the key that decides
 * which keys the map has.
 */
export function misspeltKeys(problems: readonly PlatformProblem[], content: unknown): Misspelling[] {
  const unknown = problems.filter(({ code }) => code === UNKNOWN_KEY.code).map(({ path }) => keySteps(path));
  if (unknown.length > MOST_MISSPELLINGS) return [];
  const found = [...unknown, ...instead(problems, content)].flatMap(
    (path) => misspelling(path, content) ?? [],
  );
  return found.filter((one, i) => found.findIndex((other) => placeOf(other) === placeOf(one)) === i);
}

/** The keys that no form of their map has, where a key is missing. */
function instead(problems: readonly PlatformProblem[], content: unknown): KeyPath[] {
  return problems
    .filter(({ code }) => code === MISSING_KEY.code)
    .flatMap(({ path }) => {
      const around = keySteps(path).slice(0, -1);
      const map = valueAt(content, around);
      if (typeof map !== "object" || map === null || Array.isArray(map)) return [];
      return Object.keys(map)
        .filter((key) => !namesKey(around, key))
        .map((key) => [...around, key]);
    });
}

function misspelling(path: KeyPath, content: unknown): Misspelling | undefined {
  const around = path.slice(0, -1);
  const written = String(path.at(-1));
  const meant = nearestName(written, absentKeys(content, around));
  return meant === undefined || meant === written ? undefined : { around, written, meant };
}

/** The dotted path of the key that is meant. */
export function placeOf({ around, meant }: Misspelling): string {
  return [...around, meant].join(".");
}

/** The content with keys spelt right, in their order. */
export function spelt(content: unknown, misspellings: readonly Misspelling[]): unknown {
  return misspellings.reduce(speltOne, content);
}

function speltOne(content: unknown, { around, written, meant }: Misspelling): unknown {
  const [step, ...below] = around;
  if (typeof content !== "object" || content === null) return content;
  if (step !== undefined && Array.isArray(content))
    return content.map((entry: unknown, i) =>
      i === step ? speltOne(entry, { around: below, written, meant }) : entry,
    );
  return Object.fromEntries(
    Object.entries(content).map(([key, value]): [string, unknown] => {
      if (step === undefined) return [key === written ? meant : key, value];
      return [key, key === step ? speltOne(value, { around: below, written, meant }) : value];
    }),
  );
}

/** A path of content with keys spelt right, as the file writes it. */
export function asWritten(path: KeyPath, misspellings: readonly Misspelling[]): KeyPath {
  return misspellings.reduceRight<KeyPath>((current, { around, written, meant }) => {
    const isBelow = [...around, meant].every((step, i) => current[i] === step);
    return isBelow ? [...around, written, ...current.slice(around.length + 1)] : current;
  }, path);
}

/** The places of keys that are asked for as they are spelt right. */
export function placesAsWritten(source: KeyPlaces, misspellings: readonly Misspelling[]): KeyPlaces {
  return {
    files: source.files,
    placeOf: (path) => source.placeOf(asWritten(path, misspellings)),
    placeOfKey: (path) => source.placeOfKey(asWritten(path, misspellings)),
    writtenAt: (path) => source.writtenAt(asWritten(path, misspellings)),
  };
}
