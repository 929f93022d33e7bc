/** Reads things from Terraform's JSON: plans, states, configurations, or folders of the latter. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isRecord, type Thing } from "../read/thing.js";
import { configurationThings, findUnexpanded, joined } from "./configuration-json.js";
import { decode } from "./decode.js";
import { planThings, stateThings } from "./plan.js";
import type { Unresolved } from "./planned-values.js";
import { FileProblems, SHOW, TerraformFilesError } from "./problem.js";

type Json = Readonly<Record<string, unknown>>;

export interface Terraform {
  readonly things: readonly Thing[];
  /** References that a plan does not show, because they are in local values or in longer expressions. */
  readonly unresolved: readonly Unresolved[];
}

/**
 * Several plans or states are read as one: what one manages, another may refer to by its id.
 * @param paths files, or folders with `*.tf.json`, `cdk.tf.json` or `stacks/NAME/cdk.tf.json`
 * @throws TerraformFilesError
 */
export function readTerraform(paths: readonly string[]): Terraform {
  const reader = new Reader(paths.length > 1);
  for (const path of paths) reader.add(path);
  return reader.end(paths);
}

class Reader {
  readonly #isOneOfSeveral: boolean;
  readonly #problems: FileProblems[] = [];
  readonly #things: Thing[] = [];
  readonly #unresolved: Unresolved[] = [];
  /** Configurations by folder. */
  readonly #stacks = new Map<string, Json[]>();

  constructor(isOneOfSeveral: boolean) {
    this.#isOneOfSeveral = isOneOfSeveral;
  }

  add(path: string): void {
    const problems = this.#problemsOf(path);
    const files = filesOf(path, problems);
    if (files?.length === 0)
      problems.add(
        "NOT_TERRAFORM_JSON",
        "The folder has no *.tf.json. Configurations in HCL are read from a plan.",
        SHOW,
      );
    for (const file of files ?? []) this.#addFile(file);
  }

  end(paths: readonly string[]): Terraform {
    const stacks = [...this.#stacks].map(([folder, files]) => ({
      name: basename(folder),
      json: joined(files),
    }));
    const things = [...this.#things, ...configurationThings(stacks)];
    if (!this.#hasProblems() && !things.some(({ type }) => type === "azurerm_virtual_network"))
      this.#problemsOf(paths.join(", ")).add(
        "NO_NETWORK",
        things.some(({ type }) => type.startsWith("azapi_"))
          ? "No virtual network of azurerm is described; resources of azapi are not read."
          : "No virtual network of azurerm is described.",
        "Name the plan, state or configuration that has the networks; several can be named.",
      );
    if (this.#hasProblems()) throw new TerraformFilesError(this.#problems.flatMap(({ list }) => list));
    return { things, unresolved: this.#unresolved };
  }

  #hasProblems(): boolean {
    return this.#problems.some(({ list }) => list.length > 0);
  }

  #problemsOf(file: string): FileProblems {
    const problems = new FileProblems(file);
    this.#problems.push(problems);
    return problems;
  }

  #addFile(file: string): void {
    const problems = this.#problemsOf(file);
    const bytes = attempt(() => readFileSync(file), problems);
    const json = bytes && decode(bytes, problems);
    if (json === undefined) return;
    const stack = this.#isOneOfSeveral ? basename(file, ".json") : undefined;
    if (isRecord(json["planned_values"])) this.#take(planThings(json, stack, problems));
    else if (isRecord(json["values"])) this.#take(stateThings(json["values"], stack, problems));
    else if (["resource", "data", "provider", "terraform", "module"].some((key) => isRecord(json[key]))) {
      findUnexpanded(json, problems);
      const folder = dirname(resolve(file));
      this.#stacks.set(folder, [...(this.#stacks.get(folder) ?? []), json]);
    } else unfit(json, problems);
  }

  #take({ things, unresolved }: Terraform): void {
    this.#things.push(...things);
    this.#unresolved.push(...unresolved);
  }
}

function unfit(json: Json, problems: FileProblems): void {
  if ("lineage" in json || "serial" in json)
    problems.add(
      "NOT_TERRAFORM_JSON",
      "This is a state as Terraform stores it, whose form may change.",
      "Run `terraform show -json > state.json` in the folder of the configuration.",
    );
  else
    problems.add(
      "NOT_TERRAFORM_JSON",
      "The file has neither planned_values, nor values, nor resources of a configuration.",
      SHOW,
    );
}

/** The JSON files of a folder: its own, else those of its stacks. */
function filesOf(path: string, problems: FileProblems): readonly string[] | undefined {
  return attempt(() => {
    if (!statSync(path).isDirectory()) return [path];
    const own = tfJson(path);
    if (own.length > 0) return own;
    const stacks = join(path, "stacks");
    return readdirSync(path).includes("stacks")
      ? readdirSync(stacks)
          .sort()
          .map((name) => join(stacks, name))
          .filter((folder) => statSync(folder).isDirectory())
          .flatMap(tfJson)
      : [];
  }, problems);
}

function tfJson(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".tf.json"))
    .sort()
    .map((name) => join(folder, name));
}

function attempt<T>(read: () => T, problems: FileProblems): T | undefined {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.add("FILE_UNREADABLE", `${reason}.`, "Check the path and its permissions.");
    return undefined;
  }
}
