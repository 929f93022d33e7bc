import { hasErrors, inspect, type PlatformProblem, type TracedPath } from "@aks-topology/platform";
import type { LoadOptions } from "../azurerm-option.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter } from "../paint.js";
import { countProblems, printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";
import { table } from "../table.js";

export interface PathsOptions extends LoadOptions {
  readonly json?: true;
}

interface FoundPaths {
  readonly problems: readonly PlatformProblem[];
  readonly paths: readonly TracedPath[];
}

/** Traces the paths of a platform file. @returns the exit code: 1 when any is not as expected */
export function paths(file: string, options: PathsOptions, io: Io): number {
  const result = load(file, options);
  const found: FoundPaths = result.ok ? inspect(result.loaded) : { problems: result.problems, paths: [] };
  const ok = !hasErrors(found.problems) && found.paths.every((path) => path.ok);
  if (options.json) printJson({ ok, problems: found.problems, paths: found.paths.map(document) }, io);
  else print(file, found, ok, io);
  return ok ? 0 : 1;
}

function document({ decidedBy, ...path }: TracedPath): object {
  return { ...path, decidedBy: decidedBy ?? null };
}

function print(file: string, { problems, paths: all }: FoundPaths, ok: boolean, io: Io): void {
  const paint = painter(io.stdout, io.env);
  if (all.length > 0) {
    const rows = all.map((path) => [
      path.ok ? paint("green", "✓") : paint("red", "✗"),
      path.name,
      path.verdict,
    ]);
    io.stdout.write(`${table(["", "path", "by the model"], rows)}\n\n`);
  }
  printProblems(problems, io.stdout, io);
  const asExpected = all.filter((path) => path.ok).length;
  const mark = ok ? paint("green", "✓") : paint("red", "✗");
  io.stdout.write(
    `${mark} ${printable(file)}: ${asExpected} of ${all.length} paths as expected, ${countProblems(problems)}\n`,
  );
}
