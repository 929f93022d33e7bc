import { isMap } from "../layers.js";
import type { KeyPath } from "../source-map.js";

/** A text of the platform file, and its place. */
export interface Text {
  readonly path: KeyPath;
  readonly text: string;
}

/** All texts of a platform. The subscription of a spoke whose network exists already is that of the network. */
export function textsOf(value: unknown, path: KeyPath = []): Text[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((entry: unknown, i) => textsOf(entry, [...path, i]));
  if (!isMap(value)) return [];
  return Object.entries(value)
    .filter(([key]) => !(key === "subscriptionId" && "network" in value))
    .flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}
