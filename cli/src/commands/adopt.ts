import type { AdoptOptions } from "../actions/adopt.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";

/** `adopt --from FILE --out FILE`: a platform file of what runs already. */
export const addAdopt: AddCommand = (program, { io, end }) => {
  program
    .command("adopt")
    .description("write a platform file, its lock and moved blocks of what runs already")
    .requiredOption(
      "--from <file>",
      "`terraform show -json` of a state, or JSON of `az … show` and `az … list`; repeat it for several",
      (file: string, others: readonly string[] | undefined) => [...(others ?? []), file],
    )
    .requiredOption("--out <file>", "platform file to write")
    .option("--with <file>", "part of a platform file with what Azure does not show, merged over the rest")
    .option("--import", "write import blocks for a new state, instead of moved blocks for the same one")
    .option("--force", "replace files that exist")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (options: AdoptOptions) => {
      const { adopt } = await import("../actions/adopt.js");
      end(adopt(options, io));
    });
};
