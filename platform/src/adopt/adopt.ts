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
import { outsideOf } from "./outside.js";
import { keptByPlan, keptFromStart, keptWhole, withOwners } from "./keeping.js";
import { platformSpec } from "./infer/platform.js";
import type { FoundResource, Inventory } from "./inventory.js";
import { keyOfElement, matchStacks, type Element, type Matching } from "./matching.js";
import {
  reasonOfCreation,
  reasonOfDifference,
  reasonOfOutside,
  reasonOfTaint,
  type OutsideContext,
} from "./reasons.js";
import { refusedThings } from "./refused.js";
import { relationsOf } from "./relations.js";
import type { Spec } from "./spec.js";
import { isValues } from "./values.js";
import { unknownNames, withNames, withoutNames } from "./written-names.js";

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
const MOST_ROUNDS = 8;

/** @param given keys that Azure does not show, merged over those that it shows */
export function adoptInventory(
  inventory: Inventory,
  file: string,
  azurerm: AzurermMajor,
  given: unknown = {},
): Adopted {
  const relations = relationsOf(inventory);
  const refused = new Map<string, string>();
  let kept: readonly string[] = keptFromStart(inventory, relations);
  for (let round = 1; ; round += 1) {
    const inferred = platformSpec(inventory, relations, new Set(kept));
    const completed = merged(azurerm === 4 ? inferred : { ...inferred, azurerm }, given);
    const settled = settle(isValues(completed) ? inGivenOrder(completed, given) : inferred, file, inventory);
    const { spec, lock, built, matching } = settled;
    const differences = differencesOf(matching, azurerm);
    const isNew = (id: string): boolean => !kept.includes(id);
    const parts = keptByPlan(matching, differences, inventory, relations, kept).filter(isNew);
    const refusedNow =
      built.ok || !built.isParsed ? [] : [...refusedThings(built.problems, inferred, relations)];
    for (const [id, message] of refusedNow) refused.set(id, refused.get(id) ?? message);
    // Clusters and gateways last: what they refer to may be all that differs.
    const whole =
      parts.length > 0 ? parts : [...refusedNow.map(([id]) => id), ...keptWhole(differences, inventory)];
    const more = withOwners(inventory, whole).filter(isNew);
    if (more.length > 0 && round < MOST_ROUNDS) {
      kept = [...new Set([...kept, ...more])];
      continue;
    }
    return {
      text: textOf(spec),
      lock: printLock(built.ok ? built.inspection.built.lockEntries() : lock),
      problems: built.problems,
      stacks: built.ok ? built.inspection.stacks.map(({ name }) => name) : [],
      ...remainders(matching, differences, { azurerm, refused, inventory, kept: new Set(kept) }),
    };
  }
}

/** The spokes in the order of the keys that were given, where all are: what is only named shows none, and mirrors follow it. */
function inGivenOrder(spec: Spec, given: unknown): Spec {
  const { spokes } = spec;
  const order = isValues(given) && isValues(given["spokes"]) ? Object.keys(given["spokes"]) : [];
  if (!isValues(spokes) || !Object.keys(spokes).every((key) => order.includes(key))) return spec;
  return { ...spec, spokes: Object.fromEntries(order.map((key) => [key, spokes[key]])) };
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
  const refused = new Set<string>();
  for (let round = 1; round < MOST_ROUNDS && built.ok; round += 1) {
    const [named, places] = [
      withNames(spec, matching, refused),
      placesIn(built.inspection, matching, inventory),
    ];
    if (isSame(named, spec) && isSame(places, lock)) break;
    [spec, lock] = [named, places];
    [built, matching] = buildAndMatch(spec, lock, file, inventory);
    const unknown = built.ok ? [] : unknownNames(built.problems);
    if (unknown.length === 0) continue;
    for (const name of unknown) refused.add(name);
    spec = withoutNames(spec, refused);
    [built, matching] = buildAndMatch(spec, lock, file, inventory);
  }
  return { spec, lock, built, matching };
}

