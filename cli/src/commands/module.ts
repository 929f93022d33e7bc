import type { ModuleFormat } from "@aks-topology/platform";
import { InvalidArgumentError, Option } from "commander";
import type { ModuleCommandOptions } from "../actions/module.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";
import { frozenOption, notFrozenOption } from "../lock-mode.js";

/** `module FILE --out DIR`: a reusable Terraform module, without backend and provider block. */
export const addModule: AddCommand = (program, { io, end }) => {
  program
    .command("module")
    .description("write a reusable Terraform module: the file's scalars are its variables")
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .requiredOption("--out <dir>", "folder of the module")
    .addOption(
      new Option("--format <format>", "hcl to read, json for tools")
        .default("hcl")
        .argParser((text): ModuleFormat => {
          if (text === "hcl" || text === "json") return text;
          throw new InvalidArgumentError("Use hcl or json.");
        }),
    )
    .addOption(azurermOption())
    .option("--force", "write into a folder that contains other files")
    .addOption(frozenOption())
    .addOption(notFrozenOption())
    .option("--json", "print one JSON document")
    .action(async (named: string | undefined, options: ModuleCommandOptions) => {
      const { writeModuleOf } = await import("../actions/module.js");
      const file = platformFileOf(named, io, options);
      end(writeModuleOf(file, options, io));
    });
};
