import { lockFileOf } from "@aks-topology/platform";
import { describeError, UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { STANDARD_INPUT } from "../load.js";
import { painter } from "../paint.js";
import { printError } from "../print.js";
import { printable } from "../printable.js";
import { untilStopped } from "../until-stopped.js";
import { WatchedFiles } from "../watched-files.js";
import { check, type CheckOptions } from "./check.js";

/** Moves to the top of an empty terminal. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/**
 * `check`, again whenever a platform file, its lock file or a file that it extends changes, until the process is asked to end.
 * @returns the exit code
 * @throws UsageError for standard input and for output that machines read
 */
export async function watchCheck(files: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  if (files.includes(STANDARD_INPUT))
    throw new UsageError("--watch follows files, not standard input.", "Name the platform file.");
  if (options.json || options.output !== "text")
    throw new UsageError("--watch prints text alone.", "Remove --json, --output or --watch.");
  const watched = new WatchedFiles(() => {
    run();
  });
  const run = (): void => {
    const read = new Set<string>();
    const since = Date.now();
    if (io.stdout.isTTY) io.stdout.write(CLEAR);
    try {
      check(files, options, io, (own) => {
        for (const file of own) read.add(file);
      });
    } catch (error) {
      // While an editor replaces a file, there is none for a moment.
      printError(describeError(error), io);
    }
    const names = files.map(printable).join(", ");
    io.stdout.write(`${painter(io.stdout, io.env)("dim", `Following ${names}. Ctrl+C ends it.`)}\n`);
    watched.set([...new Set([...files, ...read, ...files.map(lockFileOf)])], since);
  };
  run();
  await untilStopped();
  watched.set([]);
  return 0;
}
