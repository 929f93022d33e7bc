import {
  ForeignFilesError,
  writeModule,
  type ModuleFormat,
  type WrittenModule,
} from "@aks-topology/platform";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import type { LoadOptions } from "../azurerm-option.js";
import { lockMode, type LockOptions } from "../lock-mode.js";
import { load } from "../load.js";
import { printJson, printProblems } from "../print.js";
import { counted } from "../counted.js";

export interface ModuleCommandOptions extends LoadOptions, LockOptions {
  readonly out: string;
  readonly format: ModuleFormat;
  readonly force?: true;
  readonly json?: true;
}

/** Writes a platform as a reusable Terraform module. @returns the exit code */
export function writeModuleOf(file: string, options: ModuleCommandOptions, io: Io): number {
  const result = load(file, options, io);
  const { problems, files } = result.ok
    ? written(() =>
        writeModule(result.loaded, options.out, {
          format: options.format,
          force: options.force === true,
          lock: lockMode(options, io),
        }),
      )
    : { problems: result.problems, files: [] };
  const ok = files.length > 0;
  if (options.json) printJson({ ok, problems, outDir: options.out, files }, io);
  else {
    printProblems(problems, io.stderr, io);
    if (ok) io.stdout.write(`${options.out}  ${counted(files.length, "file")}\n`);
  }
  return ok ? 0 : 1;
}

function written(write: () => WrittenModule): WrittenModule {
  try {
    return write();
  } catch (error) {
    if (error instanceof ForeignFilesError) throw new UsageError(error.message, error.remedy, error.code);
    throw error;
  }
}
