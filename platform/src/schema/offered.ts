import type { z } from "zod";
import type { KeyPath } from "../source-map.js";
import { platformShape } from "./json-schema.js";

/** A form of the schema, in terms of JSON Schema. */
export type Shape = z.core.JSONSchema.BaseSchema;

/** The values that the schema names at a path: those of its constants and enumerations. Only they are suggested. */
export function offeredAt(path: KeyPath): ReadonlySet<unknown> {
  return new Set(
    shapesAt(path).flatMap((shape): unknown[] =>
      shape.const === undefined ? (shape.enum ?? []) : [shape.const],
    ),
  );
}

/** The keys that any form of what is at a path has by name. */
export function keysAt(path: KeyPath): readonly string[] {
  return [...new Set(shapesAt(path).flatMap(({ properties = {} }) => Object.keys(properties)))];
}

/** Whether any form of what is at a path is a number. */
export function isNumberAt(path: KeyPath): boolean {
  return shapesAt(path).some(({ type }) => type === "number" || type === "integer");
}

/** The limits of a number. */
export interface Limits {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly multipleOf?: number | undefined;
}

/** The limits of the numbers that may be at a path, by form; none for anything else. */
export function limitsAt(path: KeyPath): readonly Limits[] {
  return shapesAt(path)
    .filter(({ type }) => type === "number" || type === "integer")
    .map(({ minimum: least, maximum: most, multipleOf }) => ({ least, most, multipleOf }));
}

/** Whether any form of what is at a path has the key. */
export function isOfferedAt(path: KeyPath): boolean {
  return shapesAt(path).length > 0;
}

/** Whether any form of the map at a path has names that a team chooses. */
export function hasFreeNames(path: KeyPath): boolean {
  return shapesAt(path).some(({ additionalProperties }) => typeof additionalProperties === "object");
}

/** The keys of each form of the map at a path that has the key by name. */
export function formsWith(path: KeyPath, key: string): readonly (readonly string[])[] {
  return shapesAt(path)
    .map(({ properties = {} }) => Object.keys(properties))
    .filter((keys) => keys.includes(key));
}

/** Whether a form of the map at a path names the key, among keys of its own and not names that a team chooses. */
export function namesKey(path: KeyPath, key: string): boolean {
  return shapesAt(path).some(({ properties = {} }) => Object.hasOwn(properties, key));
}

/** Whether what is at a path is either created or exists already, which has an `id`. */
export function mayHaveId(path: KeyPath): boolean {
  const forms = shapesAt(path).map(needsId);
  return forms.includes(true) && forms.includes(false);
}

function needsId({ required = [] }: Shape): boolean {
  return required.includes("id");
}

/** The keys that a map at a path cannot do without, in the form that needs the fewest; none for what is no such map. */
export function requiredAt(path: KeyPath): readonly string[] {
  const [fewest = []] = shapesAt(path)
    .filter(({ type }) => type === "object")
    .map(({ required = [] }) => required)
    .sort((one, other) => one.length - other.length);
  return fewest;
}

/** Whether the key `below` what is at a path is only of what exists already, only of what is created, or of neither alone. */
export function ownerOfKey(path: KeyPath, below: KeyPath): "existing" | "created" | undefined {
  const holders = shapesAt(path);
  const ofExisting = formsBelow(holders.filter(needsId), below).length > 0;
  const ofCreated =
    formsBelow(
      holders.filter((holder) => !needsId(holder)),
      below,
    ).length > 0;
  if (ofExisting === ofCreated) return undefined;
  return ofExisting ? "existing" : "created";
}

/** A kind of a choice, by the key and the value that choose it: `plugin: kubenet`. */
export interface Kind {
  readonly key: string;
  readonly value: unknown;
}

/** The kinds of the map at a path that have a key, in it or in what is `below` it. */
export function kindsWith(path: KeyPath, key: string, below: KeyPath = []): readonly Kind[] {
  const kinds = shapesAt(path)
    .filter((kind) => formsBelow([kind], below).some(({ properties = {} }) => Object.hasOwn(properties, key)))
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .flatMap(([name, shape]) =>
      typeof shape === "object" && shape.const !== undefined ? [{ key: name, value: shape.const }] : [],
    );
  return kinds.filter(
    (kind, i) => kinds.findIndex((one) => one.key === kind.key && one.value === kind.value) === i,
  );
}

/** The keys by which a map at a path says of which kind it is: those with one value in a form. */
export function kindKeysAt(path: KeyPath): readonly string[] {
  const keys = shapesAt(path).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, shape]) =>
      typeof shape === "object" && shape.const !== undefined ? name : [],
    ),
  );
  return [...new Set(keys)];
}

/** The forms of what is at a path; none where nothing may be. */
export function shapesAt(path: KeyPath): readonly Shape[] {
  return formsBelow(fileForms(), path);
}

function formsBelow(shapes: readonly Shape[], path: KeyPath): readonly Shape[] {
  return path.reduce((found, step) => found.flatMap((shape) => below(shape, step)), shapes);
}

let ofFile: readonly Shape[] | undefined;

/** The forms of the whole file. Built on the first wrong value: it takes as long as reading a file. */
function fileForms(): readonly Shape[] {
  return (ofFile ??= forms(platformShape()));
}

function below(
  { properties, additionalProperties, items, prefixItems }: Shape,
  step: string | number,
): Shape[] {
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const next = typeof step === "number" ? (prefixItems?.[step] ?? items) : (own ?? additionalProperties);
  return typeof next === "object" && !Array.isArray(next) ? forms(next) : [];
}

/** The options of a choice, nested ones too; a shape that is no choice as it is. */
function forms(shape: Shape): Shape[] {
  const options = shape.anyOf ?? shape.oneOf;
  return options === undefined
    ? [shape]
    : options.flatMap((option) => (typeof option === "object" ? forms(option) : []));
}
