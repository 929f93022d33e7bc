/** Narrowing of parsed JSON. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** An object's entries without nulls and without the `//` comment key, which Terraform ignores. */
export function settings(value: JsonObject): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([key, item]) => key !== "//" && item !== null && item !== undefined);
}

/** A block is written as one object, or as a list of them; null is none. Undefined when it is neither. */
export function asBlocks(value: unknown): readonly unknown[] | undefined {
  if (value === null || value === undefined) return [];
  if (isArray(value)) return value;
  return isObject(value) ? [value] : undefined;
}

/** The object, or an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The entries of an object, none of anything else. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(objectOf(value));
}

/** An object's entries as Terraform goes through them: in lexical order of the keys. */
export function inKeyOrder(value: JsonObject): readonly (readonly [string, unknown])[] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
