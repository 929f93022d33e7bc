import type { Command } from "commander";
import type { Io } from "./io.js";

/** The environment of a command. */
export interface CommandContext {
  readonly io: Io;
  /** Sets the exit code of the process. */
  readonly end: (exitCode: number) => void;
}

/**
 * Adds one command to the program: its name, arguments and options. What it does is a module of `actions/`, loaded when
 * the command runs, so that help and usage errors load nothing else.
 */
export type AddCommand = (program: Command, context: CommandContext) => void;
