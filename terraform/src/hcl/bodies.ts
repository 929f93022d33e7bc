/** Converts the bodies of blocks from JSON to HCL: distinguishes attributes from blocks by the schema, and orders them. */
import { asBlocks, isArray, isObject, settings, type JsonObject } from "../json.js";
import type { BlockSchema, NestedBlockSchema, TerraformType } from "../schema.js";
import { bracketed, isBareKey } from "./expressions.js";
import { PAGE_WIDTH, type Attribute, type Block, type Body } from "./layout.js";
import { writeValue } from "./values.js";

/** The caller's comments, by address or by address and path without indexes: `azurerm_route_table.aks.lifecycle`. */
export type Comments = ReadonlyMap<string, string>;

/** Location of a body, for comments and for the remaining width. */
export interface Spot {
  readonly path: string;
  readonly depth: number;
  readonly comments: Comments;
}

export function inside(spot: Spot, name: string): Spot {
  return { ...spot, path: `${spot.path}.${name}`, depth: spot.depth + 1 };
}

/** Attributes that come first. */
const IDENTITY = ["name", "resource_group_name", "location", "virtual_network_name", "scope"];
const LEADING = ["provider", "count", "for_each"];
const TRAILING = ["lifecycle", "depends_on"];

function attribute(name: string, value: string, spot: Spot): Attribute {
  return { kind: "attribute", name, value, comment: spot.comments.get(`${spot.path}.${name}`) };
}

function room(name: string, spot: Spot): number {
  return PAGE_WIDTH - 2 * (spot.depth + 1) - name.length - 3;
}

export function valueAttribute(name: string, value: unknown, spot: Spot, type?: TerraformType): Attribute {
  return attribute(name, writeValue(value, type, room(name, spot)), spot);
}

/** Words and paths that HCL requires without quotes: `[tags, route]`. */
export function paths(name: string, value: unknown, spot: Spot): Attribute {
  const bare = (item: unknown): string =>
    typeof item === "string" ? item.replace(/^\$\{(.*)\}$/s, "$1") : "null";
  if (!isArray(value)) return attribute(name, bare(value), spot);
  const line = `[${value.map(bare).join(", ")}]`;
  return attribute(name, line.length <= room(name, spot) ? line : bracketed("[", value.map(bare), "]"), spot);
}

/** The body of a resource, data source or provider, or of a block within one. */
export function schemaBody(body: JsonObject, schema: BlockSchema | undefined, spot: Spot): Body {
  const entries = settings(body).filter(
    ([key]) => !LEADING.includes(key) && !TRAILING.includes(key) && key !== "dynamic",
  );
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const [key, value] of [...entries].sort(byPlace)) {
    const found = nestedBlocks(key, value, schema);
    if (found === undefined)
      attributes.push(valueAttribute(key, value, spot, schema?.attributes?.[key]?.type));
    else blocks.push(...found.map(({ item, nested }) => nestedBlock(key, item, nested, spot)));
  }
  const [timeouts, others] = [
    blocks.filter((block) => block.type === "timeouts"),
    blocks.filter((block) => block.type !== "timeouts"),
  ];
  return [
    metaAttributes(body, spot),
    // Attributes of one line come first, so that all their equals signs are aligned.
    [
      ...attributes.filter((item) => !item.value.includes("\n")),
      ...attributes.filter((item) => item.value.includes("\n")),
    ],
    [...others, ...dynamicBlocks(body, schema, spot), ...timeouts],
    lifecycle(body, spot),
    dependsOn(body, spot),
  ];
}

