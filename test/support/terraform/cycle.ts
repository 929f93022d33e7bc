/** The life of one stack against the offline provider: validate, plan, apply, plan again, destroy. */
import { azurermSchema, rewriteForMajor, type AzurermMajor } from "@aks-topology/terraform";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { OfflineProvider, type ApplyEvent } from "./provider.js";
import { schemaOf } from "./schema-of.js";
import { StateServer } from "./state-server.js";
import { Workspace, type TerraformResult } from "./terraform.js";

/** A create, update or delete, by the address that the configuration gives it. */
export interface AddressedEvent extends ApplyEvent {
  readonly address: string;
}

export class OfflineStack {
  readonly provider: OfflineProvider;
  readonly workspace: Workspace;
  readonly state: StateServer;
  readonly major: AzurermMajor;
  /** By type and id: the provider receives no addresses; the state has them. */
  readonly #addresses = new Map<string, string>();

  /** The configuration as it was given, for its major. */
  readonly json: Readonly<Record<string, unknown>>;

  private constructor(
    provider: OfflineProvider,
    state: StateServer,
    json: Readonly<Record<string, unknown>>,
    major: AzurermMajor,
  ) {
    this.major = major;
    this.provider = provider;
    this.state = state;
    this.json = json;
    this.workspace = new Workspace({ TF_REATTACH_PROVIDERS: provider.reattach });
  }

  /**
   * @param json the stack as synthesized for azurerm 4; it is rewritten for the major
   * @param reduced what Terraform reads of the provider's schema
   */
  static async of(
    json: Readonly<Record<string, unknown>>,
    major: AzurermMajor = 4,
    reduced = schemaOf,
  ): Promise<OfflineStack> {
    const rewritten = rewriteForMajor(json, major);
    const [provider, state] = await Promise.all([
      OfflineProvider.start(reduced(JSON.stringify(rewritten), azurermSchema(major))),
      StateServer.start(),
    ]);
    const stack = new OfflineStack(provider, state, rewritten, major);
    stack.configure(stack.json);
    // State stays in this process, wherever the stack keeps it otherwise.
    stack.workspace.write("backend_override.tf.json", { terraform: { backend: { http: state.config } } });
    return stack;
  }

  /** A stack as it was written to a folder, with its assets. */
  static async inFolder(folder: string, major: AzurermMajor, reduced = schemaOf): Promise<OfflineStack> {
    const stack = await OfflineStack.of(stackIn(folder), major, reduced);
    stack.workspace.copy(folder);
    rmSync(join(stack.workspace.folder, "cdk.tf.json"));
    return stack;
  }

  /** The configuration as it is: with states linked, or with what a test changed. */
  configuration: Readonly<Record<string, unknown>> = {};

  configure(json: Readonly<Record<string, unknown>>): void {
    this.configuration = json;
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
    for (const { type, id, address } of this.state.resources()) this.#addresses.set(`${type} ${id}`, address);
    return result;
  }

  /** Exit code 0: nothing to do; 2: there are changes. */
  plan(...args: readonly string[]): Promise<TerraformResult> {
    return this.workspace.run("plan", "-detailed-exitcode", "-input=false", "-no-color", ...args);
  }

  /** Where `planned` leaves the plan, in the workspace. */
  static readonly PLAN = "plan";

  /** What a plan says of configuration, values and changes, comparable whether it came from JSON or HCL. */
  async planned(): Promise<unknown> {
    await this.succeeds("plan", `-out=${OfflineStack.PLAN}`, "-input=false");
    const { stdout } = await this.succeeds("show", "-json", OfflineStack.PLAN);
    const plan = JSON.parse(stdout) as Record<string, unknown>;
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
    this.state.stop();
    this.workspace.remove();
  }
}

/** The stack in a folder that `synth` wrote. */
export function stackIn(folder: string): Readonly<Record<string, unknown>> {
  const json: unknown = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  if (!isJson(json)) throw new Error(`${folder} holds no stack`);
  return json;
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

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function child(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isJson(inner) ? inner[key] : undefined), value);
}

/**
 * Stacks that read each other's state keep it in this process here: each remote state becomes the state of the stack
 * that keeps its own under the same settings.
 */
export function linkStates(stacks: readonly OfflineStack[]): void {
  const kept = stacks.flatMap((stack) =>
    Object.values(child(stack.json, "terraform", "backend") ?? {}).map((settings: unknown) => ({
      settings: JSON.stringify(settings),
      config: stack.state.config,
    })),
  );
  for (const stack of stacks) {
    const remote = child(stack.json, "data", "terraform_remote_state");
    if (!isJson(remote) || !isJson(stack.json.data)) continue;
    const here = Object.entries(remote).map(([name, state]) => {
      const settings = JSON.stringify(child(state, "config"));
      const config = kept.find((other) => other.settings === settings)?.config;
      if (config === undefined) throw new Error(`no stack keeps its state under ${settings}`);
      return [name, { backend: "http", config }] as const;
    });
    stack.configure({
      ...stack.json,
      data: { ...stack.json.data, terraform_remote_state: Object.fromEntries(here) },
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
