import type { Stack } from "@aks-topology/terraform";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import type { Manifests } from "../manifests.js";

/** What an earlier synthesis wrote, and which provider Terraform selected for it. */
export interface EarlierOutput {
  readonly stacks: readonly Stack[];
  /** Files that are no Terraform JSON any more. For a new synthesis they count as absent. */
  readonly unreadable: readonly string[];
  /** The manifests of its clusters; undefined where the folder has none, such as that of one stack. */
  readonly manifests: Manifests | undefined;
  /** The `.terraform.lock.hcl` of a stack. */
  readonly lockFileOf: (stack: string) => string | undefined;
}

/**
 * Reads a folder of `synth` with its `stacks`, or the folder of one stack. Stacks that its manifest does not list are left
 * over from before and are not read. Undefined where there is no output.
 */
export function earlierOutput(folder: string): EarlierOutput | undefined {
  const folders = stackFolders(folder);
  if (folders.size === 0) return undefined;
  const read = [...folders].map(([name, path]) => {
    const file = join(path, "cdk.tf.json");
    return { name, file, json: parsed(file) };
  });
  return {
    stacks: read.flatMap(({ name, json }) => (json === undefined ? [] : [{ name, json }])),
    manifests: manifestsIn(join(folder, "kubernetes")),
    unreadable: read.flatMap(({ file, json }) => (json === undefined ? [file] : [])),
    lockFileOf: (stack) => {
      const file = join(folders.get(stack) ?? "", ".terraform.lock.hcl");
      return folders.has(stack) && existsSync(file) ? readFileSync(file, "utf8") : undefined;
    },
  };
}

function manifestsIn(folder: string): Manifests | undefined {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".yaml"),
  );
  return new Map(paths.map((path) => [path.split(sep).join("/"), readFileSync(join(folder, path), "utf8")]));
}

function stackFolders(folder: string): ReadonlyMap<string, string> {
  const isStack = (path: string): boolean => existsSync(join(path, "cdk.tf.json"));
  if (isStack(folder)) return new Map([[basename(resolve(folder)), folder]]);
  const stacks = join(folder, "stacks");
  if (!existsSync(stacks) || !statSync(stacks).isDirectory()) return new Map();
  const listed = manifestStacks(join(folder, "manifest.json"));
  const names = readdirSync(stacks).filter((name) => listed === undefined || listed.has(name));
  return new Map(
    names.map((name) => [name, join(stacks, name)] as const).filter(([, path]) => isStack(path)),
  );
}

function manifestStacks(file: string): ReadonlySet<string> | undefined {
  const stacks = existsSync(file) ? parsed(file)?.["stacks"] : undefined;
  return typeof stacks === "object" && stacks !== null ? new Set(Object.keys(stacks)) : undefined;
}

/** A file that was edited or damaged does not prevent a new synthesis. */
function parsed(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? Object.fromEntries(Object.entries(json))
      : undefined;
  } catch {
    return undefined;
  }
}
