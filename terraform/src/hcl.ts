/** Writes Terraform JSON as idiomatic HCL, which `terraform fmt` leaves unchanged. */
import { asBlocks, isObject, settings, type JsonObject } from "./json.js";
import {
  conditions,
  dependsOn,
  inside,
  paths,
  schemaBody,
  valueAttribute,
  type Comments,
  type Spot,
} from "./hcl/bodies.js";
import { writeExpression } from "./hcl/expressions.js";
import { writeBlock, type Attribute, type Block, type Body } from "./hcl/layout.js";
import { parseExpression } from "./expression-reader.js";
import { providerName, typeSchema, type ProviderSchema } from "./schema.js";

export type { Comments } from "./hcl/bodies.js";

const KINDS = [
  "terraform",
  "provider",
  "variable",
  "locals",
  "data",
  "resource",
  "module",
  "output",
  "moved",
  "import",
  "removed",
  "check",
] as const;

/** The kind of a top-level block. */
export type HclKind = (typeof KINDS)[number];

/** One block of a file, such as `resource "azurerm_subnet" "nodes" { … }`. */
export interface HclBlock {
  readonly kind: HclKind;
  /** `azurerm_subnet.nodes`, `data.…`, `var.…`, `output.…`, `module.…`, `provider.…`; the kind alone for the others. */
  readonly address: string;
  /** Several lines, without a line break at the end. */
  readonly text: string;
}

/**
 * The blocks of a configuration: kinds in the order of Terraform's documentation, within a kind the order of the JSON.
 * For callers that distribute them over several files.
 * @param json a configuration that the structural check passes
 * @param schema distinguishes blocks from attributes, and gives types
 * @param comments by address, or by address and path: `azurerm_route_table.aks.lifecycle.ignore_changes`; by default none
 */
export function hclBlocks(
  json: JsonObject,
  schema: ProviderSchema,
  comments: Comments = new Map(),
): readonly HclBlock[] {
  return KINDS.flatMap((kind) =>
    elements(kind, json, schema, comments).map(({ address, block }) => ({
      kind,
      address,
      text: writeBlock(block).join("\n"),
    })),
  );
}

/** A whole configuration as one file. */
export function toHcl(json: JsonObject, schema: ProviderSchema, comments: Comments = new Map()): string {
  return joinHcl(hclBlocks(json, schema, comments));
}

/** The content of a file with these blocks. */
export function joinHcl(blocks: readonly HclBlock[]): string {
  return blocks.length === 0 ? "" : `${blocks.map((block) => block.text).join("\n\n")}\n`;
}

interface Element {
  readonly address: string;
  readonly block: Block;
}

interface Labelled {
  readonly labels: readonly string[];
  readonly body: JsonObject;
}

/** The bodies below a key, with their labels. */
function labelled(value: unknown, levels: number): readonly Labelled[] {
  const objects = (asBlocks(value) ?? []).filter(isObject);
  if (levels === 0) return objects.map((body) => ({ labels: [], body }));
  return objects.flatMap((group) =>
    settings(group).flatMap(([name, inner]) =>
      labelled(inner, levels - 1).map((item) => ({ ...item, labels: [name, ...item.labels] })),
    ),
  );
}

function elements(
  kind: HclKind,
  json: JsonObject,
  schema: ProviderSchema,
  comments: Comments,
): readonly Element[] {
  const make = (
    levels: number,
    prefix: string,
    body: (item: Labelled, spot: Spot) => Body,
  ): readonly Element[] =>
    labelled(json[kind], levels).map((item) => {
      const address = levels === 0 ? kind : prefix + item.labels.join(".");
      const block: Block = {
        kind: "block",
        type: kind,
        labels: item.labels,
        body: body(item, { path: address, depth: 0, comments }),
        comment: comments.get(address),
      };
      return { address, block };
    });
  switch (kind) {
    case "resource":
    case "data":
      return make(2, kind === "data" ? "data." : "", ({ labels: [type = ""], body }, spot) =>
        schemaBody(body, typeSchema(schema, kind, type)?.block, spot),
      );
    case "provider":
      return make(1, "provider.", ({ labels: [name], body }, spot) => {
        const { alias, ...rest } = body;
        const block = name === providerName(schema) ? schema.provider_schema.block : undefined;
        return [
          alias === undefined ? [] : [valueAttribute("alias", alias, spot)],
          ...schemaBody(rest, block, spot),
        ];
      });
    case "variable":
      return make(1, "var.", ({ body }, spot) => variableBody(body, spot));
    case "output":
      return make(1, "output.", ({ body }, spot) => [
        known(body, ["description", "value", "sensitive"], spot),
        conditions("precondition", body.precondition, spot),
        dependsOn(body, spot),
      ]);
    case "module":
      return make(1, "module.", ({ body }, spot) => moduleBody(body, spot));
    case "locals":
      return make(0, "", ({ body }, spot) => [
        settings(body).map(([name, value]) => valueAttribute(name, value, { ...spot, path: "local" })),
      ]);
    case "terraform":
      return make(0, "", ({ body }, spot) => terraformBody(body, spot));
    case "check":
      return make(1, "check.", ({ body }, spot) => [conditions("assert", body.assert, spot)]);
    case "moved":
    case "import":
    case "removed":
      return make(0, "", ({ body }, spot) => refactoringBody(body, spot));
  }
}

