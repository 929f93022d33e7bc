import type { AdoptOptions } from "../actions/adopt.js";
import { withAzure } from "../azure/options.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";

/** `adopt --from FILE --out FILE`, or with `--live`: a platform file of what runs already. */
export const addAdopt: AddCommand = (program, { io, end }) => {
  const command = program
    .command("adopt")
    .description("write a platform file, its lock file and moved blocks for what runs already")
    .option(
      "--from <file>",
      "`terraform show -json` of a state, or JSON of `az … show` and `az … list`; repeat it for several",
      several,
    )
    .requiredOption("--out <file>", "platform file to write")
    .option("--with <file>", "part of a platform file with what Azure does not show, merged over the rest")
    .option("--import", "write import blocks for a new state, instead of moved blocks for the same one")
    .option("--force", "replace files that exist")
    .addOption(azurermOption())
    .option(
      "--resource-group <name>",
      "with --live: a resource group by name or id, with all that is in it; repeat it for several",
      several,
    )
    .option("--json", "print one JSON document");
  withAzure(command, "read the resource groups of --resource-group from Azure").action(
    async (options: AdoptOptions) => {
      const { adopt } = await import("../actions/adopt.js");
      end(await adopt(options, io));
    },
  );
};

function several(value: string, others: readonly string[] | undefined): readonly string[] {
  return [...(others ?? []), value];
}
