import type { CheckOptions } from "../actions/check.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";

/** `check FILE…`: every problem of platform files, and what to review before they are applied. */
export const addCheck: AddCommand = (program, { io, end }) => {
  program
    .command("check")
    .description("report every problem of a platform file; show its address plan, firewall rules and roles")
    .argument("<files...>", "platform files")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (files: readonly string[], options: CheckOptions) => {
      const { check } = await import("../actions/check.js");
      end(check(files, options, io));
    });
};
