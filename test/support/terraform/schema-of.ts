import type { ProviderSchema } from "@aks-topology/terraform";

type Types = ProviderSchema["resource_schemas"];
type Block = Types[string]["block"];

/**
 * A provider's schema with the types that a configuration names, in JSON or HCL. Every command of Terraform reads all of
 * the schema that it is given.
 */
export function schemaOf(configuration: string, schema: ProviderSchema): ProviderSchema {
  const named = namesIn(configuration);
  return withTypes(schema, (types) =>
    Object.fromEntries(Object.entries(types).filter(([name]) => named.has(name))),
  );
}

/**
 * The same, and in the types only those attributes and blocks that are named or required: all others are null in every
 * plan, as long as the configuration stays.
 */
export function leastSchemaOf(configuration: string, schema: ProviderSchema): ProviderSchema {
  const named = namesIn(configuration).add("id");
  const kept = <T>(
    all: Readonly<Record<string, T>> | undefined,
    needs: (item: T) => boolean,
  ): [string, T][] => Object.entries(all ?? {}).filter(([name, item]) => named.has(name) || needs(item));
  const blockOf = (block: Block): Block => ({
    ...block,
    attributes: Object.fromEntries(kept(block.attributes, ({ required }) => required === true)),
    block_types: Object.fromEntries(
      kept(block.block_types, ({ min_items = 0 }) => min_items > 0).map(([name, nested]) => [
        name,
        { ...nested, block: blockOf(nested.block) },
      ]),
    ),
  });
  return withTypes(schemaOf(configuration, schema), (types) =>
    Object.fromEntries(
      Object.entries(types).map(([name, type]) => [name, { ...type, block: blockOf(type.block) }]),
    ),
  );
}

function namesIn(configuration: string): Set<string> {
  return new Set(configuration.match(/\w+/g));
}

function withTypes(schema: ProviderSchema, change: (types: Types) => Types): ProviderSchema {
  return {
    ...schema,
    resource_schemas: change(schema.resource_schemas),
    data_source_schemas: change(schema.data_source_schemas),
  };
}
