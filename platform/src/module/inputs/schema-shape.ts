import { Cidr } from "@aks-topology/constructs";
import * as z from "zod";
import "./roles.js";
import { moduleRoles, type ModuleRole } from "../../schema/module-role.js";
import { platformShape } from "../../schema/json-schema.js";

/** The JSON Schema of a part of the platform file. */
export type Shape = z.core.JSONSchema.BaseSchema;

const ROLE = "x-module";
const EXPECTED = "x-expected";

/** The shape of the whole file, with the roles that its keys have in a module. */
export function moduleShape(): Shape {
  return platformShape(({ zodSchema, jsonSchema }) => {
    const role = moduleRoles.get(zodSchema);
    if (role !== undefined) jsonSchema[ROLE] = role;
    if (jsonSchema.type === "string") jsonSchema[EXPECTED] = expectation(zodSchema);
  });
}

/** What the schema expects, from its own error message "expected …"; undefined if it has none. */
function expectation(schema: z.core.$ZodType): string | undefined {
  const { error } = z.safeParse(schema, "\u0000{");
  return error?.issues
    .map(({ message }) => /^expected (.*)$/.exec(message)?.[1])
    .find((words) => words !== undefined);
}

/** A description of the texts that a shape accepts. */
export function expectedWords(shape: Shape): string | undefined {
  const words = shape[EXPECTED];
  return typeof words === "string" ? words : undefined;
}

export function roleOf(shape: Shape): ModuleRole | undefined {
  const role = shape[ROLE];
  return isRole(role) ? role : undefined;
}

function isRole(value: unknown): value is ModuleRole {
  return isRecord(value) && (value["role"] === "fixed" || value["role"] === "variable");
}

/** The forms that a value may take: the shape itself, or the options of a union, nested ones too. */
export function forms(shape: Shape): readonly Shape[] {
  const options = shape.anyOf ?? shape.oneOf;
  return options === undefined ? [shape] : options.flatMap((option) => forms(asShape(option)));
}

/** The forms that fit a value of the validated file. */
export function fitting(shape: Shape, value: unknown): readonly Shape[] {
  return forms(shape).filter((form) => fits(form, value));
}

function fits(form: Shape, value: unknown): boolean {
  if (form.const !== undefined) return String(form.const) === String(value);
  if (form.enum !== undefined) return form.enum.some((item) => String(item) === String(value));
  switch (form.type) {
    case "string":
      return typeof value === "string" || value instanceof Cidr;
    case "number":
    case "integer":
      // If the file accepts a number or text, the parsed value is text.
      return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
    case "array":
      return Array.isArray(value);
    case "object":
      return isRecord(value) && hasRequired(form, value) && hasKinds(form, value);
    case "boolean":
      return typeof value === "boolean";
    case "null":
    case undefined:
    default:
      // The file's schema contains no list of types.
      return false;
  }
}

/** Whether a value has the required keys of a kind of a union. */
function hasRequired({ required = [] }: Shape, value: Readonly<Record<string, unknown>>): boolean {
  return required.every((key) => key in value);
}

/** Whether the discriminators of a union have the values of this kind. */
function hasKinds(form: Shape, value: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(form.properties ?? {}).every(([key, property]) => {
    const fixed = asShape(property).const;
    const isLeftOut = value[key] === undefined && form.required?.includes(key) !== true;
    return fixed === undefined || isLeftOut || value[key] === fixed;
  });
}

/** Whether every form is one of a few named values. */
export function isNamedKind(fit: readonly Shape[]): boolean {
  return fit.every((form) => form.const !== undefined || form.enum !== undefined);
}

/** The shape of the values of a map, when the shape is one. */
export function mapValues(shape: Shape): Shape | undefined {
  const { additionalProperties, properties } = shape;
  return properties === undefined && typeof additionalProperties === "object"
    ? additionalProperties
    : undefined;
}

export function asShape(shape: z.core.JSONSchema._JSONSchema | undefined): Shape {
  return typeof shape === "object" ? shape : {};
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Cidr);
}