function byPlace([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const rank = (name: string): number => {
    const place = IDENTITY.indexOf(name);
    return place !== -1 ? place : name === "tags" ? IDENTITY.length + 1 : IDENTITY.length;
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** The blocks that a value is written as; undefined for an attribute. */
function nestedBlocks(
  key: string,
  value: unknown,
  schema: BlockSchema | undefined,
): readonly { readonly item: JsonObject; readonly nested: BlockSchema }[] | undefined {
  const nested = schema?.block_types?.[key]?.block ?? objectBlock(schema?.attributes?.[key]?.type);
  const items = asBlocks(value);
  if (nested === undefined || items?.every(isObject) !== true) return undefined;
  // An empty list as an attribute means "none", which blocks cannot express.
  if (items.length === 0 && schema?.block_types?.[key] === undefined) return undefined;
  return items.filter(isObject).map((item) => ({ item, nested }));
}

/** A list of objects may be written as blocks, which need no nulls for unset attributes. */
function objectBlock(type: TerraformType | undefined): BlockSchema | undefined {
  if (type === undefined || typeof type === "string" || (type[0] !== "list" && type[0] !== "set"))
    return undefined;
  const element = type[1];
  if (typeof element === "string" || element[0] !== "object") return undefined;
  const attributes = Object.entries(element[1]).map(
    ([name, field]) => [name, { type: field, optional: true }] as const,
  );
  return { attributes: Object.fromEntries(attributes) };
}

function nestedBlock(type: string, item: JsonObject, schema: BlockSchema, spot: Spot): Block {
  const itsSpot = inside(spot, type);
  return {
    kind: "block",
    type,
    labels: [],
    body: schemaBody(item, schema, itsSpot),
    comment: spot.comments.get(itsSpot.path),
  };
}

function metaAttributes(body: JsonObject, spot: Spot): readonly Attribute[] {
  return LEADING.flatMap((key) => {
    const value = body[key];
    if (value === undefined || value === null) return [];
    return [
      key === "provider"
        ? paths(key, value, spot)
        : valueAttribute(key, value, spot, key === "count" ? "number" : undefined),
    ];
  });
}

function dynamicBlocks(body: JsonObject, schema: BlockSchema | undefined, spot: Spot): readonly Block[] {
  const groups = (asBlocks(body.dynamic) ?? []).filter(isObject).flatMap(settings);
  return groups.flatMap(([label, value]) =>
    (asBlocks(value) ?? []).filter(isObject).map((block): Block => {
      const itsSpot = inside(inside(spot, "dynamic"), label);
      const nested: NestedBlockSchema | undefined = schema?.block_types?.[label];
      const content = (asBlocks(block.content) ?? [])
        .filter(isObject)
        .map((item) => nestedBlock("content", item, nested?.block ?? {}, itsSpot));
      const iterator =
        typeof block.iterator === "string" && isBareKey(block.iterator)
          ? [paths("iterator", block.iterator, itsSpot)]
          : [];
      const head = [valueAttribute("for_each", block.for_each, itsSpot), ...iterator];
      return {
        kind: "block",
        type: "dynamic",
        labels: [label],
        body: [head, content],
        comment: spot.comments.get(`${spot.path}.dynamic.${label}`),
      };
    }),
  );
}

export function dependsOn(body: JsonObject, spot: Spot): readonly Attribute[] {
  const value = body.depends_on;
  return isArray(value) && value.length > 0 ? [paths("depends_on", value, spot)] : [];
}

/** `precondition`, `postcondition`, `validation`, `assert`: a condition and its error message. */
export function conditions(type: string, value: unknown, spot: Spot): readonly Block[] {
  return (asBlocks(value) ?? []).filter(isObject).map((item) => {
    const itsSpot = inside(spot, type);
    const attributes = ["condition", "error_message"].map((name) =>
      valueAttribute(name, item[name], itsSpot),
    );
    return { kind: "block", type, labels: [], body: [attributes], comment: spot.comments.get(itsSpot.path) };
  });
}

function lifecycle(body: JsonObject, spot: Spot): readonly Block[] {
  return (asBlocks(body.lifecycle) ?? []).filter(isObject).map((block) => {
    const itsSpot = inside(spot, "lifecycle");
    const attributes = settings(block).flatMap(([key, value]) => {
      if (key === "precondition" || key === "postcondition") return [];
      const bare = key === "ignore_changes" || key === "replace_triggered_by";
      return [bare ? paths(key, value, itsSpot) : valueAttribute(key, value, itsSpot, "bool")];
    });
    const checks = ["precondition", "postcondition"].flatMap((type) =>
      conditions(type, block[type], itsSpot),
    );
    return {
      kind: "block",
      type: "lifecycle",
      labels: [],
      body: [attributes, checks],
      comment: spot.comments.get(itsSpot.path),
    };
  });
}
