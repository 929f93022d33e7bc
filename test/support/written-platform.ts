import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { AzurermMajor } from "@aks-topology/terraform";
import { loadPlatform, synthesize } from "@aks-topology/platform";
import { ROOT } from "./files.js";

/** The Terraform JSON of one stack. */
export interface WrittenStackJson {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The stacks of a platform file below the project, written for a major of azurerm in place of its own. */
export function stacksOf(file: string, azurerm: AzurermMajor): readonly WrittenStackJson[] {
  const result = loadPlatform(join(ROOT, file));
  if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.problems)}`);
  const folder = mkdtempSync(join(tmpdir(), `${basename(file, ".yaml")}-`));
  try {
    const platform = { ...result.loaded.platform, azurerm };
    const { stacks, problems } = synthesize({ ...result.loaded, platform }, folder);
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors)}`);
    return stacks.map((stack) => ({ name: stack.name, json: parsed(readFileSync(stack.file, "utf8")) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
