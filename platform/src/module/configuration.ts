import { problemsOf } from "@aks-topology/constructs";
import { TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { buildPlatform, type BuiltPlatform } from "../topology/platform.js";
import type { LoadedPlatform } from "../load.js";
import type { PlatformProblem } from "../problem.js";
import { isRecord } from "./inputs/schema-shape.js";

export type Json = Readonly<Record<string, unknown>>;

/** A platform as one Terraform configuration in memory. */
export interface Configuration {
  readonly built: BuiltPlatform;
  readonly problems: readonly PlatformProblem[];
  readonly json: Json;
  /** Elements of the configuration by address, in the order of their creation. */
  readonly elements: ReadonlyMap<string, TerraformElement>;
  /** Files that the configuration refers to, by their path. */
  readonly assets: ReadonlyMap<string, Buffer>;
}

/** Builds a platform with one stack and reads its Terraform back. The temporary folder is removed. */
export function configure(loaded: LoadedPlatform): Configuration {
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-module-"));
  try {
    const built = buildPlatform(loaded, folder, "snake-case");
    const problems = built.locator.problems(problemsOf(built.app));
    built.app.synth();
    const [stack, another] = built.stacks;
    if (stack === undefined || another !== undefined)
      throw new Error("A module is generated from one stack.");
    const home = join(folder, "stacks", stack.node.id);
    const json: unknown = JSON.parse(readFileSync(join(home, "cdk.tf.json"), "utf8"));
    return {
      built,
      problems,
      json: isRecord(json) ? json : {},
      elements: new Map(stack.node.findAll().flatMap(addressed)),
      assets: assetsIn(home),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function addressed(construct: unknown): [string, TerraformElement][] {
  if (!TerraformElement.isTerraformElement(construct)) return [];
  if (TerraformResource.isTerraformResource(construct))
    return [[`${construct.terraformResourceType}.${construct.friendlyUniqueId}`, construct]];
  if (TerraformDataSource.isTerraformDataSource(construct))
    return [[`data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`, construct]];
  return [];
}

function assetsIn(home: string): Map<string, Buffer> {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, Buffer] => [
        path
          .slice(home.length + 1)
          .split(sep)
          .join("/"),
        readFileSync(path),
      ])
      .filter(([path]) => path.startsWith("assets/")),
  );
}
