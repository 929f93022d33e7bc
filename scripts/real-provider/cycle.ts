import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadPlatform, synthesize } from "@aks-topology/platform";

export interface CycleOptions {
  readonly file: string;
  /** Version of azurerm. */
  readonly provider: string;
  /** `terraform` or `tofu`. */
  readonly terraform: string;
  /** Environment with which the provider reaches the simulator. */
  readonly env: Readonly<Record<string, string>>;
  readonly say: (text: string) => void;
}

/** Apply, empty plan and destroy of every stack of a platform file. */
export class Cycle {
  readonly folder = mkdtempSync(join(tmpdir(), "aks-topology-real-"));
  readonly #options: CycleOptions;

  constructor(options: CycleOptions) {
    this.#options = options;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @returns what failed, as sentences; `existing` are the ids that must not be in the state */
  async run(existing: readonly string[]): Promise<string[]> {
    const stacks = this.#write();
    const findings: string[] = [];
    for (const stack of stacks) {
      findings.push(...(await this.#apply(stack, existing)));
      if (findings.length > 0) break;
    }
    for (const stack of stacks.reverse())
      findings.push(...(await this.#succeeds(stack, "destroy", "-auto-approve", "-input=false")));
    return findings;
  }

  /** Writes the stacks for the major of the provider, with local state and the exact version. */
  #write(): string[] {
    const { file, provider } = this.#options;
    const result = loadPlatform(file);
    if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
    const azurerm = provider.startsWith("5.") ? 5 : 4;
    const platform = { ...result.loaded.platform, azurerm } as const;
    const { stacks, problems } = synthesize({ ...result.loaded, platform }, join(this.folder, "out"));
    if (stacks.length === 0) throw new Error(problems.map(({ message }) => message).join("\n"));
    if (stacks.length > 1)
      throw new Error("Choose a file with stacks: single: its stacks read each other's state.");
    return stacks.map(({ name, file: written }) => {
      const folder = join(this.folder, name);
      cpSync(dirname(written), folder, { recursive: true });
      const azurermBlock = { source: "hashicorp/azurerm", version: provider };
      const override = {
        terraform: { backend: { local: {} }, required_providers: { azurerm: azurermBlock } },
      };
      writeFileSync(join(folder, "real_override.tf.json"), JSON.stringify(override));
      return folder;
    });
  }

  async #apply(stack: string, existing: readonly string[]): Promise<string[]> {
    for (const args of [
      ["init", "-input=false", "-no-color"],
      ["apply", "-auto-approve", "-input=false", "-no-color"],
    ]) {
      const failed = await this.#succeeds(stack, ...args);
      if (failed.length > 0) return failed;
    }
    const { code } = await this.#terraform(stack, [
      "plan",
      "-detailed-exitcode",
      "-input=false",
      "-no-color",
    ]);
    return [
      ...(code === 0 ? [] : ["The second plan has changes."]),
      ...foreignInState(join(stack, "terraform.tfstate"), existing),
    ];
  }

  async #succeeds(stack: string, ...args: readonly string[]): Promise<string[]> {
    const { code } = await this.#terraform(stack, args);
    return code === 0 ? [] : [`terraform ${args[0] ?? ""} exits with ${code}.`];
  }

  async #terraform(cwd: string, args: readonly string[]): Promise<{ code: number }> {
    const { terraform, env, say } = this.#options;
    say(`> ${terraform} ${args.join(" ")}`);
    const child = spawn(terraform, [...args], {
      cwd,
      env: { ...process.env, ...env, CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        resolve({ code: code ?? 1 });
      });
    });
  }
}

/** Resources and data sources of a state file whose id is that of something that existed. An association has its subnet's. */
function foreignInState(file: string, existing: readonly string[]): string[] {
  const known = new Set(existing.map((id) => id.toLowerCase()));
  const state = JSON.parse(readFileSync(file, "utf8")) as {
    readonly resources?: readonly {
      readonly type: string;
      readonly name: string;
      readonly instances: readonly { readonly attributes: { readonly id?: string } }[];
    }[];
  };
  return (state.resources ?? []).flatMap(({ type, name, instances }) =>
    type.endsWith("_association") ||
    !instances.some(({ attributes: { id = "" } }) => known.has(id.toLowerCase()))
      ? []
      : [`${type}.${name} in the state is a resource that existed.`],
  );
}
