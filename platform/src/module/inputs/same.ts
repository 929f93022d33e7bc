import { isRecord } from "./schema-shape.js";

/**
 * Whether two evaluated configurations are equivalent. The provider's schema decides on text and numbers, not their
 * notation; an empty map or list is equivalent to a missing argument.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null)
    return String(a) === String(b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  const keys = new Set([...left, ...right].map(([key]) => key));
  return [...keys].every((key) => isSame(Reflect.get(a, key), Reflect.get(b, key)));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || (isRecord(value) && Object.keys(value).length === 0);
}
