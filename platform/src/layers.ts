import type { KeyPath, KeyPlaces, Place } from "./source-map.js";

/**
 * Several files that are one platform: each extends the next. Maps merge by key, lists and scalars replace, and null in
 * a file that extends another removes the key.
 */

/** The content of one file, without its key `extends`. */
export interface Layer {
  readonly content: unknown;
  readonly source: KeyPlaces;
  /** Whether the file extends another: its nulls remove. */
  readonly isOverlay: boolean;
}

/** The file that was named, the file that it extends, and so on. The last one extends none. */
export type Layers = readonly [Layer, ...Layer[]];

/** What the files say together. Keys keep the order of the extended file; new ones follow. */
export function mergedContent(layers: Layers): unknown {
  return layers.map(({ content }) => content).reduceRight((base, overlay) => merged(base, overlay));
}

/** A value with another over it. */
export function merged(base: unknown, overlay: unknown): unknown {
  if (!isMap(overlay)) return overlay;
  const given = isMap(base) ? base : {};
  const both = new Map(Object.entries(given));
  for (const [key, value] of Object.entries(overlay)) {
    if (value === null) both.delete(key);
    else both.set(key, merged(both.get(key), value));
  }
  return Object.fromEntries(both);
}

/** The places of the values that the files have together: each is in the file that its value comes from. */
export class LayeredSource implements KeyPlaces {
  readonly files: readonly string[];
  readonly #layers: Layers;

  constructor(layers: Layers) {
    this.#layers = layers;
    this.files = layers.flatMap(({ source }) => source.files);
  }

  placeOf(path: KeyPath): Place {
    return this.#ownerOf(path).placeOf(path);
  }

  placeOfKey(path: KeyPath): Place {
    return this.#ownerOf(path).placeOfKey(path);
  }

  writtenAt(path: KeyPath): string | undefined {
    return this.#ownerOf(path).writtenAt(path);
  }

  /**
   * The file that has the value at `path`, or the nearest one above it. A map that several files extend is in the last
   * of them, which introduces it; what a file removes is where it says so.
   */
  #ownerOf(path: KeyPath): KeyPlaces {
    let [{ source: owner }]: Layers = this.#layers;
    let reached: readonly Layer[] = this.#layers;
    for (const step of path) {
      const { below, removedBy } = descend(reached, step);
      const last = below.at(-1) ?? removedBy;
      if (last === undefined) return owner;
      owner = last.source;
      reached = below;
    }
    return owner;
  }
}

/** The values one step below those of several files, down to the first that is no map: it hides the rest. */
function descend(
  reached: readonly Layer[],
  step: string | number,
): { readonly below: readonly Layer[]; readonly removedBy?: Layer } {
  const below: Layer[] = [];
  for (const { content, ...layer } of reached) {
    if (!isObject(content) || !Object.hasOwn(content, step)) continue;
    const value: unknown = Reflect.get(content, step);
    const found = { ...layer, content: value };
    if (isMap(value)) below.push(found);
    else if (below.length > 0) break;
    else if (value === null && layer.isOverlay) return { below, removedBy: found };
    else return { below: [found] };
  }
  return { below };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A map of YAML; lists, and values of other types, are replaced as a whole. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
