import type { LoadedPlatform } from "../load.js";
import { hasErrors, type PlatformProblem } from "../problem.js";
import { inspect } from "../synthesize.js";
import { ofOneStack } from "./inputs/parameterize.js";
import { moduleFiles } from "./files/module-files.js";
import { writeModuleFolder } from "./files/module-folder.js";
import type { ModuleFormat } from "./files/module-hcl.js";

export interface ModuleOptions {
  /** @default "hcl" */
  readonly format?: ModuleFormat;
  /** Whether to write into a folder that holds files of others. @default false */
  readonly force?: boolean;
}

export interface WrittenModule {
  readonly problems: readonly PlatformProblem[];
  /** Paths below the folder; empty when a problem is an error: then nothing was written. */
  readonly files: readonly string[];
}

/**
 * Writes a platform as a reusable Terraform module: one module of everything, whatever stacks the file asks for.
 * @throws ForeignFilesError when the folder holds files of others
 */
export function writeModule(
  loaded: LoadedPlatform,
  outdir: string,
  options: ModuleOptions = {},
): WrittenModule {
  const single = { ...loaded, platform: ofOneStack(loaded.platform) };
  const { problems } = inspect(single);
  if (hasErrors(problems)) return { problems, files: [] };
  const files = moduleFiles(single, options.format ?? "hcl");
  writeModuleFolder(outdir, files, options.force ?? false);
  return { problems, files: [...files.keys()] };
}
