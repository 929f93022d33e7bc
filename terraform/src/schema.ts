/**
 * The schema of the azurerm provider, as `terraform providers schema -json` prints it, reduced to the types
 * in use (`npm run schema`). It has names, types and requiredness, but no defaults, patterns, allowed values or "one of" rules,
 * and does not say which changes replace a resource.
 */
import { readFileSync } from "node:fs";

/** The majors of azurerm that the project writes output for. */
export const AZURERM_MAJORS = [4, 5] as const;

/** A major version of the azurerm provider that the project emits for. */
export type AzurermMajor = (typeof AZURERM_MAJORS)[number];

/** Terraform's JSON notation of a type: `"string"`, `["set", ["object", { name: "string" }]]`. */
export type TerraformType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", TerraformType]
  | readonly ["object", Readonly<Record<string, TerraformType>>]
  | readonly ["tuple", readonly TerraformType[]];

interface AttributeSchema {
  readonly type: TerraformType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
  readonly deprecated?: boolean;
}

export interface NestedBlockSchema {
  readonly nesting_mode: "single" | "group" | "list" | "set" | "map";
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: BlockSchema;
}

/** Attributes and nested blocks that a block accepts. */
export interface BlockSchema {
  /** @default none */
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  /** @default none */
  readonly block_types?: Readonly<Record<string, NestedBlockSchema>>;
  /** @default false */
  readonly deprecated?: boolean;
}

export interface TypeSchema {
  readonly version: number;
  readonly block: BlockSchema;
}

/** A provider's schema as the provider prints it, reduced to the types in use. */
export interface ProviderSchema {
  /** The provider's full address, `registry.terraform.io/hashicorp/azurerm`. */
  readonly provider: string;
  /** The version that printed it, e.g. `4.55.0`. */
  readonly version: string;
  readonly provider_schema: TypeSchema;
  readonly resource_schemas: Readonly<Record<string, TypeSchema>>;
  readonly data_source_schemas: Readonly<Record<string, TypeSchema>>;
}

const VERSION_OF: Readonly<Record<AzurermMajor, string>> = { 4: "4.55.0", 5: "5.2.0" };
const LOADED = new Map<AzurermMajor, ProviderSchema>();

/** The reduced schema of a major. Read at the first call, not when the module is loaded: it has 330 kB. */
export function azurermSchema(major: AzurermMajor): ProviderSchema {
  const known = LOADED.get(major);
  if (known !== undefined) return known;
  const file = new URL(`../data/azurerm-${VERSION_OF[major]}.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(file, "utf8")) as ProviderSchema;
  LOADED.set(major, schema);
  return schema;
}

/** The two types that are built into Terraform. */
const BUILT_IN: Pick<ProviderSchema, "resource_schemas" | "data_source_schemas"> = {
  resource_schemas: {
    terraform_data: {
      version: 0,
      block: {
        attributes: {
          id: { type: "string", computed: true },
          input: { type: "dynamic", optional: true },
          output: { type: "dynamic", computed: true },
          triggers_replace: { type: "dynamic", optional: true },
        },
      },
    },
  },
  data_source_schemas: {
    terraform_remote_state: {
      version: 0,
      block: {
        attributes: {
          backend: { type: "string", required: true },
          config: { type: "dynamic", optional: true },
          defaults: { type: "dynamic", optional: true },
          outputs: { type: "dynamic", computed: true },
          workspace: { type: "string", optional: true },
        },
      },
    },
  },
};

export type ResourceMode = "resource" | "data";

/** The schema of a resource's or data source's type; undefined when neither the provider nor Terraform has it. */
export function typeSchema(schema: ProviderSchema, mode: ResourceMode, type: string): TypeSchema | undefined {
  const key = mode === "resource" ? "resource_schemas" : "data_source_schemas";
  if (Object.hasOwn(schema[key], type)) return schema[key][type];
  return Object.hasOwn(BUILT_IN[key], type) ? BUILT_IN[key][type] : undefined;
}

/** The local name of the provider, `azurerm`: the prefix of its types. */
export function providerName(schema: ProviderSchema): string {
  return schema.provider.slice(schema.provider.lastIndexOf("/") + 1);
}
