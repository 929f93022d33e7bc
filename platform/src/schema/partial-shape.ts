import type { z } from "zod";

type Shape = z.core.JSONSchema.BaseSchema;
type Part = z.core.JSONSchema._JSONSchema;

/**
 * The shape of a part of what `shape` describes: no key of a map is required, and null removes one. Lists are replaced
 * as a whole, so their entries stay as they are.
 */
export function partialShape(shape: Shape): Shape {
  const { properties, additionalProperties, oneOf, anyOf, ...rest } = shape;
  delete rest.required;
  // Several kinds of a choice fit a part without the key that tells them apart.
  const options = [...(oneOf ?? []), ...(anyOf ?? [])].flatMap((option) =>
    typeof option === "object" ? [partialShape(option)] : [],
  );
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, removable(value)]),
          ),
        }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: removable(additionalProperties) }),
    ...(options.length === 0 ? {} : { anyOf: options }),
  };
}

function removable(part: Part): Part {
  if (typeof part === "boolean") return part;
  const { description, ...shape } = partialShape(part);
  return { ...(description === undefined ? {} : { description }), anyOf: [shape, { type: "null" }] };
}
