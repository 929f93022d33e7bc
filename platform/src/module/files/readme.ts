import { RULES } from "@aks-topology/constructs/internal";
import type { Json } from "../configuration.js";
import { isRecord } from "../inputs/schema-shape.js";
import type { ModuleVariable } from "../inputs/variables.js";

export interface DescribedModule {
  readonly json: Json;
  readonly aliases: readonly string[];
  readonly variables: readonly ModuleVariable[];
  /** Scalars of the platform file that the module has fixed. */
  readonly fixed: readonly ModuleVariable[];
  /** Attributes that a mocked provider cannot set. */
  readonly unmocked: readonly string[];
}

/** The module's README: what it takes and gives, what it asks of its caller, and what it cannot check. */
export function readme(module: DescribedModule): string {
  return [
    "# Hub and spokes for Azure Kubernetes Service",
    "",
    "A Terraform module, written by aks-topology from a platform file. Its variables are the file's scalars, with the file's values as defaults (`variables.tf`); its structure is fixed: for another spoke, plugin or kind of ingress change the file and write the module again.",
    "",
    ...section("What the caller provides", caller(module)),
    ...section("Inputs", inputs(module.variables)),
    ...section("Outputs", outputs(module.json)),
    ...section("Fixed in this module", fixed(module.fixed)),
    ...section("What Terraform does not check here", unchecked()),
    ...section("Test", test(module)),
    ...section("License", license(module.json)),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
}

function caller({ json, aliases }: DescribedModule): string[] {
  const types = new Set(Object.keys(isRecord(json["resource"]) ? json["resource"] : {}));
  const settings = isRecord(json["terraform"]) ? json["terraform"] : {};
  return [
    `- Terraform ${text(settings["required_version"])} (or OpenTofu of the same version), and a provider block for azurerm: a module does not contain one. \`examples/basic\` shows the call.`,
    ...aliases.map(
      (alias) =>
        `- \`azurerm.${alias}\` in \`providers\`: a provider of another subscription, with the settings that \`examples/basic\` shows.`,
    ),
    ...(types.has("azurerm_storage_account")
      ? [
          "- `storage_use_azuread = true` in the provider block: the storage account has no shared keys, so that the provider must use its own identity for blobs and queues.",
        ]
      : []),
    "- The deploying identity needs Contributor on the subscriptions.",
    ...(types.has("azurerm_role_assignment")
      ? ["- It also needs Role Based Access Control Administrator, for the role assignments of identities."]
      : []),
    ...(types.has("azurerm_role_definition")
      ? [
          "- It must also be allowed to write role definitions (`Microsoft.Authorization/roleDefinitions/write`, in User Access Administrator), for the custom roles.",
        ]
      : []),
  ];
}

function inputs(variables: readonly ModuleVariable[]): string[] {
  return table(
    ["name", "type", "description"],
    variables.map(({ name, type, description, sensitive }) => [
      `\`${name}\``,
      `\`${type}\``,
      sensitive ? `${description} Sensitive.` : description,
    ]),
  );
}

function outputs(json: Json): string[] {
  const entries = Object.entries(isRecord(json["output"]) ? json["output"] : {});
  return table(
    ["name", "description"],
    entries.map(([name, output]) => {
      const { description, sensitive } = isRecord(output) ? output : {};
      return [`\`${name}\``, sensitive === true ? `${text(description)} Sensitive.` : text(description)];
    }),
  );
}

function fixed(variables: readonly ModuleVariable[]): string[] {
  if (variables.length === 0) return [];
  return [
    "The structure of the module depends on these scalars of the platform file, so that a caller cannot change them:",
    "",
    ...variables.map(({ path }) => `- \`${path.join(".")}\``),
  ];
}

/** Rules that are checked on a platform file, but not on the variables of the module. */
function unchecked(): string[] {
  const rules = Object.values(RULES).filter(({ terraform }) => terraform === undefined);
  return [
    "The platform file is checked for more than Terraform can express. For values other than the defaults, check these rules yourself (`aks-topology explain CODE`):",
    "",
    ...rules.map(({ code, title }) => `- \`${code}\`: ${title}.`),
  ];
}

function test({ aliases, unmocked }: DescribedModule): string[] {
  return [
    "`terraform init && terraform test` runs against a mocked provider (`tests/mocks`): no Azure is needed.",
    ...(unmocked.length === 0
      ? []
      : [
          "",
          `It checks only the variables: Azure sets ${unmocked.map((path) => `\`${path}\``).join(", ")}, which a mocked provider cannot.`,
        ]),
    ...(aliases.length === 0
      ? []
      : [
          "",
          "Run `terraform validate` in `examples/basic`: Terraform cannot validate a module on its own that receives several providers.",
        ]),
  ];
}

function license(json: Json): string[] {
  const resources = isRecord(json["resource"]) ? json["resource"] : {};
  const runtime = "azurerm_storage_blob" in resources;
  return [
    `The module is yours.${runtime ? " The runtime in `files/` is part of aks-topology, under the Apache License 2.0." : ""}`,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ").replaceAll("\n", " ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
