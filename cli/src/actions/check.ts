import { hasErrors, inspect, type Description, type PlatformProblem } from "@aks-topology/platform";
import { renderDescription } from "../description.js";
import type { Io } from "../io.js";
import type { LoadOptions } from "../azurerm-option.js";
import { load } from "../load.js";
import { countProblems, printJson, printProblems } from "../print.js";
import { painter } from "../paint.js";
import { printable } from "../printable.js";

export interface CheckOptions extends LoadOptions {
  readonly json?: true;
}

const NOTHING: Description = { addressPlan: [], egressRules: [], roleAssignments: [] };

/** Reports the problems of a platform file and describes what it creates. @returns the exit code */
export function check(file: string, options: CheckOptions, io: Io): number {
  const result = load(file, options);
  const { problems, description } = result.ok
    ? inspect(result.loaded)
    : { problems: result.problems, description: NOTHING };
  const ok = !hasErrors(problems);
  if (options.json) printJson({ ok, problems, ...description }, io);
  else printText(file, problems, ok ? description : NOTHING, io);
  return ok ? 0 : 1;
}

function printText(
  file: string,
  problems: readonly PlatformProblem[],
  description: Description,
  io: Io,
): void {
  const paint = painter(io.stdout, io.env);
  printProblems(problems, io.stdout, io);
  io.stdout.write(renderDescription(description, io));
  const mark = hasErrors(problems) ? paint("red", "✗") : paint("green", "✓");
  io.stdout.write(`${mark} ${printable(file)}: ${countProblems(problems)}\n`);
}
