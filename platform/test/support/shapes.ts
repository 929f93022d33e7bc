import type { z } from "zod";

export type Shape = z.core.JSONSchema.BaseSchema;

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isShape(value: unknown): value is Shape {
  return isMap(value);
}

/** The options of a choice, nested ones too; a shape that is no choice as it is. */
export function optionsOf(shape: Shape): Shape[] {
  const options = shape.anyOf ?? shape.oneOf;
  return options === undefined ? [shape] : options.filter(isShape).flatMap(optionsOf);
}
