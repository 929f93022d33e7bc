import type { CheckOptions } from "../actions/check.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";
import { outputOption } from "../problem-formats.js";

/** `check FILE…`: every problem of platform files, and what to review before they are applied. */
export const addCheck: AddCommand = (program, { io, end }) => {
  program
    .command("check")
    .description("report every problem of a platform file; show its address plan, firewall rules and roles")
    .argument(
      "[files...]",
      "platform files, - for standard input (default: platform.yaml, else that of cdktf.json)",
    )
    .addOption(azurermOption())
    .option("--quiet", "print only the problems")
    .option("--wide", "print all columns of tables, however wide")
    .option("--watch", "check again whenever a file changes, until Ctrl+C")
    .addOption(outputOption())
    .option("--json", "the same as --output json")
    .action(
      async (named: readonly string[], { watch, ...options }: CheckOptions & { readonly watch?: true }) => {
        const files = named.length > 0 ? named : [platformFileOf(undefined, io, options)];
        if (watch) {
          const { watchCheck } = await import("../actions/watch-check.js");
          end(await watchCheck(files, options, io));
          return;
        }
        const { check } = await import("../actions/check.js");
        end(check(files, options, io));
      },
    );
};
