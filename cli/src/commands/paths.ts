import { withAzure } from "../azure/options.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";
import type { PathsOptions } from "../shown-path.js";

/** `paths FILE`: every path that the file declares or forbids, traced. */
export const addPaths: AddCommand = (program, { io, end }) => {
  const command = program
    .command("paths")
    .description(
      "trace every path that the file promises, and every one that no key allows, by a model of Azure",
    )
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .addOption(azurermOption())
    .option("--json", "print one JSON document");
  withAzure(
    command,
    "also compare each path with Azure, hop by hop, as trace --live does; a difference is an error",
  ).action(async (named: string | undefined, options: PathsOptions) => {
    const { paths } = await import("../actions/paths.js");
    const file = platformFileOf(named, io, options);
    end(await paths(file, options, io));
  });
};
