import { createRequire } from "node:module";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { App, DataResource, TerraformOutput, TerraformStack, type TerraformElement } from "cdktf";

type Body = Readonly<Record<string, unknown>>;
type Bodies = Readonly<Record<string, Readonly<Record<string, Body>>>>;

/** A program that makes the resources of a synthesized stack again, each through its class of the provider's bindings. */
export function rawProgram(json: string): (outdir: string) => void {
  const { resource = {}, data = {}, output = {}, terraform } = read(json);
  const elements = [...entries(resource, ""), ...entries(data, "data-")].map((entry) => ({
    ...entry,
    make: makerOf(entry.type, entry.prefix),
  }));
  return (outdir) => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "large");
    new AzurermProvider(stack, "azurerm", { features: [{}], storageUseAzuread: true });
    for (const { prefix, type, name, config, make } of elements)
      make(stack, `${prefix}${type}.${name}`, config).overrideLogicalId(name);
    for (const [name, { value }] of Object.entries(output)) new TerraformOutput(stack, name, { value });
    if (terraform === undefined) throw new Error("The stack has no terraform block.");
    app.synth();
  };
}

interface Stack {
  readonly resource?: Bodies;
  readonly data?: Bodies;
  readonly output?: Readonly<Record<string, Body>>;
  readonly terraform?: Body;
}

function read(json: string): Stack {
  return JSON.parse(json) as Stack;
}

function entries(
  bodies: Bodies,
  prefix: string,
): { prefix: string; type: string; name: string; config: Record<string, unknown> }[] {
  return Object.entries(bodies).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => ({ prefix, type, name, config: argumentsOf(body) })),
  );
}

type Maker = (stack: TerraformStack, id: string, config: Record<string, unknown>) => TerraformElement;

const require = createRequire(import.meta.url);

function makerOf(type: string, prefix: string): Maker {
  if (type === "terraform_data") return (stack, id, config) => new DataResource(stack, id, { input: config });
  const path = `${prefix === "" ? "" : "data-azurerm-"}${type.replace("azurerm_", "").replaceAll("_", "-")}`;
  const module = require(`@cdktf/provider-azurerm/lib/${path}/index.js`) as Readonly<Record<string, unknown>>;
  const found = Object.values(module).find(
    (value): value is new (...args: unknown[]) => TerraformElement =>
      typeof value === "function" && "tfResourceType" in value,
  );
  if (found === undefined) throw new Error(`The provider's bindings have no class for ${type}.`);
  return (stack, id, config) => new found(stack, id, config);
}

/** Arguments whose keys are data, not names of arguments. */
const MAPS: ReadonlySet<string> = new Set(["tags", "app_settings", "node_labels", "input", "metadata"]);

/** The arguments of a resource under the names that CDKTF's bindings have. */
function argumentsOf(body: Body): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      MAPS.has(key) ? value : renamed(value),
    ]),
  );
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  return typeof value === "object" && value !== null ? argumentsOf({ ...value }) : value;
}
