/** Conversions that Terraform makes of arguments and operands. Undefined where it refuses the value. */
import { isArray } from "./json.js";

export function textOf(value: unknown): string | undefined {
  return isScalar(value) ? String(value) : undefined;
}

export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)
    ? Number(value)
    : undefined;
}

export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" ? false : undefined;
}

export function listOf(value: unknown): readonly unknown[] | undefined {
  return isArray(value) ? value : undefined;
}

/** The items of a list as one type: all of them text as soon as one is. */
export function unified(list: readonly unknown[]): readonly unknown[] {
  return list.some((item) => typeof item === "string")
    ? list.map((item) => (isScalar(item) ? String(item) : item))
    : list;
}

/** All of the results, or undefined when one is. */
export function allOf<T>(results: readonly (T | undefined)[]): readonly T[] | undefined {
  const found = results.filter((item) => item !== undefined);
  return found.length === results.length ? found : undefined;
}

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
