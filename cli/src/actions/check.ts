import {
  hasErrors,
  inspect,
  stateWatch,
  type Description,
  type PlatformProblem,
} from "@aks-topology/platform";
import { NO_DESCRIPTION, renderDescription } from "../description.js";
import type { Io } from "../io.js";
import type { LoadOptions } from "../azurerm-option.js";
import { forEachFile } from "../each-file.js";
import { load, loadText, STANDARD_INPUT } from "../load.js";
import { countProblems, printProblems } from "../print.js";
import { painter } from "../paint.js";
import { printable } from "../printable.js";
import type { Output } from "../problem-formats.js";
import { hung } from "../wrap.js";

export interface CheckOptions extends LoadOptions {
  readonly json?: true;
  readonly output: Output;
  /** Problems alone are printed. */
  readonly quiet?: true;
  /** Tables are not fitted to the terminal. */
  readonly wide?: true;
}

interface Checked extends Description {
  readonly ok: boolean;
  readonly problems: readonly PlatformProblem[];
}

/**
 * Reports the problems of platform files and describes what they create.
 * @param read called with the files that a platform file consists of
 * @returns the exit code
 */
export function check(
  files: readonly string[],
  options: CheckOptions,
  io: Io,
  read: (files: readonly string[]) => void = () => undefined,
): number {
  const shared = stateWatch();
  return forEachFile(
    files,
    {
      work: (file) => checked(file, options, io, { read, shared }),
      printText: (file, result) => {
        printText(file, result, options, io);
      },
      output: options.json ? "json" : options.output,
    },
    io,
  );
}

function checked(
  file: string,
  options: CheckOptions,
  io: Io,
  { read, shared }: { read: (files: readonly string[]) => void; shared: ReturnType<typeof stateWatch> },
): Checked {
  const result =
    file === STANDARD_INPUT ? loadText(io.readStdin?.() ?? "", options) : load(file, options, io);
  read(result.ok ? result.loaded.source.files : [file, ...result.problems.map((problem) => problem.file)]);
  const { problems: own, description } = result.ok
    ? inspect(result.loaded)
    : { problems: result.problems, description: NO_DESCRIPTION };
  const problems = result.ok ? [...shared(result.loaded), ...own] : own;
  return { ok: !hasErrors(problems), problems, ...description };
}

/** Problems come last, so that they stay on the screen. */
function printText(
  file: string,
  { ok, problems, ...description }: Checked,
  { quiet, wide }: CheckOptions,
  io: Io,
): void {
  const paint = painter(io.stdout, io.env);
  if (!quiet) io.stdout.write(renderDescription(ok ? description : NO_DESCRIPTION, io, { wide }));
  printProblems(problems, io.stdout, io);
  if (quiet) return;
  const mark = ok ? paint("green", "✓") : paint("red", "✗");
  io.stdout.write(`${mark} ${hung(`${printable(file)}: ${countProblems(problems)}`, 2, io.stdout)}\n`);
}
