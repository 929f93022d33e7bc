import { InvalidArgumentError, Option } from "commander";
import { ACTIONS, type DiffOptions } from "../actions/diff-options.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";

/** `diff FILE`: what Terraform would create, update, replace, delete or move. */
export const addDiff: AddCommand = (program, { io, end }) => {
  program
    .command("diff")
    .description(
      "show what Terraform would create, update, replace, delete or move, and what that interrupts",
    )
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .option(
      "--against <path>",
      "folder of earlier output, or another platform file, with its own lock file (default: the folder of --out)",
    )
    .option("--out <dir>", "folder that synth writes to", "cdktf.out")
    .addOption(failOnOption())
    .option("--detailed-exitcode", "exit with 2 if there are changes, as `terraform plan` does")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (named: string | undefined, options: DiffOptions) => {
      const { diff } = await import("../actions/diff.js");
      const file = platformFileOf(named, io, options);
      end(diff(file, options, io));
    });
};

/** `--fail-on replace,delete`. */
function failOnOption(): Option {
  return new Option(
    "--fail-on <actions>",
    `exit with 3 if one of these occurs: ${ACTIONS.join(", ")}`,
  ).argParser((text) => {
    const given = text.split(",").map((word) => word.trim());
    const actions = ACTIONS.filter((action) => given.includes(action));
    if (new Set(given).size !== actions.length)
      throw new InvalidArgumentError(`Use some of ${ACTIONS.join(", ")}, separated by commas.`);
    return actions;
  });
}
