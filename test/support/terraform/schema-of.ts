import type { ProviderSchema } from "@aks-topology/terraform";

/**
 * A provider's schema with the types that a configuration names, in JSON or HCL. Every command of Terraform reads all
 * of the schema that it is given.
 */
export function schemaOf(configuration: string, schema: ProviderSchema): ProviderSchema {
  const named = new Set(configuration.match(/\w+/g));
  const pick = (all: ProviderSchema["resource_schemas"]): ProviderSchema["resource_schemas"] =>
    Object.fromEntries(Object.entries(all).filter(([type]) => named.has(type)));
  return {
    ...schema,
    resource_schemas: pick(schema.resource_schemas),
    data_source_schemas: pick(schema.data_source_schemas),
  };
}
