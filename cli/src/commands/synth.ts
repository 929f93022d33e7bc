import type { SynthOptions } from "../actions/synth.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { frozenOption, notFrozenOption } from "../lock-mode.js";

/** `synth [FILE…]`: the Terraform of platform files; of one, identical to what `cdktf synth` writes. */
export const addSynth: AddCommand = (program, { io, end }) => {
  program
    .command("synth")
    .description(
      "write Terraform JSON to DIR/stacks/NAME/cdk.tf.json, as `cdktf synth` does; of several files to DIR/FILE/stacks",
    )
    .argument(
      "[files...]",
      "platform files (default: platform.yaml, else that of cdktf.json, else the reference example)",
    )
    .option("--config <file>", "the platform file, in place of the argument")
    .option("--out <dir>", "folder to write to", "cdktf.out")
    .addOption(azurermOption())
    .addOption(frozenOption())
    .addOption(notFrozenOption())
    .option("--json", "print one JSON document")
    .action(async (files: readonly string[], options: SynthOptions) => {
      const { synth } = await import("../actions/synth.js");
      end(synth(files, options, io));
    });
};
