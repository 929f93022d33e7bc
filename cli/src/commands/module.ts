import {
  ForeignFilesError,
  writeModule,
  type ModuleFormat,
  type WrittenModule,
} from "@aks-topology/platform";
import { InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../command.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { azurermOption, load, type LoadOptions } from "../load.js";
import { printJson, printProblems } from "../print.js";

interface ModuleCommandOptions extends LoadOptions {
  readonly out: string;
  readonly format: ModuleFormat;
  readonly force?: true;
  readonly json?: true;
}

/** `module FILE --out DIR`: a reusable Terraform module, without backend and provider block. */
export const addModule: AddCommand = (program, { io, end }) => {
  program
    .command("module")
    .description("write a reusable Terraform module: the file's scalars are its variables")
    .argument("<file>", "platform file")
    .requiredOption("--out <dir>", "folder of the module")
    .addOption(
      new Option("--format <format>", "hcl for people, json for machines")
        .default("hcl")
        .argParser((text): ModuleFormat => {
          if (text === "hcl" || text === "json") return text;
          throw new InvalidArgumentError("It is hcl or json.");
        }),
    )
    .addOption(azurermOption())
    .option("--force", "write into a folder that holds files of others")
    .option("--json", "print one JSON document")
    .action((file: string, options: ModuleCommandOptions) => {
      end(writeModuleOf(file, options, io));
    });
};

function writeModuleOf(file: string, options: ModuleCommandOptions, io: Io): number {
  const result = load(file, options);
  const { problems, files } = result.ok
    ? written(() =>
        writeModule(result.loaded, options.out, { format: options.format, force: options.force === true }),
      )
    : { problems: result.problems, files: [] };
  const ok = files.length > 0;
  if (options.json) printJson({ ok, problems, outDir: options.out, files }, io);
  else {
    printProblems(problems, io.stderr, io);
    if (ok) io.stdout.write(`${options.out}  ${files.length} files\n`);
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
