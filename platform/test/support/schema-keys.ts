import { platformShape } from "../../src/index.js";
import { isMap, isShape, optionsOf, type Shape } from "./shapes.js";

/** The shapes below a name: those of the key, or of any key. */
function below(shapes: readonly Shape[], name: string): readonly [step: string, inner: Shape[]] {
  const own = shapes.flatMap(({ properties }) => properties?.[name] ?? []).filter(isShape);
  if (own.length > 0) return [name, own.flatMap(optionsOf)];
  return [
    "*",
    shapes
      .flatMap((shape) => shape.additionalProperties ?? [])
      .filter(isShape)
      .flatMap(optionsOf),
  ];
}

function itemsOf(shapes: readonly Shape[]): Shape[] {
  return shapes
    .flatMap(({ items }) => items ?? [])
    .filter(isShape)
    .flatMap(optionsOf);
}

/** The forms that a platform file may have. */
export const PLATFORM: readonly Shape[] = optionsOf(platformShape());

/** Paths of all keys of a shape, with `*` for names. */
export function keysOf(shapes: readonly Shape[], path: readonly string[] = []): string[] {
  const names = new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)));
  const own = [...names].flatMap((name) => {
    const [step, inner] = below(shapes, name);
    return [[...path, step].join("."), ...keysOf(inner, [...path, step])];
  });
  const [, others] = below(shapes, "");
  return [
    ...own,
    ...(others.length === 0 ? [] : keysOf(others, [...path, "*"])),
    ...keysOfItems(shapes, path),
  ];
}

function keysOfItems(shapes: readonly Shape[], path: readonly string[]): string[] {
  const items = itemsOf(shapes);
  return items.length === 0 ? [] : keysOf(items, path);
}

/** Paths of the keys that a file sets. */
export function setKeys(value: unknown, shapes: readonly Shape[], path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => setKeys(item, itemsOf(shapes), path));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const [step, known] = below(shapes, name);
    return [[...path, step].join("."), ...setKeys(inner, known, [...path, step])];
  });
}

/** Whether a path is that of a key, a name or an item that a platform file may have. */
export function isKey(path: string): boolean {
  let shapes = PLATFORM;
  for (const name of path === "" ? [] : path.split(".")) {
    const [, inner] = below(shapes, name);
    shapes = inner.length > 0 || !/^\d+$/.test(name) ? inner : itemsOf(shapes);
    if (shapes.length === 0) return false;
  }
  return true;
}
