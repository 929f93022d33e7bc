/**
 * From what runs already to a platform file that says the same.
 *
 * 1. Relations show what is hub, spoke, cluster and gateway, and attributes what the file says of each.
 * 2. The file is built, and its resources are matched with what was found. Names that differ and the places of subnets and
 *    rules are read off the pairs, and the file is built again with them, until nothing new is learnt.
 * 3. Everything that then still differs is reported; nothing is written here.
 */
import type { AzurermMajor } from "@aks-topology/terraform";
import { stringify } from "yaml";
import { placesOf } from "../lock/adopt-lock.js";
import { lockFileOf, NO_ENTRIES, printLock, type LockEntries } from "../lock/lock-file.js";
import { merged } from "../layers.js";
import { parsePlatform, type LoadedPlatform } from "../load.js";
import { hasErrors, type PlatformProblem } from "../problem.js";
import { inspect, type Inspection } from "../synthesize.js";
import { differencesOf, type AttributeDifference } from "./comparison.js";
import { keptByPlan, keptFromStart } from "./keeping.js";
import { platformSpec } from "./infer/platform.js";
import type { FoundResource, Inventory } from "./inventory.js";
import { keyOfElement, matchStacks, namesOfPair, type Element, type Matching } from "./matching.js";
import { reasonOfCreation, reasonOfDifference, reasonOfOutside } from "./reasons.js";
import { relationsOf } from "./relations.js";
import type { Spec } from "./spec.js";
import { isValues } from "./values.js";

export interface Adopted {
  /** Text of the platform file. */
  readonly text: string;
  /** Text of its lock file. */
  readonly lock: string;
  readonly problems: readonly PlatformProblem[];
  /** Names of the stacks that the file becomes. */
  readonly stacks: readonly string[];
  readonly pairs: readonly AdoptedPair[];
  readonly differences: readonly RemainingDifference[];
  /** Resources that the first plan creates. */
  readonly created: readonly CreatedResource[];
  /** What stays outside of the platform file. */
  readonly outside: readonly OutsideResource[];
}

/** An attribute that the first plan changes. */
export interface RemainingDifference extends AttributeDifference {
  readonly reason: string;
}

export interface CreatedResource {
  readonly address: string;
  readonly reason: string;
}

export interface OutsideResource {
  readonly found: FoundResource;
  readonly reason: string;
}

/** A found resource with its address in the output. */
export interface AdoptedPair {
  readonly element: Element;
  readonly found: FoundResource;
}

/** Rounds after which the file is taken as it is: most of what can be learnt is learnt in the first two. */
const MOST_ROUNDS = 6;

/** @param given keys that Azure does not show, merged over those that it shows */
export function adoptInventory(
  inventory: Inventory,
  file: string,
  azurerm: AzurermMajor,
  given: unknown = {},
): Adopted {
  const relations = relationsOf(inventory);
  let kept: readonly string[] = keptFromStart(relations);
  for (let round = 1; ; round += 1) {
    const inferred = platformSpec(inventory, relations, new Set(kept));
    const completed = merged(azurerm === 4 ? inferred : { ...inferred, azurerm }, given);
    const settled = settle(isValues(completed) ? completed : inferred, file, inventory);
    const { spec, lock, built, matching } = settled;
    const differences = differencesOf(matching, azurerm);
    const more = keptByPlan(matching, differences, inventory, relations).filter((id) => !kept.includes(id));
    if (more.length > 0 && round < MOST_ROUNDS) {
      kept = [...new Set([...kept, ...more])];
      continue;
    }
    return {
      text: textOf(spec),
      lock: printLock(built.ok ? built.inspection.built.lockEntries() : lock),
      problems: built.problems,
      stacks: built.ok ? built.inspection.stacks.map(({ name }) => name) : [],
      ...remainders(matching, differences, inventory, azurerm),
    };
  }
}

interface Settled {
  readonly spec: Spec;
  readonly lock: LockEntries;
  readonly built: Built;
  readonly matching: Matching;
}

