import { bundledPackageNotices } from "@aks-topology/constructs/internal";
import {
  azurermSchema,
  evaluate,
  literalTemplate,
  toHcl,
  variableResolver,
  type ProviderSchema,
} from "@aks-topology/terraform";
import type { LoadedPlatform } from "../../load.js";
import type { Json } from "../configuration.js";
import { parameterize } from "../inputs/parameterize.js";
import { isRecord } from "../inputs/schema-shape.js";
import { notation, type ModuleFormat, type Notation } from "./module-hcl.js";
import { readme } from "./readme.js";
import { toModuleJson, wholeLists, type ModuleJson } from "./terraform-json.js";
import { testFiles, unmocked } from "./tests-hcl.js";
import { topicsOf } from "./topics.js";
import type { Validation } from "../validations/validation.js";
import { validationsOf } from "../validations/validations.js";
import type { ModuleVariable } from "../inputs/variables.js";

/** The files of a module by their paths in it, with `/`. */
export type ModuleFiles = ReadonlyMap<string, string | Buffer>;

/** Generates a module from a platform without errors. Writes only to a temporary folder, which it removes. */
export function moduleFiles(loaded: LoadedPlatform, format: ModuleFormat): ModuleFiles {
  const { configuration, variables, fixed } = parameterize(loaded);
  const lists = variables.flatMap(({ name, default: value }): [string, number][] =>
    Array.isArray(value) ? [[name, value.length]] : [],
  );
  const module = toModuleJson(configuration);
  const json = wholeLists(module.json, new Map(lists));
  const { variable: own, output, terraform, ...rest } = json;
  const others = Object.entries(rest).filter(([section]) => section !== "resource" && section !== "data");
  const validations = validationsOf(variables, configuration.built.app, json);
  const schema = azurermSchema(loaded.platform.azurerm);
  const { ending, topic, other, literal } = notation(format, schema);
  const variable = { ...variableBlocks(variables, validations, literal), ...(isRecord(own) ? own : {}) };
  return new Map<string, string | Buffer>([
    ...topicsOf(configuration, json).map((item): [string, string] => [`${item.name}.${ending}`, topic(item)]),
    ...others.map(([section, body]): [string, string] => [
      `${section}.${ending}`,
      other({ [section]: body }),
    ]),
    [`variables.${ending}`, other({ variable })],
    [`outputs.${ending}`, other({ output: described(output, variables) })],
    [`versions.${ending}`, other({ terraform })],
    [
      "README.md",
      readme({ json, aliases: module.aliases, variables, fixed, unmocked: unmocked(json, schema) }),
    ],
    ["examples/basic/main.tf", example(module, json, schema, valuesOf(variables))],
    ...testFiles({ json, aliases: module.aliases, variables, schema }),
    ...module.files.map(({ path, content }): [string, Buffer] => [path, content]),
    ...noticesOf(module),
  ]);
}

/** A module with the runtime's package includes the licences of its contents. */
function noticesOf({ files }: ModuleJson): [string, string][] {
  return files.some(({ path }) => path.endsWith("/route-sync.zip"))
    ? [["THIRD_PARTY_NOTICES", bundledPackageNotices()]]
    : [];
}

/** @param literal how a default is written: it is no template */
function variableBlocks(
  variables: readonly ModuleVariable[],
  validations: readonly Validation[],
  literal: Notation["literal"],
): Json {
  return Object.fromEntries(
    variables.map(({ name, type, description, default: value, sensitive }) => {
      const validation = validations
        .filter((check) => check.variable === name)
        .map(({ condition, error_message }) => ({
          condition: `\${${condition}}`,
          error_message: literalTemplate(error_message),
        }));
      const block = {
        type,
        description,
        default: literal(value),
        nullable: false,
        ...(sensitive ? { sensitive } : {}),
        ...(validation.length === 0 ? {} : { validation }),
      };
      return [name, block];
    }),
  );
}

function valuesOf(variables: readonly ModuleVariable[]): ReadonlyMap<string, unknown> {
  return new Map(variables.map(({ name, default: value }) => [name, value]));
}

/** Terraform allows no variable in a description: the default replaces it. */
function described(output: unknown, variables: readonly ModuleVariable[]): Json {
  const resolve = variableResolver(valuesOf(variables));
  const entries = Object.entries(isRecord(output) ? output : {}).map(([name, block]): [string, unknown] => [
    name,
    isRecord(block) ? { ...block, description: evaluate(block["description"], resolve) } : block,
  ]);
  return Object.fromEntries(entries);
}

/** A root configuration that calls the module. */
function example(
  { providers, aliases }: ModuleJson,
  json: Json,
  schema: ProviderSchema,
  values: ReadonlyMap<string, unknown>,
): string {
  const { required_version, required_providers } = isRecord(json["terraform"]) ? json["terraform"] : {};
  const required = isRecord(required_providers) ? required_providers : {};
  const azurerm = isRecord(required["azurerm"]) ? required["azurerm"] : {};
  const { source, version } = azurerm;
  const passed = Object.fromEntries(
    ["azurerm", ...aliases.map((alias) => `azurerm.${alias}`)].map((name) => [name, name]),
  );
  return toHcl(
    {
      terraform: { required_version, required_providers: { ...required, azurerm: { source, version } } },
      provider: { azurerm: evaluate(providers, variableResolver(values)) },
      module: {
        platform: {
          source: "../..",
          ...(aliases.length === 0 ? {} : { providers: passed }),
          tags: { environment: "example" },
        },
      },
    },
    schema,
    new Map([
      [
        "provider.azurerm",
        "The subscription is this block's subscription_id, or the environment variable ARM_SUBSCRIPTION_ID.",
      ],
    ]),
  );
}
