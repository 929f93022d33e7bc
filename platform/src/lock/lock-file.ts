import {
  Cidr,
  isIpv4Address,
  type AddressBookEntries,
  type RuleText,
} from "@aks-topology/constructs/internal";
import { isMap, isScalar, LineCounter, parseDocument, stringify, type Document } from "yaml";
import type { PlatformProblem } from "../problem.js";
import { LOCK_CONFLICT, LOCK_UNREADABLE } from "./rules.js";

/** The only version of the format. */
const LOCK_VERSION = 1;

const TEXT_MAPS = ["ranges", "addresses", "systemPools", "names"] as const;
const MAPS = ["ranges", "addresses", "priorities", "systemPools", "names", "released"] as const;
type MapName = (typeof MAPS)[number];

/** What a lock file says. */
export interface LockEntries extends AddressBookEntries {
  /** The key that the names of a renamed thing are made of, by its path. */
  readonly names: Readonly<Record<string, string>>;
}

/** A lock file that says nothing. */
export const NO_ENTRIES: LockEntries = {
  ranges: {},
  addresses: {},
  priorities: {},
  systemPools: {},
  names: {},
  released: {},
};

/** One line of a lock file. */
interface Entry {
  readonly map: MapName;
  readonly key: string;
  readonly value: string | number;
  readonly line: number;
  readonly column: number;
}

export type LockResult =
  | { readonly ok: true; readonly entries: LockEntries }
  | { readonly ok: false; readonly problems: readonly PlatformProblem[] };

/** The lock file of a platform file: `platform.yaml` has `platform.lock.yaml`. */
export function lockFileOf(file: string): string {
  return `${file.replace(/\.(ya?ml|json)$/i, "")}.lock.yaml`;
}

/** Whether a path is that of a lock file, which is no platform file. */
export function isLockFile(file: string): boolean {
  return /\.lock\.ya?ml$/i.test(file);
}

/** The hub of a spoke, by their names; undefined for a spoke that is gone. */
export type HubOf = (spoke: string) => string | undefined;

/** Reads a lock file. Every mistake is reported, with its line. */
export function parseLock(text: string, file: string, hubOf: HubOf): LockResult {
  const lines = new LineCounter();
  // A merge may keep both of two lines with one key, which is reported as a conflict of places.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const at = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    const message = /^(<{7}|={7}|>{7})/m.test(text)
      ? "The lock file has marks of an unresolved merge."
      : "The lock file is not valid YAML here.";
    return { ok: false, problems: [problem(file, LOCK_UNREADABLE, message, at(error.pos[0]))] };
  }
  const { entries, flaws } = entriesOf(document, at);
  const problems = [
    ...flaws.map(({ message, ...place }) => problem(file, LOCK_UNREADABLE, message, place)),
    ...conflicts(entries, hubOf).map(([first, second]) => conflict(file, first, second)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, entries: entriesIn(entries) };
}

/** The problem of a lock file that exists and cannot be read. */
export function unreadable(file: string, reason: string): PlatformProblem {
  return problem(file, LOCK_UNREADABLE, `${file} cannot be read (${reason}).`, { line: 1, column: 1 });
}

/** The text of a lock file: one entry per line, sorted, so that branches merge line by line. */
export function printLock(entries: LockEntries): string {
  const maps = MAPS.map((map) => [map, entries[map]] as const).filter(
    ([, values]) => Object.keys(values).length > 0,
  );
  return [
    "# Places of everything that the platform file creates. Written by aks-topology; commit it with the platform file.\n",
    stringify({ lockVersion: LOCK_VERSION, ...Object.fromEntries(maps) }, { lineWidth: 0 }),
  ].join("");
}

