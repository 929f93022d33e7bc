import type { SchemaOptions } from "../actions/schema.js";
import type { AddCommand } from "../command.js";

/** `schema`: the JSON Schema of the platform file, for editors. */
export const addSchema: AddCommand = (program, { io }) => {
  program
    .command("schema")
    .description("print the JSON Schema of the platform file, for completion and validation in editors")
    .option("--partial", "for a file that others extend, which may lack keys")
    .option("--json", "accepted for consistency: the schema is JSON either way")
    .action(async (options: SchemaOptions) => {
      const { schema } = await import("../actions/schema.js");
      schema(options, io);
    });
};
