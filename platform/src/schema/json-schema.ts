import * as z from "zod";
import { partialShape } from "./partial-shape.js";
import { platformSchema } from "./platform.js";

/** A JSON Schema, with what applies without a key in words (`fallback`) where no JSON value expresses it (`default`). */
export type JsonSchema = z.core.JSONSchema.BaseSchema & { readonly fallback?: string };

/** The shape of the platform file as it is written. Kinds that are always refused are not part of it. */
export function platformShape(override: (context: ShapeOverride) => void = () => undefined): JsonSchema {
  return z.toJSONSchema(platformSchema, {
    io: "input",
    unrepresentable: "any",
    override: (context) => {
      const { jsonSchema } = context;
      dropRefused(jsonSchema);
      dropForbiddenKeys(jsonSchema);
      override(context);
    },
  });
}

interface ShapeOverride {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** What a file is about: one hub, several, or mirrors alone. */
const SUBJECTS = [
  { required: ["hub", "spokes"], not: { required: ["hubs"] } },
  { required: ["hubs", "spokes"], not: { required: ["hub"] } },
  { required: ["mirrors"], not: { anyOf: [{ required: ["hub"] }, { required: ["hubs"] }] } },
];

/** The JSON Schema that editors complete and check the file with. A file that extends another may be a part of one. */
export function platformJsonSchema(): object {
  const { $schema, ...shape } = editorShape();
  return {
    $schema,
    title: "aks-topology platform file",
    type: "object",
    if: { required: ["extends"] },
    then: partialShape(shape),
    else: { ...shape, oneOf: SUBJECTS },
  };
}

/** The same for a file that others extend: it may lack keys, and extends none itself. */
export function partialJsonSchema(): object {
  return { ...partialShape(editorShape()), title: "aks-topology platform file, or a part of one" };
}

function editorShape(): JsonSchema {
  return platformShape(({ jsonSchema }) => {
    const words = defaultWords(jsonSchema);
    if (words === undefined) return;
    jsonSchema.description = [jsonSchema.description ?? [], `Default: ${words}.`].flat().join(" ");
    delete jsonSchema["fallback"];
  });
}

/** What applies without a key, as text; editors show other values themselves. */
function defaultWords({ fallback, default: value }: z.core.JSONSchema.BaseSchema): string | undefined {
  const words = fallback ?? value;
  return typeof words === "string" || typeof words === "number" ? String(words) : undefined;
}

/** Drops the keys that a form contains only to exclude another form: no other keys are accepted anyway. */
function dropForbiddenKeys(shape: z.core.JSONSchema.BaseSchema): void {
  const properties = Object.entries(shape.properties ?? {});
  const allowed = properties.filter(([, each]) => typeof each !== "object" || each.not === undefined);
  if (allowed.length < properties.length) shape.properties = Object.fromEntries(allowed);
}

/** Drops the options of a choice that the schema contains only to refuse them. */
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
