/** The shape of a platform file: its keys, and the form of their values. Each mistake is reported once. */
import { MISSING_KEY, UNKNOWN_KEY } from "./file-rules.js";
import { joinMisplacedKeys } from "./misplaced-keys.js";
import {
  asWritten,
  misspeltKeys,
  placeOf,
  placesAsWritten,
  spelt,
  type Misspelling,
} from "./misspelt-keys.js";
import { joinMissingIds } from "./missing-ids.js";
import { inFileOrder, type PlatformProblem } from "./problem.js";
import { prototypeNames } from "./prototype-names.js";
import { platformSchema, type Platform } from "./schema/platform.js";
import { invalidName, shapeProblems, unknownKey, type ShapeContext } from "./shape-problems.js";
import { keySteps, valueAt, type KeyPath, type KeyPlaces } from "./source-map.js";

export type ReadShape =
  | { readonly ok: true; readonly platform: Platform }
  | { readonly ok: false; readonly problems: PlatformProblem[] };

/** The platform that the content of a file says, or every problem of its shape. */
export function readShape(context: ShapeContext): ReadShape {
  const { source } = context;
  const read = validated(context);
  const names = prototypeNames(context.content);
  if (read.ok && names.length === 0) return read;
  const found = read.ok ? [] : speltRight(source, context.content, read.problems);
  const reserved = names
    .filter((path) => !found.some((problem) => problem.path === path.join(".")))
    .map((path) => invalidName(context, path, "JavaScript reserves it"));
  return { ok: false, problems: inFileOrder([...found, ...reserved], source) };
}

function validated(context: ShapeContext): ReadShape {
  const result = platformSchema.safeParse(context.content);
  if (result.success) return { ok: true, platform: result.data };
  const problems = result.error.issues.flatMap((issue) => shapeProblems(issue, context));
  const hasId = (holder: KeyPath): boolean => valueAt(context.content, [...holder, "id"]) !== undefined;
  return {
    ok: false,
    problems: joinMisplacedKeys(
      joinMissingIds(oncePerAnchor(oncePerValue(problems, context.content), context.content), hasId),
    ),
  };
}

/** The problems without those of aliases: what is wrong with an anchor of YAML is one mistake, where the anchor is. */
function oncePerAnchor(problems: readonly PlatformProblem[], content: unknown): PlatformProblem[] {
  const placed = problems.map((problem) => {
    const path = keySteps(problem.path);
    return { problem, holder: valueAt(content, path.slice(0, -1)), key: path.at(-1) };
  });
  return placed
    .filter(
      ({ problem: { code }, holder, key }, i) =>
        typeof holder !== "object" ||
        placed.findIndex(
          (other) => other.holder === holder && other.key === key && other.problem.code === code,
        ) === i,
    )
    .map(({ problem }) => problem);
}

/**
 * The problems of a file, where each misspelt key is one problem, and is read as the key that it means.
 *
 * @param content the file's content, with the keys of `misspellings` spelt right
 * @param problems the problems of that content
 */
function speltRight(
  source: KeyPlaces,
  content: unknown,
  problems: readonly PlatformProblem[],
  misspellings: readonly Misspelling[] = [],
): PlatformProblem[] {
  const more = misspeltKeys(problems, content);
  const inFile = (problem: PlatformProblem): PlatformProblem => ({
    ...problem,
    path: asWritten(keySteps(problem.path), misspellings).join("."),
  });
  if (more.length === 0) return misspellings.length === 0 ? [...problems] : problems.map(inFile);
  const places = placesAsWritten(source, misspellings);
  const misspelt = more.map(({ around, written }) =>
    inFile(unknownKey({ source: places, content }, around, written)),
  );
  const all = [...misspellings, ...more];
  const right = spelt(content, more);
  const read = validated({ source: placesAsWritten(source, all), content: right });
  const left = read.ok ? [] : withoutConsequences(read.problems, right, all);
  return [...misspelt, ...speltRight(source, right, left, all)];
}

/**
 * The problems without those that a misspelling brings: another form than that of the key which is taken to be meant, and
 * keys that a file lacks which extends another, since that one was not read.
 */
function withoutConsequences(
  problems: readonly PlatformProblem[],
  content: unknown,
  misspellings: readonly Misspelling[],
): readonly PlatformProblem[] {
  const guessed = new Set(misspellings.map(placeOf));
  const extendsFile = valueAt(content, ["extends"]) !== undefined;
  return problems.filter(
    ({ code, path }) => !guessed.has(path) && !(extendsFile && code === MISSING_KEY.code),
  );
}

/** The first problem of each value, and no problem of a list whose entry has one: it may follow from that. */
function oncePerValue(problems: readonly PlatformProblem[], content: unknown): PlatformProblem[] {
  const at = (path: string): unknown => valueAt(content, keySteps(path));
  return problems.filter(({ code, path }, i) => {
    if (code === UNKNOWN_KEY.code) return true;
    const value = at(path);
    if (Array.isArray(value)) return !problems.some((other) => other.path.startsWith(`${path}.`));
    const isMap = typeof value === "object" && value !== null;
    return (
      isMap || problems.findIndex((other) => other.path === path && other.code !== UNKNOWN_KEY.code) === i
    );
  });
}
