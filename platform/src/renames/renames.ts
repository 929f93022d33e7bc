import type { AddressBookEntries, TopologyStackProps } from "@aks-topology/constructs/internal";
import { NO_ENTRIES, type LockEntries } from "../lock/lock-file.js";
import type { Platform } from "../schema/platform.js";
import type { KeyPath } from "../source-map.js";
import { conflictsOf, doubtsOf, type RenameProblem } from "./conflicts.js";
import { forgottenRenames } from "./forgotten.js";
import { EVENT_TOPICS, rekeyed, type KeyTable } from "./key-maps.js";
import { labelsByConstruct } from "./labels.js";
import { lockOf, placesByOldKeys } from "./lock-translation.js";
import { namesIn } from "./names-in-lock.js";
import { OldPlatform } from "./old-platform.js";
import { References } from "./references.js";
import { thingsOf } from "./things.js";

/**
 * The renamed keys of a platform.
 *
 * A thing that is renamed keeps its names in Azure and its places. Both are made of keys, so the whole platform is built with
 * the *old* keys: those that names were made of at first. The keys of the file are in Terraform addresses, outputs, problems
 * and the lock file, which has the old key of each renamed thing.
 */
export interface Renames {
  /** The platform with old keys. */
  readonly platform: Platform;
  /** What prevents renames; then all of it is as without any. */
  readonly problems: readonly RenameProblem[];
  /** Renames that nothing confirms, as warnings. */
  readonly doubts: readonly RenameProblem[];
  /** Keys in Terraform addresses, where they are not the old ones. */
  readonly labels?: TopologyStackProps["renamed"];
  /** A path of old keys as it is in the file. */
  readonly inFile: (path: KeyPath) => KeyPath;
  /** The places of the lock file by old keys, where there is one. */
  readonly places: AddressBookEntries | undefined;
  /** The lock file of places by old keys. */
  readonly toLock: (places: AddressBookEntries) => LockEntries;
}

/** @param lock the lock file, where there is one */
export function renamesOf(platform: Platform, lock: LockEntries | undefined): Renames {
  const things = thingsOf(platform, lock);
  const short = shortHub(platform);
  const inShort = (problem: RenameProblem): RenameProblem => ({ ...problem, path: short(problem.path) });
  const forgotten = lock === undefined ? [] : forgottenRenames(things).map(inShort);
  const none: Renames = {
    platform,
    problems: [],
    doubts: forgotten,
    inFile: (path) => path,
    places: lock,
    toLock: (places) => ({ ...NO_ENTRIES, ...places }),
  };
  if (namesIn(lock).size === 0 && things.every(({ was }) => was.length === 0)) return none;
  const oldKeys: KeyTable = new Map(things.map(({ path, old }) => [path.join("."), old]));
  const references = new References(oldKeys);
  const old = new OldPlatform(platform, oldKeys, references).platform;
  const problems = conflictsOf(things).map(inShort);
  const doubts = [...doubtsOf(things, lock !== undefined).map(inShort), ...forgotten];
  // Then the file is refused, and places say nothing. A key that nothing has any more is reported where it is looked up.
  if (problems.length > 0 || references.isOutdated) return { ...none, problems, places: undefined };
  const keys: KeyTable = new Map([
    ...things.map(({ oldPath, key }) => [oldPath.join("."), key] as const),
    ...topicKeys(platform, references),
  ]);
  return {
    platform: old,
    problems,
    doubts,
    labels: labelsByConstruct(things),
    inFile: (path) => short(rekeyed(path, keys)),
    places: lock && placesByOldKeys(lock),
    toLock: (places) => lockOf(places, things, lock),
  };
}

/** Keys of topics by their paths of old keys. */
function topicKeys(platform: Platform, references: References): readonly (readonly [string, string])[] {
  const { eventGrid } = platform.routeSync ?? {};
  const topics = eventGrid?.type === "system-topics" ? Object.keys(eventGrid.existing) : [];
  return topics.map((key) => [`${EVENT_TOPICS}.${references.toSpokeOrCluster(platform, key)}`, key]);
}

/** Paths as the file has them: below `hub` if that is its only hub. */
function shortHub({ hub }: Platform): (path: KeyPath) => KeyPath {
  return (path) => (hub !== undefined && path[0] === "hubs" ? ["hub", ...path.slice(2)] : path);
}
