import type { CheckOptions } from "../actions/check.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";

/** `check FILE`: every problem of a platform file, and what to review before it is applied. */
export const addCheck: AddCommand = (program, { io, end }) => {
  program
    .command("check")
    .description("report every problem of a platform file; show its address plan, firewall rules and roles")
    .argument("<file>", "platform file")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (file: string, options: CheckOptions) => {
      const { check } = await import("../actions/check.js");
      end(check(file, options, io));
    });
};
