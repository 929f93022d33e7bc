import type { LockCommandOptions } from "../actions/lock.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";

/** `lock FILE`: the lock file of a platform file, without its Terraform. */
export const addLock: AddCommand = (program, { io, end }) => {
  program
    .command("lock")
    .description("write the lock file, which keeps the places of everything that was created")
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .option("--from <dir>", "adopt the places of earlier output, or of `terraform show -json` in a file")
    .option("--prune", "drop the places of what was removed, once that is applied")
    .option("--forget <path>", "drop the places at a path and below it, such as spokes.shop.clusters.main")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (named: string | undefined, options: LockCommandOptions) => {
      const { lock } = await import("../actions/lock.js");
      const file = platformFileOf(named, io, options);
      end(lock(file, options, io));
    });
};
