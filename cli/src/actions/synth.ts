import { synthesize, type WrittenStack } from "@aks-topology/platform";
import type { LoadOptions } from "../azurerm-option.js";
import { load } from "../load.js";
import { defaultPlatformFile } from "../platform-file.js";
import { printJson, printProblems } from "../print.js";
import type { Io } from "../io.js";

export interface SynthOptions extends LoadOptions {
  readonly config?: string;
  readonly out: string;
  readonly json?: true;
}

/** Writes the Terraform of a platform file. @returns the exit code */
export function synth(argument: string | undefined, options: SynthOptions, io: Io): number {
  const file = argument ?? options.config ?? defaultPlatformFile(io);
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