function remainders(
  matching: Matching,
  differences: readonly AttributeDifference[],
  context: OutsideContext,
): Pick<Adopted, "pairs" | "differences" | "created" | "outside"> {
  const { elements, pairs } = matching;
  const { inventory } = context;
  const taken = new Set(pairs.values());
  return {
    pairs: elements.flatMap((element) => {
      const found = pairs.get(keyOfElement(element));
      return found === undefined ? [] : [{ element, found }];
    }),
    differences: [
      ...differences.map((difference) => ({ ...difference, reason: reasonOfDifference(difference) })),
      ...elements.flatMap((element) => taintOf(element, pairs.get(keyOfElement(element)))),
    ],
    created: elements
      .filter((element) => !pairs.has(keyOfElement(element)))
      .map((element) => ({ address: element.address, reason: reasonOfCreation(element, inventory) })),
    outside: outsideOf(inventory, taken).map((found) => ({
      found,
      reason: reasonOfOutside(found, context),
    })),
  };
}

/** That Terraform replaces what is tainted, whatever the file says of it. */
function taintOf({ address }: Element, found: FoundResource | undefined): readonly RemainingDifference[] {
  if (found?.tainted !== true || found.address === undefined) return [];
  const change = { attribute: "tainted", before: true, after: false, replaces: true };
  return [{ address, id: found.id, ...change, reason: reasonOfTaint(found.address) }];
}

type Built =
  | { readonly ok: true; readonly problems: readonly PlatformProblem[]; readonly inspection: Inspection }
  | {
      readonly ok: false;
      readonly problems: readonly PlatformProblem[];
      /** Whether the file has the shape of a platform file, so that its problems are those of rules. */
      readonly isParsed: boolean;
    };

function buildAndMatch(spec: Spec, lock: LockEntries, file: string, inventory: Inventory): [Built, Matching] {
  const built = build(spec, lock, file);
  return [built, matchStacks(built.ok ? built.inspection.stacks : [], inventory)];
}

function build(spec: Spec, lock: LockEntries, file: string): Built {
  const parsed = parsePlatform(textOf(spec), file);
  if (!parsed.ok) return { ok: false, problems: parsed.problems, isParsed: false };
  const isNew = isSame(lock, NO_ENTRIES);
  const loaded: LoadedPlatform = isNew
    ? parsed.loaded
    : { ...parsed.loaded, lock: { file: lockFileOf(file), entries: lock } };
  const inspection = inspect(loaded);
  const { problems } = inspection;
  return hasErrors(problems) ? { ok: false, problems, isParsed: true } : { ok: true, problems, inspection };
}

function placesIn({ built }: Inspection, { elements, pairs }: Matching, inventory: Inventory): LockEntries {
  const taken = new Set(pairs.values());
  const others = inventory.of("azurerm_subnet").filter((subnet) => !taken.has(subnet));
  return placesOf(
    built,
    new Map([
      ...elements.flatMap((element) => {
        const found = pairs.get(keyOfElement(element));
        return found === undefined ? [] : [[element.address, found.values] as const];
      }),
      // Ranges of subnets that stay outside: nothing is allocated there.
      ...others.map((subnet) => [labelOf(subnet), subnet.values] as const),
    ]),
  );
}

/** The label under which a subnet of others is released: its network and its name. */
function labelOf({ id }: FoundResource): string {
  const names = id
    .split("/")
    .slice(-3)
    .filter((_, i) => i !== 1);
  return `azurerm_subnet.${names.join("_").replace(/[^A-Za-z0-9_-]+/g, "_")}`;
}

/** The text of a platform file: readers of YAML 1.1 take a time such as 22:00 for a number. */
export function textOf(spec: Spec): string {
  return stringify(spec, { lineWidth: 0, compat: "yaml-1.1" });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
