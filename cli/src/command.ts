import type { Command } from "commander";
import type { Io } from "./io.js";

/** What a command is given to work with. */
export interface CommandContext {
  readonly io: Io;
  /** Tells how the command ended: the exit code of the process. */
  readonly end: (exitCode: number) => void;
}

/** Adds one command to the program. Each has a file of its own under `commands/`. */
export type AddCommand = (program: Command, context: CommandContext) => void;
