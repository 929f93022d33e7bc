import { platformShape } from "@aks-topology/platform";
import { stringify } from "yaml";

/** A JSON Schema, as far as the page of the platform file reads it. */
export type Schema = Readonly<Record<string, unknown>>;

/** A key, or a value of a key that chooses a kind. */
export interface Row {
  /** Dotted, below the section. */
  readonly key: string;
  readonly value: string;
  readonly fallback: string;
  readonly description: string;
  /** Kinds of the nearest choice that have the key, and how many kinds there are. */
  readonly kinds: readonly string[];
  readonly allKinds: number;
  /** The kind that this value of the key chooses. */
  readonly chooses?: string | undefined;
  /** Whether it has keys of its own, or names that have. */
  readonly holds: "value" | "keys" | "names";
  readonly schema: Schema;
}

/** Maps whose keys the team chooses begin sections of their own. */
export interface Section {
  readonly path: string;
  readonly description: string;
  readonly rows: readonly Row[];
  /** The key above with the same keys, which are not repeated. @default none */
  readonly sameAs?: string | undefined;
}

/** Between the kinds of two choices that depend on each other. */
const WITH = " with ";

/** Every key of the platform file with its values, its default and what it means. */
export function platformSections(): Section[] {
  return sectionsOf("", asSchema(platformShape()), "");
}

function sectionsOf(path: string, schema: Schema, description: string): Section[] {
  const rows: Row[] = [];
  const nested: Section[] = [];
  const single = Object.entries(asSchema(schema["properties"])).map(
    ([key, value]) => [key, choicesOf(asSchema(value))] as const,
  );
  const onMap = (key: string, map: Schema): void => {
    const inner = asSchema(map["additionalProperties"]);
    const name = path === "" ? `${key}.NAME` : `${path}.${key}.NAME`;
    // Kinds of one choice have the same map.
    if (nested.some((other) => other.path === name)) return;
    const words = text(map["description"]);
    const [sameAs] = single.find(([, choices]) => isSame(choices, choicesOf(inner))) ?? [];
    nested.push(
      ...(sameAs === undefined
        ? sectionsOf(name, inner, words)
        : [{ path: name, description: words, rows: [], sameAs }]),
    );
  };
  collectChoices(schema, "", { kinds: [], allKinds: 0 }, rows, onMap);
  return [{ path, description, rows: merged(rows) }, ...nested];
}

function isSame(one: readonly Schema[], other: readonly Schema[]): boolean {
  return one.length > 1 && JSON.stringify(one) === JSON.stringify(other);
}

/** The keys of all alternatives of a schema, first those of what is created. */
function collectChoices(...[schema, prefix, choice, rows, onMap]: Parameters<typeof collect>): void {
  const choices = choicesOf(schema);
  const existing = choices.filter((each) => originOf(each, choices) === "existing");
  for (const each of [...choices.filter((other) => !existing.includes(other)), ...existing]) {
    const own = labelOf(each, choices);
    const inner = own === undefined ? choice : { kinds: [own], allKinds: choices.length };
    collect(each, prefix, inner, rows, onMap);
  }
}

function collect(
  schema: Schema,
  prefix: string,
  choice: Pick<Row, "kinds" | "allKinds">,
  rows: Row[],
  onMap: (key: string, map: Schema) => void,
): void {
  const required = listOf(schema["required"]).map(String);
  for (const [name, value] of Object.entries(asSchema(schema["properties"]))) {
    const property = asSchema(value);
    // The id that only an existing thing has.
    if (property["not"] !== undefined) continue;
    const key = `${prefix}${name}`;
    const names = property["additionalProperties"];
    const isMap = isObjectSchema(names) && choicesOf(asSchema(names)).length > 0;
    const hasKeys = choicesOf(property).length > 0;
    const chooses = property["const"] === undefined ? undefined : stringify(property["const"]).trimEnd();
    rows.push({
      key,
      value: isMap ? "a map by name" : valueOf(property),
      fallback: fallbackOf(property, required.includes(name)),
      description: text(property["description"]) || meaningOfKind(property, schema),
      holds: isMap ? "names" : hasKeys ? "keys" : "value",
      schema: property,
      ...(chooses === undefined ? choice : { ...choiceBefore(chooses, choice), chooses }),
    });
    if (isMap) onMap(key, property);
    collectChoices(property, `${key}.`, choice, rows, onMap);
  }
}

/** The kinds that have a key which chooses a kind: those of the choices before it. */
function choiceBefore(
  value: string,
  choice: Pick<Row, "kinds" | "allKinds">,
): Pick<Row, "kinds" | "allKinds"> {
  const [labels = []] = choice.kinds.map((kind) => kind.split(WITH));
  const at = labels.indexOf(value);
  if (at < 0) return choice;
  return at === 0
    ? { kinds: [], allKinds: 0 }
    : { kinds: [labels.slice(0, at).join(WITH)], allKinds: choice.allKinds };
}

