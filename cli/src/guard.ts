import { tell, wantsStack } from "./errors.js";
import type { Io } from "./io.js";
import { printError } from "./print.js";
import { printable } from "./printable.js";

/** Runs `work` for its exit code. What it throws is told in a line; where it was thrown only to who asks. */
export async function guarded(
  io: Pick<Io, "stderr" | "env">,
  args: readonly string[],
  work: () => number | Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    printError(tell(error), io);
    if (wantsStack(args, io.env) && error instanceof Error)
      io.stderr.write(`${printable(error.stack ?? "")}\n`);
    return 1;
  }
}
