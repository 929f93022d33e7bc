/** The life of one stack against the offline provider: validate, plan, apply, plan again, destroy. */
import {
  azurermSchema,
  rewriteForMajor,
  type AzurermMajor,
  type ProviderSchema,
} from "@aks-topology/terraform";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { OfflineProvider, type ApplyEvent } from "./provider.js";
import { Workspace, type TerraformResult } from "./terraform.js";

/** A create, update or delete, by the address that the configuration gives it. */
export interface AddressedEvent extends ApplyEvent {
  readonly address: string;
}

export class OfflineStack {
  readonly provider: OfflineProvider;
  readonly workspace: Workspace;
  readonly #addresses = new Map<string, string>();

  /** The configuration as it was given, for its major. */
  readonly json: Readonly<Record<string, unknown>>;

  private constructor(provider: OfflineProvider, json: Readonly<Record<string, unknown>>) {
    this.provider = provider;
    this.json = json;
    this.workspace = new Workspace({ TF_REATTACH_PROVIDERS: provider.reattach });
  }

  /** @param json the stack as synthesized for azurerm 4; it is rewritten for the major */
  static async of(
    json: Readonly<Record<string, unknown>>,
    major: AzurermMajor = 4,
    schema: ProviderSchema = azurermSchema(major),
  ): Promise<OfflineStack> {
    const stack = new OfflineStack(await OfflineProvider.start(schema), rewriteForMajor(json, major));
    stack.configure(stack.json);
    // State stays in the folder, wherever the stack keeps it otherwise.
    stack.workspace.write("backend_override.tf.json", { terraform: { backend: { local: {} } } });
    return stack;
  }

  /** A stack as it was written to a folder, with its assets. Every command of Terraform reads the schema: only its types. */
  static async inFolder(folder: string, major: AzurermMajor): Promise<OfflineStack> {
    const json: unknown = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
    if (typeof json !== "object" || json === null) throw new Error(`${folder} holds no stack`);
    const stack = await OfflineStack.of({ ...json }, major, schemaOf(json, azurermSchema(major)));
    stack.workspace.copy(folder);
    rmSync(join(stack.workspace.folder, "cdk.tf.json"));
    return stack;
  }

  configure(json: Readonly<Record<string, unknown>>): void {
    this.workspace.write("main.tf.json", json);
  }

  /** @throws Error with Terraform's message when it exits with anything but 0 */
  async succeeds(...args: readonly string[]): Promise<TerraformResult> {
    const result = await this.workspace.run(...args);
    if (result.exitCode !== 0) throw new Error(`terraform ${args.join(" ")}: ${result.message}`);
    return result;
  }

  async init(): Promise<void> {
    await this.succeeds("init", "-input=false", "-no-color");
  }

  validate(): Promise<TerraformResult> {
    return this.workspace.run("validate", "-no-color");
  }

  async apply(...args: readonly string[]): Promise<TerraformResult> {
    const result = await this.workspace.run("apply", "-auto-approve", "-input=false", "-no-color", ...args);
    await this.#learnAddresses();
    return result;
  }

  /** Exit code 0: nothing to do; 2: there are changes. */
  plan(...args: readonly string[]): Promise<TerraformResult> {
    return this.workspace.run("plan", "-detailed-exitcode", "-input=false", "-no-color", ...args);
  }

  /** What a plan says of configuration, values and changes, comparable whether it came from JSON or HCL. */
  async planned(): Promise<unknown> {
    await this.succeeds("plan", "-out=plan", "-input=false");
    const plan = JSON.parse((await this.succeeds("show", "-json", "plan")).stdout) as Record<string, unknown>;
    const { configuration, planned_values, resource_changes, output_changes } = plan;
    return comparable({ configuration, planned_values, resource_changes, output_changes });
  }

  destroy(...args: readonly string[]): Promise<TerraformResult> {
    return this.workspace.run("destroy", "-auto-approve", "-input=false", "-no-color", ...args);
  }

