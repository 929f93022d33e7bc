/** Values as the provider keeps them, so that two spellings of one value are equal. */
import { isDeepStrictEqual } from "node:util";
import { booleanOf, numberOf, textOf } from "../conversions.js";
import { isArray, isObject } from "../json.js";
import type { TerraformType } from "../schema.js";
import { Term } from "../term.js";

/** A value in the form of its type: sets sorted, numbers as numbers; undefined where there is none. */
export function normal(value: unknown, type: TerraformType): unknown {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Term) return value;
  if (typeof type === "string") return scalar(value, type);
  switch (type[0]) {
    case "list":
      return isArray(value) ? value.map((item) => normal(item, type[1])) : value;
    case "set":
      return isArray(value) ? sorted(value.map((item) => normal(item, type[1]))) : value;
    case "map":
      return isObject(value) ? present(value, () => type[1]) : value;
    case "object":
      return isObject(value) ? present(value, (key) => type[1][key] ?? "dynamic") : value;
    case "tuple":
      return value;
  }
}

function scalar(value: unknown, type: "string" | "number" | "bool" | "dynamic"): unknown {
  switch (type) {
    case "string":
      return textOf(value) ?? value;
    case "number":
      return numberOf(value) ?? value;
    case "bool":
      return booleanOf(value) ?? value;
    case "dynamic":
      return value;
  }
}

function present(
  value: Readonly<Record<string, unknown>>,
  typeOf: (key: string) => TerraformType,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const kept = normal(item, typeOf(key));
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

/** Elements of a set, in an order that follows from their values. */
export function sorted(items: readonly unknown[]): readonly unknown[] {
  const keyed = items.map((item) => [JSON.stringify(item), item] as const);
  const unique = new Map(keyed.sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...unique.values()];
}

/** Equal values; nothing, an empty text, false, 0 and an empty list are one value to the provider. */
export function isSame(old: unknown, now: unknown): boolean {
  return (isEmpty(old) && isEmpty(now)) || isDeepStrictEqual(old, now);
}

/** Whether the provider takes a value as none. */
export function isEmpty(value: unknown): boolean {
  if (value instanceof Term) return false;
  if (isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

/** Equal but for case and spaces, as `West Europe` and `westeurope`. */
export function isSpelledAlike(old: unknown, now: unknown): boolean {
  return typeof old === "string" && typeof now === "string" && folded(old) === folded(now);
}

function folded(text: string): string {
  return text.replaceAll(" ", "").toLowerCase();
}
