/** A map of YAML. */
export type Tree = Readonly<Record<string, unknown>>;

/** A value as a map; an empty one where it is none. */
export function treeOf(value: unknown): Tree {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
