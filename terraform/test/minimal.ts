/** The smallest body that a block's schema accepts, made from the schema itself. */
import type { ProviderSchema } from "../src/index.js";

type Block = ProviderSchema["provider_schema"]["block"];
type AttributeType = NonNullable<Block["attributes"]>[string]["type"];

function sample(type: AttributeType): unknown {
  if (typeof type === "string") return { string: "x", number: 1, bool: true, dynamic: "x" }[type];
  switch (type[0]) {
    case "list":
    case "set":
      return [sample(type[1])];
    case "map":
      return { key: sample(type[1]) };
    case "object":
      return Object.fromEntries(Object.entries(type[1]).map(([name, item]) => [name, sample(item)]));
    case "tuple":
      return type[1].map(sample);
  }
}

export function minimalBody(block: Block): Record<string, unknown> {
  const attributes = Object.entries(block.attributes ?? {}).filter(
    ([, attribute]) => attribute.required === true,
  );
  const blocks = Object.entries(block.block_types ?? {}).filter(([, nested]) => (nested.min_items ?? 0) > 0);
  return {
    ...Object.fromEntries(attributes.map(([name, attribute]) => [name, sample(attribute.type)])),
    ...Object.fromEntries(blocks.map(([name, nested]) => [name, [minimalBody(nested.block)]])),
  };
}

/** A minimal body in which the attribute or block at a path is set, to a sample where no value is given. */
export function bodyWith(block: Block, path: readonly string[], value: unknown): Record<string, unknown> {
  const [first = "", ...rest] = path;
  const body = minimalBody(block);
  const attribute = block.attributes?.[first];
  if (attribute !== undefined) return { ...body, [first]: value ?? sample(attribute.type) };
  const nested = block.block_types?.[first];
  if (nested === undefined) throw new Error(`no attribute or block "${first}"`);
  return {
    ...body,
    [first]: [rest.length === 0 ? (value ?? minimalBody(nested.block)) : bodyWith(nested.block, rest, value)],
  };
}
