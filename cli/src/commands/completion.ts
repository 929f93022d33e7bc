import { Argument } from "commander";
import type { AddCommand } from "../command.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** `completion SHELL`: what a shell completes commands, options and their values by. */
export const addCompletion: AddCommand = (program, { io }) => {
  program
    .command("completion")
    .description("print the completion script of a shell, to load when the shell starts")
    .addArgument(new Argument("<shell>", SHELLS.join(", ")).choices(SHELLS))
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { completion } = await import("../actions/completion.js");
      io.stdout.write(completion(shell, program));
    });
};
