/** What to do about a key that is unknown at its place, and about a value of another form. */
import { didYouMean } from "@aks-topology/terraform";
import { holderOfKey } from "./missing-ids.js";
import { insteadInAutomatic } from "./not-in-automatic-clusters.js";
import { insteadInVirtualHub } from "./not-in-virtual-hubs.js";
import { insteadOfKey } from "./not-supported.js";
import {
  formsWith,
  isNumberAt,
  isOfferedAt,
  keysAt,
  kindsWith,
  namesKey,
  requiredAt,
  type Kind,
} from "./schema/offered.js";
import { valueAt, type KeyPath } from "./source-map.js";
import { writtenForm } from "./written-form.js";

const BOTH = new Intl.ListFormat("en", { type: "conjunction" });
const ALTERNATIVES = new Intl.ListFormat("en", { type: "disjunction" });

/** The remedy where nothing is known of what is meant. */
export const CHECK_SPELLING = "Check the spelling, or remove it.";

/** The remedy for a key that the map at a path does not have. */
export function unknownKeyRemedy(content: unknown, path: KeyPath, key: string): string {
  return (
    remedyById(content, path, key) ??
    insteadInVirtualHub(content, path, key) ??
    insteadInAutomatic(content, path, key) ??
    remedyByKind(content, path, key) ??
    spellingRemedy(content, path, key) ??
    remedyByForm(content, path, key) ??
    insteadOfKey(key) ??
    remedyInPart(path, key) ??
    CHECK_SPELLING
  );
}

/** The remedy for a key that only one of the maps next to it has: it is written one level too high. */
function remedyInPart(path: KeyPath, key: string): string | undefined {
  const [only, second] = keysAt(path).filter((part) => namesKey([...path, part], key));
  return only === undefined || second !== undefined ? undefined : `Write ${only}: { ${key}: … }.`;
}

function spellingRemedy(content: unknown, path: KeyPath, key: string): string | undefined {
  return didYouMean(key, absentKeys(content, path)) || undefined;
}

/** The keys that the map at a path may have, and does not. */
export function absentKeys(content: unknown, path: KeyPath): readonly string[] {
  return keysAt(path).filter((key) => valueAt(content, [...path, key]) === undefined);
}

/** The remedy for a key of what exists already in what is created, and the reverse; undefined for any other key. */
function remedyById(content: unknown, path: KeyPath, key: string): string | undefined {
  const found = holderOfKey([...path, key]);
  if (found === undefined) return undefined;
  const thing = found.holder.join(".");
  const hasId = valueAt(content, [...found.holder, "id"]) !== undefined;
  if (hasId === (found.owner === "existing")) return undefined;
  if (hasId && key === "peerWith")
    return `Remove it, and add peerWith: [${String(found.holder.at(-1))}] to the hub that is created. Two hubs that exist already are peered by their teams: name the ranges behind the other hub in the peers of ${thing}.`;
  return hasId
    ? `Remove it: ${thing} has an id, so that it exists already, and the key belongs to one that is created.`
    : `Remove it, or add the id of ${thing}: the key belongs to one that exists already.`;
}

/** The remedy for a key that another kind of the same choice has, or of one around it; undefined for any other key. */
function remedyByKind(content: unknown, path: KeyPath, key: string): string | undefined {
  const others = path
    .map((_, i) => path.length - i)
    .map((length) => [path.slice(0, length), path.slice(length)] as const)
    .flatMap(([holder, below]) => {
      const chosen = (kind: Kind): unknown => valueAt(content, [...holder, kind.key]);
      const kinds = kindsWith(holder, key, below).filter((kind) => chosen(kind) !== undefined);
      const others = kinds.filter((kind) => chosen(kind) !== kind.value);
      // Further out, a kind that is chosen and has the key has it in another form of what is between.
      return below.length > 0 && others.length < kinds.length ? [] : others;
    })
    .map((kind) => `${kind.key}: ${String(kind.value)}`);
  return others.length === 0 ? undefined : `Remove it: the key belongs to ${ALTERNATIVES.format(others)}.`;
}

/** The remedy for a key that no form of its map has together with the others; undefined for any other key. */
function remedyByForm(content: unknown, path: KeyPath, key: string): string | undefined {
  const forms = formsWith(path, key);
  // The keys of a large map are not listed once for each that is unknown.
  if (forms.length === 0) return undefined;
  const map = valueAt(content, path);
  const present = typeof map === "object" && map !== null ? Object.keys(map) : [];
  const [others] = forms
    .map((keys) => present.filter((one) => !keys.includes(one)))
    .sort((one, other) => one.length - other.length);
  return others === undefined || others.length === 0
    ? undefined
    : `Remove it, or ${BOTH.format(others)}: a map has one of the two.`;
}

/**
 * How to write a value in the expected form; an id without its map is the most frequent mistake.
 *
 * @param written the value as the file has it
 */
export function formRemedy(
  content: unknown,
  path: KeyPath,
  expected: string,
  written: string | undefined,
): string {
  const value = valueAt(content, path);
  if (isId(value) && isOfferedAt([...path, "id"])) return "Write the id in a map: { id: /subscriptions/… }.";
  // Another kind of the choice may have a map in the place of the text.
  if (expected === "string" && isId(valueAt(value, ["id"])))
    return "Write the id itself, without a map around it.";
  return unquoted(value, path) ?? mapRemedy(path) ?? writtenForm(value, path, { expected, written });
}

/** Ids that a name is often written for, with what prints them. */
const PRINTED_BY: Readonly<Record<string, string>> = {
  subscriptionId: "az account show --query id",
  tenantId: "az account show --query tenantId",
};

interface TextForm {
  readonly format: string;
  /** As a regular expression with its delimiters. @default unknown */
  readonly pattern?: string | undefined;
}

/** The remedy for a text of another form. */
export function formatRemedy(path: KeyPath, value: unknown, { format, pattern = "" }: TextForm): string {
  const command = PRINTED_BY[String(path.at(-1))];
  if (command !== undefined) return `Write the id that \`${command}\` prints.`;
  if (format === "guid") return "Write the GUID, not a name.";
  const [, form, flags] = /^\/([^]*)\/([a-z]*)$/.exec(pattern) ?? [];
  const lower = typeof value === "string" ? value.toLowerCase() : undefined;
  const isCase = lower !== undefined && lower !== value && form !== undefined;
  return isCase && new RegExp(form, flags).test(lower) ? `Write ${lower}.` : "Choose another value.";
}

/** The remedy for a map with required keys, which shows them; undefined for any other form. */
function mapRemedy(path: KeyPath): string | undefined {
  const keys = requiredAt(path);
  if (keys.length === 0) return undefined;
  const last = path.at(-1);
  const map = `{ ${keys.map((key) => `${key}: …`).join(", ")} }`;
  return typeof last === "string" ? `Write ${last}: ${map}.` : `Write ${map}.`;
}

/** The remedy for a number in quotes; undefined for any other value. */
export function unquoted(value: unknown, path: KeyPath): string | undefined {
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) && isNumberAt(path)
    ? `Write ${value} without quotes.`
    : undefined;
}

export function isId(value: unknown): boolean {
  return typeof value === "string" && /^\/subscriptions\//i.test(value);
}
