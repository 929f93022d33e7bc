import type { PathsOptions } from "../actions/paths.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";

/** `paths FILE`: every path that the file declares or forbids, traced. */
export const addPaths: AddCommand = (program, { io, end }) => {
  program
    .command("paths")
    .description(
      "trace every path that the file promises, and every one that no key of it allows, by a model of Azure",
    )
    .argument("<file>", "platform file")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (file: string, options: PathsOptions) => {
      const { paths } = await import("../actions/paths.js");
      end(paths(file, options, io));
    });
};