/** The alternatives of a property that have keys; the property itself where it is one object. */
function choicesOf(property: Schema): Schema[] {
  const choices = [...listOf(property["oneOf"]), ...listOf(property["anyOf"])].map(asSchema);
  if (choices.length > 0) return choices.flatMap(choicesOf);
  const items = property["items"];
  if (isObjectSchema(items)) return choicesOf(asSchema(items));
  return isObjectSchema(property["properties"]) ? [property] : [];
}

/** What distinguishes an alternative from the others: the values of the keys that have another one there. */
function kindOf(choice: Schema, all: readonly Schema[]): string | undefined {
  const constants = Object.entries(constantsOf(choice)).filter(([key, value]) =>
    all.some((other) => (constantsOf(other)[key] ?? value) !== value),
  );
  return constants.length === 0 ? undefined : constants.map(([, value]) => value).join(WITH);
}

function constantsOf(choice: Schema): Readonly<Record<string, string>> {
  const constants = Object.entries(asSchema(choice["properties"])).flatMap(([key, property]) => {
    const value = asSchema(property)["const"];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  return Object.fromEntries(constants);
}

/** Its kind; what an `id` decides, where alternatives are of one kind. */
function labelOf(choice: Schema, all: readonly Schema[]): string | undefined {
  const kind = kindOf(choice, all);
  const isShared = all.filter((other) => kindOf(other, all) === kind).length > 1;
  const origin = isShared ? originOf(choice, all) : undefined;
  if (origin === undefined) return kind;
  // A kind that has to be named is part of the words.
  return listOf(choice["required"]).includes("type") ? `${origin} ${kind ?? ""}`.trim() : origin;
}

/** What an `id` decides, where one alternative requires it: something exists already, or is created. */
function originOf(choice: Schema, all: readonly Schema[]): string | undefined {
  const requiresId = (each: Schema): boolean => listOf(each["required"]).includes("id");
  if (all.length < 2 || !all.some(requiresId)) return undefined;
  return requiresId(choice) ? "existing" : "created";
}

/** What choosing this alternative means, for the key that chooses it. */
function meaningOfKind(property: Schema, alternative: Schema): string {
  if (property["const"] === undefined && property["enum"] === undefined) return "";
  const described = text(alternative["description"]);
  return described === "" || property["const"] === undefined ? "The kind." : described;
}

/** One row per key: kinds with the same description of it are merged. */
function merged(rows: readonly Row[]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const id = `${row.key} ${row.chooses ?? ""} ${row.description} ${row.fallback}`;
    const known = found.get(id) ?? { ...row, kinds: [] };
    found.set(id, {
      ...known,
      value: [...new Set([known.value, row.value].flatMap((value) => value.split(", ")))].join(", "),
      kinds: [...new Set([...known.kinds, ...row.kinds])],
    });
  }
  return [...found.values()];
}

function valueOf(property: Schema): string {
  const { const: constant, enum: values, type } = property;
  if (constant !== undefined) return code(constant);
  if (values !== undefined) return listOf(values).map(code).join(", ");
  const choices = [...listOf(property["oneOf"]), ...listOf(property["anyOf"])].map(asSchema);
  if (choices.length > 0) return [...new Set(choices.map(valueOf))].join(" or ");
  if (type === "array") return `list of ${valueOf(asSchema(property["items"]))}`;
  if (type === "integer" || type === "number") return numbers(property);
  if (type === "object") return choicesOf(property).length > 0 ? "keys below" : "a map";
  if (type === "boolean") return "`true`, `false`";
  return "text";
}

function numbers({ minimum, maximum }: Schema): string {
  const ends = [minimum, maximum].map((end) =>
    typeof end === "number" && Math.abs(end) < Number.MAX_SAFE_INTEGER ? String(end) : undefined,
  );
  if (ends[0] !== undefined && ends[1] !== undefined) return `${ends[0]} to ${ends[1]}`;
  return ends[0] === undefined ? "a number" : `a number from ${ends[0]}`;
}

/** What holds without the key: the words of the schema for it, or else its default. */
function fallbackOf({ fallback, default: value }: Schema, required: boolean): string {
  if (typeof fallback === "string") return fallback;
  if (value === undefined) return required ? "**required**" : "";
  return code(value);
}

/** A value as the platform file has it, in backticks and on one line. */
export function code(value: unknown): string {
  return `\`${stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd()}\``;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
function isObjectSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
