import { describeError, wantsStack } from "./errors.js";
import type { Io } from "./io.js";
import { printError } from "./print.js";
import { printable } from "./printable.js";

/** Runs `work` for its exit code, and prints what it throws, with a stack trace only on request. */
export async function guarded(
  io: Pick<Io, "stderr" | "env">,
  args: readonly string[],
  work: () => number | Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    printError(describeError(error), io);
    if (wantsStack(args, io.env) && error instanceof Error)
      io.stderr.write(`${printable(error.stack ?? "")}\n`);
    return 1;
  }
}