  /** What happened so far, in the order in which it began. Failed creations have no address: state never saw them. */
  events(): readonly AddressedEvent[] {
    return this.provider.log
      .map((event) => ({ ...event, address: this.#addresses.get(`${event.type} ${event.id}`) ?? "" }))
      .sort((a, b) => a.began - b.began);
  }

  close(): void {
    this.provider.stop();
    this.workspace.remove();
  }

  /** The provider receives no addresses; the state maps ids to resources. */
  async #learnAddresses(): Promise<void> {
    const { stdout } = await this.succeeds("show", "-json");
    const state = JSON.parse(stdout) as { readonly values?: { readonly root_module: StateModule } };
    const visit = (module: StateModule): void => {
      for (const { address, type, values } of module.resources ?? [])
        this.#addresses.set(`${type} ${values.id ?? ""}`, address);
      for (const child of module.child_modules ?? []) visit(child);
    };
    if (state.values !== undefined) visit(state.values.root_module);
  }
}

/** The schema of the types that a stack has. */
function schemaOf(json: object, schema: ProviderSchema): ProviderSchema {
  const pick = (
    all: ProviderSchema["resource_schemas"],
    types: unknown,
  ): ProviderSchema["resource_schemas"] =>
    Object.fromEntries(
      Object.keys(isJson(types) ? types : {}).flatMap((type) => {
        const found = all[type];
        return found === undefined ? [] : [[type, found]];
      }),
    );
  return {
    ...schema,
    resource_schemas: pick(schema.resource_schemas, child(json, "resource")),
    data_source_schemas: pick(schema.data_source_schemas, child(json, "data")),
  };
}

/** From JSON, Terraform shows the text of an expression as its constant value, in addition to its references, if any. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => !(key === "constant_value" && ("references" in value || isExpression(item))),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, comparable(item)]));
}

function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("${");
}

interface StateModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly type: string;
    readonly values: { readonly id?: string };
  }[];
  readonly child_modules?: readonly StateModule[];
}

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function child(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isJson(inner) ? inner[key] : undefined), value);
}

/**
 * Stacks that read each other's state keep it in local folders here: each remote state becomes the state of the stack
 * that keeps its own under the same settings.
 */
export function linkStates(stacks: readonly OfflineStack[]): void {
  const kept = stacks.flatMap((stack) =>
    Object.values(child(stack.json, "terraform", "backend") ?? {}).map((settings: unknown) => ({
      settings: JSON.stringify(settings),
      path: join(stack.workspace.folder, "terraform.tfstate"),
    })),
  );
  for (const stack of stacks) {
    const remote = child(stack.json, "data", "terraform_remote_state");
    if (!isJson(remote) || !isJson(stack.json.data)) continue;
    const local = Object.entries(remote).map(([name, state]) => {
      const settings = JSON.stringify(child(state, "config"));
      const path = kept.find((other) => other.settings === settings)?.path;
      if (path === undefined) throw new Error(`no stack keeps its state under ${settings}`);
      return [name, { backend: "local", config: { path } }] as const;
    });
    stack.configure({
      ...stack.json,
      data: { ...stack.json.data, terraform_remote_state: Object.fromEntries(local) },
    });
  }
}

/** Whether everything that fits `first` had ended before anything that fits `second` began; both must have happened. */
export function happenedBefore(
  events: readonly AddressedEvent[],
  action: ApplyEvent["action"],
  first: string | RegExp,
  second: string | RegExp,
): boolean {
  const fitting = (pattern: string | RegExp): readonly AddressedEvent[] =>
    events.filter(
      (event) =>
        event.action === action &&
        !event.failed &&
        (typeof pattern === "string" ? event.address === pattern : pattern.test(event.address)),
    );
  const [before, after] = [fitting(first), fitting(second)];
  if (before.length === 0 || after.length === 0)
    throw new Error(`no ${action} of ${String(before.length === 0 ? first : second)} in the log`);
  return Math.max(...before.map((event) => event.ended)) < Math.min(...after.map((event) => event.began));
}
