/**
 * A resource of azurerm as Azure Resource Manager shows it: the reverse of what `adopt` reads, from tables of their own. Defaults of
 * azurerm are filled in, since Azure shows a value whether it was configured or not.
 */
import {
  azurermSchema,
  behavioursOf,
  typeSchema,
  type AzurermMajor,
  type BlockSchema,
} from "@aks-topology/terraform";

export type Values = Readonly<Record<string, unknown>>;

/** @param root the whole resource */
export type Convert = (value: unknown, root: Values) => unknown;

/**
 * Where Azure has an attribute: a path, with a conversion where the value differs; for a block, the form of what is in it, as an
 * object (`one`) or a list (`each`). Null where Azure has none, or has it in the id.
 */
export type Rule =
  | string
  | null
  | readonly [path: string, convert: Convert]
  | { readonly path: string; readonly each: Form }
  | { readonly path: string; readonly one: Form };

export type Form = Readonly<Record<string, Rule>>;

/** What the id and the head of every resource show. */
const COMMON: Form = {
  id: null,
  name: null,
  resource_group_name: null,
  location: "location",
  tags: "tags",
  timeouts: null,
};

/** A configured attribute that has no place in the form of its type. */
export class MissingInForm extends Error {}

/** The resource in the shape of the REST API. @throws MissingInForm */
export function armForm(type: string, values: Values, form: Form, major: AzurermMajor): Values {
  const schema = typeSchema(azurermSchema(major), "resource", type);
  if (schema === undefined) throw new Error(`azurerm ${major} has no type ${type}.`);
  const defaults = behavioursOf(major)[type]?.defaults ?? {};
  const root = { name: values["name"], id: values["id"] };
  return written(
    values,
    { ...COMMON, ...form },
    schema.block,
    { type, path: "", defaults, root: values },
    root,
  );
}

interface Place {
  readonly type: string;
  /** With a dot at its end. */
  readonly path: string;
  readonly defaults: Values;
  readonly root: Values;
}

function written(values: Values, form: Form, schema: BlockSchema, place: Place, start: Values = {}): Values {
  const { attributes = {}, block_types: blocks = {} } = schema;
  const result: Record<string, unknown> = structuredClone({ ...start });
  for (const name of [...Object.keys(attributes), ...Object.keys(blocks)]) {
    const value = isGiven(values[name]) ? values[name] : place.defaults[place.path + name];
    const rule = form[name];
    if (!isGiven(value) || rule === null) continue;
    if (rule === undefined) {
      const attribute = attributes[name];
      if (!isGiven(values[name]) || (attribute?.computed === true && attribute.optional !== true)) continue;
      throw new MissingInForm(
        `${place.type} has no ARM form of ${place.path}${name}: ${JSON.stringify(value)}.`,
      );
    }
    const inner = blocks[name]?.block ?? {};
    const within = (one: unknown, own: Form): Values =>
      written(valuesOf(one), own, inner, { ...place, path: `${place.path}${name}.` });
    if (typeof rule === "string") put(result, rule, value);
    else if ("each" in rule)
      put(
        result,
        rule.path,
        listOf(value).map((one) => within(one, rule.each)),
      );
    else if ("one" in rule) put(result, rule.path, within(listOf(value)[0], rule.one));
    else put(result, rule[0], rule[1](value, place.root));
  }
  return result;
}

/** Whether a value is configured, or chosen by Azure: what the provider under test makes up is neither. */
function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (typeof value === "string") return !value.startsWith("made-up");
  return typeof value !== "object" || Object.keys(value).length > 0;
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  if (value === undefined) return;
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    const known = target[first];
    target[first] = isPlain(known) && isPlain(value) ? { ...known, ...value } : value;
    return;
  }
  const inner = { ...valuesOf(target[first]) };
  put(inner, rest.join("."), value);
  target[first] = inner;
}

function isPlain(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function valuesOf(value: unknown): Values {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** `{ id }` for each id, as Azure refers to resources. */
export const ids: Convert = (value) => listOf(value).map((id) => ({ id }));

export const enabled: Convert = (value) => (value === true ? "Enabled" : "Disabled");

export const not: Convert = (value) => value !== true;

/** A value as text; empty where it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? `${value}`
      : "";
}
