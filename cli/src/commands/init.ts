import type { InitOptions } from "../actions/init.js";
import type { AddCommand } from "../command.js";
import { DEFAULT_PRESET } from "../presets.js";

/** `init [FILE]`: a commented platform file to start from. */
export const addInit: AddCommand = (program, { io }) => {
  program
    .command("init")
    .description("write a commented platform file to start from")
    .argument("[file]", "file to write", "platform.yaml")
    .option(
      "--preset <name>",
      `the preset to start from; \`list\` lists them (default: a terminal is asked; else ${DEFAULT_PRESET})`,
    )
    .option("--force", "replace an existing file")
    .option("--json", "print one JSON document")
    .action(async (file: string, options: InitOptions) => {
      const { init, listPresets } = await import("../actions/init.js");
      if (options.preset === "list") listPresets(options, io);
      else await init(file, options, io);
    });
};