function known(body: JsonObject, names: readonly string[], spot: Spot): readonly Attribute[] {
  return names
    .filter((name) => body[name] !== undefined && body[name] !== null)
    .map((name) => valueAttribute(name, body[name], spot));
}

function variableBody(body: JsonObject, spot: Spot): Body {
  const type = typeof body.type === "string" ? body.type.replace(/^\$\{(.*)\}$/s, "$1") : undefined;
  const typed: readonly Attribute[] =
    type === undefined
      ? []
      : [{ kind: "attribute", name: "type", value: writeExpression(parseExpression(type), type, 80) }];
  // Unlike any other null, a default of null is written: it makes the variable optional.
  const fallback = "default" in body ? [valueAttribute("default", body.default, spot)] : [];
  return [
    [
      ...known(body, ["description"], spot),
      ...typed,
      ...fallback,
      ...known(body, ["nullable", "sensitive", "ephemeral"], spot),
    ],
    conditions("validation", body.validation, spot),
  ];
}

function moduleBody(body: JsonObject, spot: Spot): Body {
  const first = ["source", "version"];
  const apart = [...first, "providers", "depends_on", "count", "for_each"];
  const names = settings(body)
    .map(([name]) => name)
    .filter((name) => !apart.includes(name));
  const passed = settings(isObject(body.providers) ? body.providers : {}).map(([name, value]) =>
    paths(name, value, spot),
  );
  const width = Math.max(...passed.map(({ name }) => name.length));
  const map = passed.map(({ name, value }) => `  ${name.padEnd(width)} = ${value}`);
  const given: readonly Attribute[] =
    map.length === 0 ? [] : [{ kind: "attribute", name: "providers", value: ["{", ...map, "}"].join("\n") }];
  return [
    known(body, first, spot),
    known(body, ["count", "for_each"], spot),
    given,
    known(body, names, spot),
    dependsOn(body, spot),
  ];
}

function terraformBody(body: JsonObject, spot: Spot): Body {
  const required = (asBlocks(body.required_providers) ?? []).filter(isObject).map((providers): Block => {
    const itsSpot = inside(spot, "required_providers");
    const entries = settings(providers).map(([name, value]) =>
      isObject(value) ? requirement(name, value, itsSpot) : valueAttribute(name, value, itsSpot),
    );
    return { kind: "block", type: "required_providers", labels: [], body: [entries] };
  });
  const backends = labelled(body.backend, 1).map(({ labels, body: settingsOf }): Block => {
    const itsSpot = inside(spot, "backend");
    return {
      kind: "block",
      type: "backend",
      labels,
      body: [settings(settingsOf).map(([name, value]) => valueAttribute(name, value, itsSpot))],
    };
  });
  return [known(body, ["required_version"], spot), required, backends];
}

function requirement(name: string, value: JsonObject, spot: Spot): Attribute {
  const inner = inside(spot, name);
  const entries = settings(value).map(([key, item]) =>
    key === "configuration_aliases" ? paths(key, item, inner) : valueAttribute(key, item, inner),
  );
  const width = Math.max(...entries.map((entry) => entry.name.length));
  const lines = entries.map((entry) => `  ${entry.name.padEnd(width)} = ${entry.value}`);
  return { kind: "attribute", name, value: ["{", ...lines, "}"].join("\n") };
}

function refactoringBody(body: JsonObject, spot: Spot): Body {
  const bare = ["from", "to", "provider"]
    .filter((name) => body[name] !== undefined)
    .map((name) => paths(name, body[name], spot));
  const rest = known(body, ["id", "for_each"], spot);
  const lifecycle = (asBlocks(body.lifecycle) ?? []).filter(isObject).map((block): Block => ({
    kind: "block",
    type: "lifecycle",
    labels: [],
    body: [settings(block).map(([name, value]) => valueAttribute(name, value, spot, "bool"))],
  }));
  return [[...bare, ...rest], lifecycle];
}
