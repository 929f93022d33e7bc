import type { FmtOptions } from "../actions/fmt.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";

/** `fmt [FILE…]`: the canonical layout of platform files. */
export const addFmt: AddCommand = (program, { io, end }) => {
  program
    .command("fmt")
    .description(
      "rewrite platform files in their canonical layout, and print the names of those that changed",
    )
    .argument(
      "[files...]",
      "platform files, - for standard input (default: platform.yaml, else that of cdktf.json)",
    )
    .option("--check", "change nothing; exit with 3 if a file would change")
    .option("--json", "print one JSON document")
    .action(async (named: readonly string[], options: FmtOptions) => {
      const { fmt } = await import("../actions/fmt.js");
      const files = named.length > 0 ? named : [platformFileOf(undefined, io, options)];
      end(await fmt(files, options, io));
    });
};