interface Flaw {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

type PlaceOf = (offset: number) => { readonly line: number; readonly column: number };

function entriesOf(
  { contents }: Document.Parsed,
  at: PlaceOf,
): { readonly entries: readonly Entry[]; readonly flaws: readonly Flaw[] } {
  const flaws: Flaw[] = [];
  const entries: Entry[] = [];
  const start = { line: 1, column: 1 };
  if (!isMap(contents)) return { entries, flaws: [{ message: "The lock file is not a map.", ...start }] };
  const version: unknown = contents.get("lockVersion");
  if (version !== LOCK_VERSION) {
    const found = version === undefined ? "has no lockVersion" : `has lockVersion ${JSON.stringify(version)}`;
    const message = `The lock file ${found}; this version of aks-topology reads ${LOCK_VERSION}.`;
    return { entries, flaws: [{ message, ...start }] };
  }
  for (const { key, value } of contents.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const place = at(isScalar(key) ? key.range[0] : 0);
    const map = MAPS.find((known) => known === name);
    if (name === "lockVersion") continue;
    if (map === undefined) flaws.push({ message: `The lock file has an unknown map "${name}".`, ...place });
    else if (isMap(value)) {
      for (const item of value.items) {
        const read = entryOf(map, item.key, item.value, at);
        if ("message" in read) flaws.push(read);
        else entries.push(read);
      }
    } else {
      flaws.push({ message: `"${name}" is not a map.`, ...place });
    }
  }
  return { entries, flaws };
}

function entryOf(map: MapName, key: unknown, value: unknown, at: PlaceOf): Entry | Flaw {
  const place = at(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
  const name = isScalar(key) ? String(key.value) : "";
  const found: unknown = isScalar(value) ? value.value : undefined;
  const wrong = (expected: string): Flaw => ({ message: `"${name}" is not ${expected}.`, ...place });
  if (typeof found !== "string" && typeof found !== "number") return wrong("a single value");
  if (map === "priorities" && (typeof found !== "number" || !Number.isInteger(found)))
    return wrong("a priority");
  if (map === "ranges" && !isRange(String(found))) return wrong("an address range");
  if (map === "released" && String(found).includes("/") && !isRange(String(found)))
    return wrong("an address range");
  const isText = TEXT_MAPS.some((known) => known === map);
  return { map, key: name, value: isText ? String(found) : found, ...place };
}

function isRange(text: string): boolean {
  try {
    Cidr.of(text);
    return true;
  } catch {
    return false;
  }
}

/** Pairs of entries of which only one can hold: one key with two values, or one place with two keys. */
function conflicts(
  entries: readonly Entry[],
  hubOf: HubOf,
): readonly (readonly [first: Entry, second: Entry])[] {
  return entries.flatMap((second, i) =>
    entries
      .slice(0, i)
      .filter((first) => (first.key === second.key ? differ(first, second) : collide(first, second, hubOf)))
      .map((first) => [first, second] as const),
  );
}

function differ(first: Entry, second: Entry): boolean {
  return first.map === second.map && first.value !== second.value;
}

function collide(first: Entry, second: Entry, hubOf: HubOf): boolean {
  if (namespaceOf(first, hubOf) !== namespaceOf(second, hubOf)) return false;
  if (typeof first.value === "number" || typeof second.value === "number")
    return first.value === second.value;
  const [one, other] = [first.value, second.value];
  if (first.map === "names" || second.map === "names") return first.map === second.map && one === other;
  if (one.includes("/") && other.includes("/")) return Cidr.of(one).overlaps(Cidr.of(other));
  // Names of system pools and old keys are no places.
  return isIpv4Address(one) && one === other;
}

/** What shares addresses is one network; rules of one security group share priorities, and so do those of one policy. */
function namespaceOf({ map, key, value }: Entry, hubOf: HubOf): string {
  if (map === "names") return key.slice(0, key.lastIndexOf("."));
  const [owner = "", name = ""] = key.split(".");
  if (typeof value === "string" && map !== "systemPools") return `${owner}.${name}`;
  const rule = /^(.*\.(?:inbound|outbound))\./.exec(key) ?? undefined;
  return rule?.[1] ?? hubOf(name) ?? `${owner}.${name}`;
}

function conflict(file: string, first: Entry, second: Entry): PlatformProblem {
  const both = first.key === second.key ? `Lines ${first.line} and ${second.line} give` : "";
  const message =
    both === ""
      ? `"${first.key}" (line ${first.line}) and "${second.key}" (line ${second.line}) have the same place: ${second.value}.`
      : `${both} "${first.key}" two places: ${first.value} and ${second.value}.`;
  return problem(file, LOCK_CONFLICT, message, second);
}

function entriesIn(entries: readonly Entry[]): LockEntries {
  const map = (name: MapName): Record<string, string | number> =>
    Object.fromEntries(entries.filter((entry) => entry.map === name).map(({ key, value }) => [key, value]));
  const texts = (name: (typeof TEXT_MAPS)[number]): Record<string, string> =>
    Object.fromEntries(Object.entries(map(name)).map(([key, value]) => [key, String(value)]));
  return {
    ranges: texts("ranges"),
    addresses: texts("addresses"),
    systemPools: texts("systemPools"),
    names: texts("names"),
    priorities: Object.fromEntries(
      Object.entries(map("priorities")).map(([key, value]) => [key, Number(value)]),
    ),
    released: map("released"),
  };
}

function problem(
  file: string,
  { code, remedy }: RuleText,
  message: string,
  { line, column }: { readonly line: number; readonly column: number },
): PlatformProblem {
  return { code, severity: "error", message, hint: remedy, path: "", file, line, column };
}
