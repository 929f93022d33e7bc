import { updateLock, type LockUpdate } from "@aks-topology/platform";
import type { LoadOptions } from "../azurerm-option.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";

export interface LockCommandOptions extends LoadOptions {
  readonly from?: string;
  readonly prune?: true;
  readonly forget?: string;
  readonly json?: true;
}

/** Writes the lock file of a platform file. @returns the exit code */
export function lock(
  file: string,
  { from, prune, forget, json, ...options }: LockCommandOptions,
  io: Io,
): number {
  const result = load(file, options, io);
  const update: LockUpdate = result.ok
    ? updateLock(result.loaded, { from, prune, forget })
    : { problems: result.problems, file: undefined, changed: false, forgotten: [], released: [] };
  if (forget !== undefined && result.ok && update.forgotten.length === 0)
    throw new UsageError(
      `The lock file has no entry at ${forget} or below it.`,
      "Use a path of the lock file, such as spokes.shop.clusters.main.",
      "UNKNOWN_PATH",
    );
  const ok = update.file !== undefined;
  if (json) printJson({ ok, ...update }, io);
  else {
    printProblems(update.problems, io.stderr, io);
    if (update.file !== undefined)
      io.stdout.write(
        [
          ...forgottenLines(update, forget),
          `${printable(update.file)} ${update.changed ? "written" : "is up to date"}\n`,
        ].join(""),
      );
  }
  return ok ? 0 : 1;
}

/** What is forgotten and still in the file is reserved again, at the same place where nothing else has taken it. */
function forgottenLines({ changed, forgotten }: LockUpdate, forget: string | undefined): readonly string[] {
  if (forget !== undefined && !changed)
    return [`${printable(forget)} is still in the file: its places are reserved again\n`];
  return forgotten.map((path) => `${printable(path)} is no longer reserved\n`);
}