/** Builds a file until its names and places are those of what was found. */
function settle(inferred: Spec, file: string, inventory: Inventory): Settled {
  let spec = inferred;
  let lock: LockEntries = NO_ENTRIES;
  let [built, matching] = buildAndMatch(spec, lock, file, inventory);
  for (let round = 1; round < MOST_ROUNDS && built.ok; round += 1) {
    const [named, places] = [withNames(spec, matching), placesIn(built.inspection, matching)];
    if (isSame(named, spec) && isSame(places, lock)) break;
    [spec, lock] = [named, places];
    [built, matching] = buildAndMatch(spec, lock, file, inventory);
  }
  return { spec, lock, built, matching };
}

function remainders(
  matching: Matching,
  differences: readonly AttributeDifference[],
  inventory: Inventory,
  azurerm: AzurermMajor,
): Pick<Adopted, "pairs" | "differences" | "created" | "outside"> {
  const { elements, pairs } = matching;
  const taken = new Set(pairs.values());
  return {
    pairs: elements.flatMap((element) => {
      const found = pairs.get(keyOfElement(element));
      return found === undefined ? [] : [{ element, found }];
    }),
    differences: differences.map((difference) => ({
      ...difference,
      reason: reasonOfDifference(difference),
    })),
    created: elements
      .filter((element) => !pairs.has(keyOfElement(element)))
      .map((element) => ({ address: element.address, reason: reasonOfCreation(element, inventory) })),
    outside: inventory.all
      .filter((found) => found.mode === "managed" && !taken.has(found))
      .map((found) => ({ found, reason: reasonOfOutside(found, azurerm) })),
  };
}

type Built =
  | { readonly ok: true; readonly problems: readonly PlatformProblem[]; readonly inspection: Inspection }
  | { readonly ok: false; readonly problems: readonly PlatformProblem[] };

function buildAndMatch(spec: Spec, lock: LockEntries, file: string, inventory: Inventory): [Built, Matching] {
  const built = build(spec, lock, file);
  return [built, matchStacks(built.ok ? built.inspection.stacks : [], inventory)];
}

function build(spec: Spec, lock: LockEntries, file: string): Built {
  const parsed = parsePlatform(textOf(spec), file);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  const isNew = isSame(lock, NO_ENTRIES);
  const loaded: LoadedPlatform = isNew
    ? parsed.loaded
    : { ...parsed.loaded, lock: { file: lockFileOf(file), entries: lock } };
  const inspection = inspect(loaded);
  const { problems } = inspection;
  return hasErrors(problems) ? { ok: false, problems } : { ok: true, problems, inspection };
}

/** The file with the names of Azure in place of those that the pattern gives. */
function withNames(spec: Spec, { elements, pairs }: Matching): Spec {
  const naming = isValues(spec["naming"]) ? spec["naming"] : {};
  const before = isValues(naming["names"]) ? naming["names"] : {};
  const differing = elements.flatMap((element) => {
    const found = pairs.get(keyOfElement(element));
    const names = found && namesOfPair(element, found);
    return names === undefined ? [] : [names];
  });
  // A name that is still there is not one of the pattern: no key can change it.
  const fixed = new Set(differing.filter(([ours, theirs]) => before[ours] === theirs).map(([ours]) => ours));
  const names = Object.entries({ ...before, ...Object.fromEntries(differing) }).filter(
    ([ours]) => !fixed.has(ours),
  );
  if (names.length === 0) return spec;
  const sorted = Object.fromEntries(names.sort(([a], [b]) => (a < b ? -1 : 1)));
  const { apiVersion, name, location, ...rest } = spec;
  return { apiVersion, name, location, ...rest, naming: { ...naming, names: sorted } };
}

function placesIn({ built }: Inspection, { elements, pairs }: Matching): LockEntries {
  return placesOf(
    built,
    new Map(
      elements.flatMap((element) => {
        const found = pairs.get(keyOfElement(element));
        return found === undefined ? [] : [[element.address, found.values] as const];
      }),
    ),
  );
}

/** The text of a platform file: readers of YAML 1.1 take a time such as 22:00 for a number. */
export function textOf(spec: Spec): string {
  return stringify(spec, { lineWidth: 0, compat: "yaml-1.1" });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
