import { expect } from "vitest";
import { azurermSchema, type AzurermMajor } from "@aks-topology/terraform";
import {
  parsePlatform,
  synthesize,
  writeModule,
  type LoadedPlatform,
  type ModuleFormat,
} from "@aks-topology/platform";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT, textsBelow } from "../files.js";
import { majorsOf } from "../majors.js";
import { OfflineProvider } from "./provider.js";
import { leastSchemaOf, schemaOf } from "./schema-of.js";
import { Workspace } from "./terraform.js";

interface ModuleOptions {
  readonly format?: ModuleFormat;
  /** What Terraform reads of the provider's schema: all of the types, where plans are compared. */
  readonly reduced?: typeof schemaOf;
}

/** Generated modules in folders of their own, which real Terraform runs with the offline provider. */
export class ModuleRuns {
  readonly #out = mkdtempSync(join(tmpdir(), "aks-topology-modules-"));
  readonly #open: (() => void)[] = [];

  /** The module of a platform file. */
  async moduleOf(
    text: string,
    major: AzurermMajor,
    { format = "hcl", reduced = leastSchemaOf }: ModuleOptions = {},
  ): Promise<Workspace> {
    const target = mkdtempSync(join(this.#out, "module-"));
    const { files, problems } = writeModule(read(text, major), target, { format, force: true });
    const errors = problems.filter(({ severity }) => severity === "error");
    expect({ errors, empty: files.length === 0 }).toEqual({ errors: [], empty: false });
    return this.#workspace(target, major, reduced);
  }

  /** A module as a root configuration: with a provider block of its own. */
  async rootModule(text: string): Promise<Workspace> {
    const made = await this.moduleOf(text, 4, { reduced: schemaOf });
    made.write("provider.tf.json", { provider: { azurerm: { features: {}, storage_use_azuread: true } } });
    await succeeds(made, "init", "-input=false");
    return made;
  }

  /**
   * The variables of a module alone: their validations name nothing else. What a wrong value would do to the rest of the
   * module is never computed, as everything that reads the variable waits for its validation.
   */
  variablesOf(made: Workspace): Workspace {
    const variables = new Workspace();
    this.#open.push(() => {
      variables.remove();
    });
    return variables.write("variables.tf", readFileSync(join(made.folder, "variables.tf"), "utf8"));
  }

  /** The plan of the stack that a file is synthesized to. */
  async plannedStack(text: string): Promise<unknown> {
    const target = mkdtempSync(join(this.#out, "stack-"));
    const [stack] = synthesize(read(text, 4), target).stacks;
    const made = await this.#workspace(join(target, "stacks", stack?.name ?? ""), 4);
    await succeeds(made, "init", "-input=false");
    return planned(made);
  }

  /** The module of an example is formatted, passes its own tests, and its own example is valid. */
  async passes(example: string, major: AzurermMajor): Promise<void> {
    const made = await this.moduleOf(textOf(example), major);
    expect(await made.run("fmt", "-check", "-diff", "-recursive")).toMatchObject({ exitCode: 0, stdout: "" });
    await succeeds(made, "init", "-input=false");
    expect(await succeeds(made, "test", "-no-color")).toMatch(/Success! [12] passed, 0 failed\./);
    const basic = "-chdir=examples/basic";
    await succeeds(made, basic, "init", "-input=false");
    expect(JSON.parse(await succeeds(made, basic, "validate", "-json"))).toMatchObject({
      valid: true,
      diagnostics: [],
    });
  }

  close(): void {
    for (const close of this.#open.splice(0)) close();
    rmSync(this.#out, { recursive: true, force: true });
  }

  /** A copy of a folder in which Terraform finds the offline provider. */
  async #workspace(files: string, major: AzurermMajor, reduced = schemaOf): Promise<Workspace> {
    const provider = await OfflineProvider.start(reduced(textsBelow(files), azurermSchema(major)));
    const made = new Workspace({ TF_REATTACH_PROVIDERS: provider.reattach });
    this.#open.push(() => {
      provider.stop();
      made.remove();
    });
    return made.copy(files);
  }
}

/** Examples with a major of azurerm each, in turns. @param turn which of an example's majors, counted on by its place */
export function inTurn(examples: readonly string[], turn = 0): [example: string, major: AzurermMajor][] {
  return examples.map((example, i) => {
    const majors = majorsOf(textOf(example));
    return [example, majors[(i + turn) % majors.length] ?? 5];
  });
}

/** The text of a file in `examples/`. */
export function textOf(example: string): string {
  return readFileSync(join(ROOT, "examples", example), "utf8");
}

function read(text: string, major: AzurermMajor): LoadedPlatform {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { ...result.loaded, platform: { ...result.loaded.platform, azurerm: major } };
}

export async function succeeds(made: Workspace, ...args: readonly string[]): Promise<string> {
  const { exitCode, message, stdout } = await made.run(...args);
  if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")}: ${message}`);
  return stdout;
}

/** What a plan would make, by address. */
export async function planned(
  made: Workspace,
  ...args: readonly string[]
): Promise<{ outputs: unknown; resources: readonly unknown[] }> {
  await succeeds(made, "plan", "-out=plan", "-input=false", ...args);
  const plan = JSON.parse(await succeeds(made, "show", "-json", "plan")) as {
    readonly planned_values: {
      readonly root_module: { readonly resources: readonly Planned[] };
      readonly outputs: unknown;
    };
  };
  const { root_module, outputs } = plan.planned_values;
  // A module carries its files elsewhere.
  const named = ({ source, ...values }: Planned["values"]): unknown => ({
    ...values,
    ...(typeof source === "string" ? { source: basename(source) } : { source }),
  });
  return {
    outputs,
    resources: root_module.resources
      .map(({ address, values }) => ({ address: inSnakeCase(address), values: named(values) }))
      .sort((one, other) => (one.address < other.address ? -1 : 1)),
  };
}

/** The labels of a module are in snake case, those of a stack are its keys: `shop_nodes-to-nodes`. */
function inSnakeCase(address: string): string {
  return address
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}

interface Planned {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
}
