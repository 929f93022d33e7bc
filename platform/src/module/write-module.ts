import type { LoadedPlatform } from "../load.js";
import { frozenProblems, newLock, writeLock, type LockMode } from "../lock/new-lock.js";
import { hasErrors, type PlatformProblem } from "../problem.js";
import { filesForOtherTeams, OTHER_TEAMS } from "../other-teams/files.js";
import { inspect } from "../synthesize.js";
import { ofOneStack } from "./inputs/parameterize.js";
import { moduleFiles } from "./files/module-files.js";
import { writeModuleFolder } from "./files/module-folder.js";
import type { ModuleFormat } from "./files/module-hcl.js";

export interface ModuleOptions {
  /** @default "hcl" */
  readonly format?: ModuleFormat;
  /** Whether to write into a folder that contains other files. @default false */
  readonly force?: boolean;
  /** @default "ignore" */
  readonly lock?: LockMode;
}

export interface WrittenModule {
  readonly problems: readonly PlatformProblem[];
  /** Paths below the folder; empty when a problem is an error: then nothing was written. */
  readonly files: readonly string[];
}

/**
 * Writes a platform as one reusable Terraform module, regardless of the number of stacks in the file.
 * @throws ForeignFilesError when the folder contains other files
 */
export function writeModule(
  loaded: LoadedPlatform,
  outdir: string,
  options: ModuleOptions = {},
): WrittenModule {
  const single = { ...loaded, platform: ofOneStack(loaded.platform) };
  const { problems: found, built } = inspect(single);
  const mode = options.lock ?? "ignore";
  const problems = [...found, ...(mode === "frozen" ? frozenProblems(loaded, built.lockEntries()) : [])];
  if (hasErrors(problems)) return { problems, files: [] };
  const forOthers = [...filesForOtherTeams(built, built.platform)];
  const files = new Map([
    ...moduleFiles(single, options.format ?? "hcl"),
    ...forOthers.map(([path, text]): [string, string] => [`${OTHER_TEAMS}/${path}`, text]),
  ]);
  writeModuleFolder(outdir, files, options.force ?? false);
  if (mode === "write") writeLock(newLock(loaded, built.lockEntries()));
  return { problems, files: [...files.keys()] };
}
