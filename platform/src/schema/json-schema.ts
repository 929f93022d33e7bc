import * as z from "zod";
import { platformSchema } from "./platform.js";

/** A JSON Schema, with what holds without a key as data where no JSON value can say it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema & { readonly fallback?: string | number };

/** The shape of the platform file as it is written. Kinds that are always refused are not part of it. */
export function platformShape(override: (context: ShapeOverride) => void = () => undefined): JsonSchema {
  return z.toJSONSchema(platformSchema, {
    io: "input",
    unrepresentable: "any",
    override: (context) => {
      const { jsonSchema } = context;
      dropRefused(jsonSchema);
      override(context);
    },
  });
}

interface ShapeOverride {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** The JSON Schema that editors complete and check the file with. */
export function platformJsonSchema(): object {
  const shape = platformShape(({ jsonSchema }) => {
    const { description, fallback } = jsonSchema;
    if (typeof fallback !== "string" && typeof fallback !== "number") return;
    jsonSchema.description = [description ?? [], `Default: ${fallback}.`].flat().join(" ");
    delete jsonSchema["fallback"];
  });
  return { ...shape, title: "aks-topology platform file" };
}

/** Drops the options of a choice that are read only to be refused. */
function dropRefused(shape: z.core.JSONSchema.BaseSchema): void {
  const options = (shape.oneOf ?? shape.anyOf)?.filter(
    (option) => typeof option === "boolean" || option.deprecated !== true,
  );
  if (options === undefined) return;
  const [only, another] = options;
  if (another === undefined && typeof only === "object") {
    delete shape.oneOf;
    delete shape.anyOf;
    Object.assign(shape, only);
  } else if (shape.oneOf !== undefined) shape.oneOf = options;
  else shape.anyOf = options;
}
