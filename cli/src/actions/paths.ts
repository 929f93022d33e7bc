import { hasErrors, inspect, type PlatformProblem } from "@aks-topology/platform";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter, type Paint } from "../paint.js";
import { countProblems, printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";
import type { PathsOptions, ShownPath } from "../shown-path.js";
import { table } from "../table.js";
import { counted } from "../counted.js";
import { hung } from "../wrap.js";

interface FoundPaths {
  readonly problems: readonly PlatformProblem[];
  readonly paths: readonly ShownPath[];
}

/** Traces the paths of a platform file. @returns the exit code: 1 when any is not as expected, or not so in Azure */
export async function paths(file: string, options: PathsOptions, io: Io): Promise<number> {
  const found = options.live ? await askedAzure(file, options, io) : byModel(file, options, io);
  const ok = !hasErrors(found.problems) && found.paths.every((path) => path.ok);
  if (options.json) printJson({ ok, problems: found.problems, paths: found.paths.map(document) }, io);
  else print(file, found, ok, io);
  return ok ? 0 : 1;
}

function byModel(file: string, options: PathsOptions, io: Io): FoundPaths {
  const result = load(file, options, io);
  return result.ok ? inspect(result.loaded) : { problems: result.problems, paths: [] };
}

async function askedAzure(file: string, options: PathsOptions, io: Io): Promise<FoundPaths> {
  const { livePaths } = await import("./live-paths.js");
  return livePaths(file, options, io);
}

function document({ decidedBy, ...path }: ShownPath): object {
  return { ...path, decidedBy: decidedBy ?? null };
}

function print(file: string, { problems, paths: all }: FoundPaths, ok: boolean, io: Io): void {
  const paint = painter(io.stdout, io.env);
  if (all.length > 0) {
    const asked = all.some(({ live }) => live !== undefined);
    const rows = all.map((path) => [
      path.ok ? paint("green", "✓") : paint("red", "✗"),
      path.name,
      path.verdict,
      ...(asked ? [inAzure(path, paint)] : []),
    ]);
    const head = ["", "path", "by the model", ...(asked ? ["in Azure"] : [])];
    io.stdout.write(`${table(head, rows, { width: io.stdout.columns })}\n\n`);
  }
  printProblems(problems, io.stdout, io);
  const asExpected = all.filter((path) => path.ok).length;
  const mark = ok ? paint("green", "✓") : paint("red", "✗");
  io.stdout.write(
    `${mark} ${hung(`${printable(file)}: ${asExpected} of ${counted(all.length, "path")} as expected, ${countProblems(problems)}`, 2, io.stdout)}\n`,
  );
}

function inAzure({ live }: ShownPath, paint: Paint): string {
  if (live === undefined) return "";
  const { same, differs, notVerifiable } = live;
  if (differs > 0) return paint("red", "differs");
  const hops = `${same} of ${same + notVerifiable} hops`;
  return same === 0 ? paint("dim", "not verifiable") : `the same, ${hops}`;
}
