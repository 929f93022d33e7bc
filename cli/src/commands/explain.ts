import type { ExplainOptions } from "../actions/explain.js";
import type { AddCommand } from "../command.js";

/** `explain CODE`: what a problem code means, and its remedy. */
export const addExplain: AddCommand = (program, { io }) => {
  program
    .command("explain")
    .description("explain a problem code and its remedy; without a code, list all codes")
    .argument("[code]", "such as ADDRESS_OVERLAP")
    .option("--json", "print one JSON document")
    .action(async (code: string | undefined, options: ExplainOptions) => {
      const { explain, listCodes } = await import("../actions/explain.js");
      if (code === undefined) listCodes(options, io);
      else await explain(code, options, io);
    });
};
