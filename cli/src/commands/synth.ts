import { synthesize } from "@aks-topology/platform";
import type { AddCommand } from "../command.js";
import { azurermOption, load, type LoadOptions } from "../load.js";
import { defaultPlatformFile } from "../platform-file.js";
import { printJson, printProblems } from "../print.js";
import type { Io } from "../io.js";
import type { WrittenStack } from "@aks-topology/platform";

interface SynthOptions extends LoadOptions {
  readonly config?: string;
  readonly out: string;
  readonly json?: true;
}

/** `synth [FILE]`: the Terraform of a platform file, the same as `cdktf synth` writes. */
export const addSynth: AddCommand = (program, { io, end }) => {
  program
    .command("synth")
    .description("write Terraform JSON to DIR/stacks/NAME/cdk.tf.json, as `cdktf synth` does")
    .argument("[file]", "platform file (default: as cdktf chooses it, else the reference example)")
    .option("--config <file>", "the platform file, in place of the argument")
    .option("--out <dir>", "folder to write to", "cdktf.out")
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action((file: string | undefined, options: SynthOptions) => {
      end(synth(file ?? options.config ?? defaultPlatformFile(io), options, io));
    });
};

function synth(file: string, options: SynthOptions, io: Io): number {
  const result = load(file, options);
  const { problems, stacks } = result.ok
    ? synthesize(result.loaded, options.out)
    : { problems: result.problems, stacks: [] };
  const ok = stacks.length > 0;
  if (options.json) printJson({ ok, problems, outDir: options.out, stacks }, io);
  else {
    printProblems(problems, io.stderr, io);
    io.stdout.write(stacks.map(line).join(""));
  }
  return ok ? 0 : 1;
}

function line({ file, resources }: WrittenStack): string {
  return `${file}  ${resources} resources\n`;
}
