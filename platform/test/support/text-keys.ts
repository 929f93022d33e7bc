import * as z from "zod";
import { platformSchema } from "../../src/schema/platform.js";

/** A key of the platform file whose value is text. */
export interface TextKey {
  /** Keys from the top of the file: `*` stands for the name of a thing, `[]` for an entry of a list. */
  readonly path: string;
  /** What the schema says of the text. */
  readonly shape: z.core.JSONSchema.BaseSchema;
  /** The text as it is read; undefined where the schema refuses it. */
  readonly read: (text: string) => string | undefined;
}

type Shape = z.core.JSONSchema.BaseSchema;

/** Every key whose value may be text other than some named values, from the schema itself. */
export function textKeys(): readonly TextKey[] {
  const schemas = new Map<unknown, z.core.$ZodType>();
  const shape = z.toJSONSchema(platformSchema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (jsonSchema.type !== "string") return;
      jsonSchema["x-schema"] = schemas.size;
      schemas.set(schemas.size, zodSchema);
    },
  });
  const keyOf = (path: string, text: Shape): TextKey => {
    const schema = schemas.get(text["x-schema"]);
    const read = (value: string): string | undefined => {
      const parsed = schema && z.safeParse(schema, value);
      return parsed?.success === true ? String(parsed.data) : undefined;
    };
    return { path, shape: text, read };
  };
  return textsBelow(shape, "").map(([path, text]) => keyOf(path, text));
}

function textsBelow(shape: z.core.JSONSchema._JSONSchema | undefined, path: string): [string, Shape][] {
  if (typeof shape !== "object") return [];
  const { anyOf = [], oneOf = [], properties = {}, additionalProperties, items, prefixItems = [] } = shape;
  const isText = shape.type === "string" && shape.enum === undefined && shape.const === undefined;
  return [
    ...(isText ? [[path, shape] satisfies [string, Shape]] : []),
    ...[...anyOf, ...oneOf].flatMap((form) => textsBelow(form, path)),
    ...Object.entries(properties).flatMap(([key, inner]) =>
      textsBelow(inner, path === "" ? key : `${path}.${key}`),
    ),
    ...textsBelow(additionalProperties, `${path}.*`),
    ...[...prefixItems, ...(Array.isArray(items) ? items : [items])].flatMap((item) =>
      textsBelow(item, `${path}[]`),
    ),
  ];
}
