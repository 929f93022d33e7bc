import { platformJsonSchema } from "@aks-topology/platform";
import type { AddCommand } from "../command.js";
import { printJson } from "../print.js";

/** `schema`: the JSON Schema of the platform file, for editors. */
export const addSchema: AddCommand = (program, { io }) => {
  program
    .command("schema")
    .description("print the JSON Schema of the platform file, with which editors complete and check it")
    .option("--json", "the schema is JSON either way")
    .action(() => {
      printJson(platformJsonSchema(), io);
    });
};
