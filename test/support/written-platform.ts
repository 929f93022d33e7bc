import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import type { AzurermMajor } from "@aks-topology/terraform";
import { parsePlatform, synthesize } from "@aks-topology/platform";
import { ROOT } from "./files.js";

/** The Terraform JSON of one stack. */
export interface WrittenStackJson {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a platform file becomes. */
export interface WrittenPlatform {
  readonly stacks: readonly WrittenStackJson[];
  /** Text of the Kubernetes manifests by path: `shop-main/agic-values.yaml`. */
  readonly manifests: ReadonlyMap<string, string>;
}

/** What the text of a platform file becomes for a major of azurerm, or the codes of the errors that it is refused with. */
export function tryWrite(
  text: string,
  azurerm: AzurermMajor,
  file = "platform.yaml",
): WrittenPlatform | { readonly refused: string[] } {
  const result = parsePlatform(text, file);
  if (!result.ok) return { refused: result.problems.map(({ code }) => code) };
  const folder = mkdtempSync(join(tmpdir(), "written-"));
  try {
    const platform = { ...result.loaded.platform, azurerm };
    const { stacks, problems } = synthesize({ ...result.loaded, platform }, folder);
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return { refused: errors.map(({ code }) => code) };
    return {
      stacks: stacks.map((stack) => ({ name: stack.name, json: parsed(readFileSync(stack.file, "utf8")) })),
      manifests: textsBelow(join(folder, "kubernetes")),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same for a platform file below the project, which must have no error. */
export function write(file: string, azurerm: AzurermMajor): WrittenPlatform {
  const path = join(ROOT, file);
  const written = tryWrite(readFileSync(path, "utf8"), azurerm, path);
  if ("refused" in written) throw new Error(`${file} is refused: ${written.refused.join(", ")}.`);
  return written;
}

function textsBelow(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
