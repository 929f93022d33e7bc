import { hasErrors, inspect, type Description, type PlatformProblem } from "@aks-topology/platform";
import { renderDescription } from "../description.js";
import type { Io } from "../io.js";
import type { LoadOptions } from "../azurerm-option.js";
import { forEachFile } from "../each-file.js";
import { load } from "../load.js";
import { countProblems, printProblems } from "../print.js";
import { painter } from "../paint.js";
import { printable } from "../printable.js";

export interface CheckOptions extends LoadOptions {
  readonly json?: true;
}

interface Checked extends Description {
  readonly ok: boolean;
  readonly problems: readonly PlatformProblem[];
}

const NOTHING: Description = {
  addressPlan: [],
  egressRules: [],
  roleAssignments: [],
  requests: [],
  touches: [],
  otherTeams: [],
};

/** Reports the problems of platform files and describes what they create. @returns the exit code */
export function check(files: readonly string[], options: CheckOptions, io: Io): number {
  return forEachFile(
    files,
    {
      work: (file) => checked(file, options),
      printText: (file, result) => {
        printText(file, result, io);
      },
      json: options.json,
    },
    io,
  );
}

function checked(file: string, options: CheckOptions): Checked {
  const result = load(file, options);
  const { problems, description } = result.ok
    ? inspect(result.loaded)
    : { problems: result.problems, description: NOTHING };
  return { ok: !hasErrors(problems), problems, ...description };
}

function printText(file: string, { ok, problems, ...description }: Checked, io: Io): void {
  const paint = painter(io.stdout, io.env);
  printProblems(problems, io.stdout, io);
  io.stdout.write(renderDescription(ok ? description : NOTHING, io));
  const mark = ok ? paint("green", "✓") : paint("red", "✗");
  io.stdout.write(`${mark} ${printable(file)}: ${countProblems(problems)}\n`);
}
