import {
  formatPath,
  referencesIn,
  typeSchema,
  writeBlock,
  writeValue,
  type Attribute,
  type Block,
  type ProviderSchema,
  type Step,
} from "@aks-topology/terraform";
import type { Json } from "../configuration.js";
import { isRecord } from "../inputs/schema-shape.js";
import { mockValues } from "./mock-values.js";
import type { ModuleVariable } from "../inputs/variables.js";

/** Folder of the mock values, below the module. */
const MOCKS = "tests/mocks";

const SUBNET = "azurerm_subnet";

/** Characters per line for a value. */
const WIDTH = 80;

interface TestedModule {
  readonly json: Json;
  readonly aliases: readonly string[];
  readonly variables: readonly ModuleVariable[];
  readonly schema: ProviderSchema;
}

/** The files of `terraform test`: an apply against a mocked provider, and values that must be refused. */
export function testFiles(module: TestedModule): ReadonlyMap<string, string> {
  return new Map([
    [`${MOCKS}/azurerm.tfmock.hcl`, write(mocks(module))],
    ["tests/module.tftest.hcl", write([...providers(module.aliases), ...overrides(module), ...runs(module)])],
  ]);
}

function mocks({ json, schema }: TestedModule): Block[] {
  const read = new Set(
    referencesIn(json).flatMap(({ steps }) =>
      steps.flatMap((step, i) => (step.kind === "attribute" && isFirst(steps[i + 1]) ? [step.name] : [])),
    ),
  );
  return (["data", "resource"] as const).flatMap((kind) =>
    Object.keys(isRecord(json[kind]) ? json[kind] : {})
      .sort()
      .flatMap((type) => {
        const defaults = mockValues(kind === "data" ? `data.${type}` : type, schema, read);
        if (Object.keys(defaults).length === 0) return [];
        return [block(`mock_${kind}`, [type], [attribute("defaults", defaults)])];
      }),
  );
}

function providers(aliases: readonly string[]): Block[] {
  return [undefined, ...aliases].map((alias) =>
    block(
      "mock_provider",
      ["azurerm"],
      [...(alias === undefined ? [] : [attribute("alias", alias)]), attribute("source", `./${MOCKS}`)],
    ),
  );
}

/** Subnets whose name Azure requires: the provider validates it in their ids. */
function overrides({ json, schema }: TestedModule): Block[] {
  const resources = isRecord(json["resource"]) ? json["resource"] : {};
  return Object.entries(isRecord(resources[SUBNET]) ? resources[SUBNET] : {}).flatMap(([key, body]) => {
    const name = isRecord(body) ? String(body["name"]) : "";
    if (name.includes("${")) return [];
    const id = String(mockValues(SUBNET, schema, new Set())["id"]).replace(/[^/]*$/, name);
    return [
      block("override_resource", [], [expression("target", `${SUBNET}.${key}`), attribute("values", { id })]),
    ];
  });
}

function runs({ json, aliases, variables, schema }: TestedModule): Block[] {
  const given = passedProviders(aliases);
  const outputs = Object.keys(isRecord(json["output"]) ? json["output"] : {});
  const [first] = outputs;
  const asserts =
    first === undefined
      ? []
      : [
          block(
            "assert",
            [],
            [
              expression("condition", `output.${first} != null`),
              attribute("error_message", "The module has no outputs."),
            ],
          ),
        ];
  const defaults = block("run", ["defaults"], [expression("command", "apply")], given, asserts);
  return [...(unmocked(json, schema).length === 0 ? [defaults] : []), ...refusal(variables, given)];
}

/** A range with bits beyond its length, which Azure would refuse much later. */
function refusal(variables: readonly ModuleVariable[], given: readonly Attribute[]): Block[] {
  const range = variables.find(({ isRange, type }) => isRange && type === "string");
  if (range === undefined) return [];
  return [
    block(
      "run",
      ["refuses_a_wrong_range"],
      [expression("command", "plan")],
      given,
      [block("variables", [], [attribute(range.name, "10.0.0.1/16")])],
      [expression("expect_failures", `[var.${range.name}]`)],
    ),
  ];
}

/**
 * Blocks that the module reads and Azure fills in, such as a cluster's `kubelet_identity`: a mocked provider leaves them
 * out, even with mock values, so that nothing that reads them can be planned with it. Of a list in a block that the module
 * has, such as the addresses of a firewall in a virtual hub, it leaves out the elements.
 */
export function unmocked(json: Json, schema: ProviderSchema): string[] {
  const resources = isRecord(json["resource"]) ? json["resource"] : {};
  const found = referencesIn(json).flatMap(({ root: type, steps }) => {
    const [name, attribute, index] = steps;
    if (name?.kind !== "attribute" || attribute?.kind !== "attribute" || !isFirst(index)) return [];
    const body = isRecord(resources[type]) ? resources[type][name.name] : undefined;
    const blocks = typeSchema(schema, "resource", type)?.block.block_types ?? {};
    const isUnmocked = attribute.name in blocks && isRecord(body) && !(attribute.name in body);
    return isUnmocked ? [formatPath(type, [name, attribute])] : [];
  });
  return [...new Set([...found, ...elementsOfEmptyLists(json)])];
}

function elementsOfEmptyLists(json: Json): string[] {
  const taken = JSON.stringify(json).matchAll(/element\((azurerm_\w+\.[\w-]+\.\w+\[0\]\.\w+),/g);
  return [...taken].map(([, list = ""]) => list);
}

function isFirst(step: Step | undefined): boolean {
  return step?.kind === "index" && step.key === 0;
}

/** A run lists the providers if there are several. */
function passedProviders(aliases: readonly string[]): Attribute[] {
  if (aliases.length === 0) return [];
  const names = ["azurerm", ...aliases.map((alias) => `azurerm.${alias}`)];
  const width = Math.max(...names.map(({ length }) => length));
  const lines = names.map((name) => `  ${name.padEnd(width)} = ${name}`);
  return [expression("providers", ["{", ...lines, "}"].join("\n"))];
}

function write(blocks: readonly Block[]): string {
  return `${blocks.map((item) => writeBlock(item).join("\n")).join("\n\n")}\n`;
}

function block(
  type: string,
  labels: readonly string[],
  ...body: readonly (readonly (Attribute | Block)[])[]
): Block {
  return { kind: "block", type, labels, body };
}

function attribute(name: string, value: unknown): Attribute {
  return expression(name, writeValue(value, undefined, WIDTH));
}

function expression(name: string, value: string): Attribute {
  return { kind: "attribute", name, value };
}
