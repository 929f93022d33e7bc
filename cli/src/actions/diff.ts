import { diffPlatform, hasErrors, summarize, type PlatformDiff } from "@aks-topology/platform";
import { existsSync } from "node:fs";
import { join, parse } from "node:path";
import { renderChanges, renderSummary } from "../changes.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter } from "../paint.js";
import { printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";
import type { DiffOptions } from "./diff-options.js";

/** Leaves where `--fail-on` names an action that occurs. */
const HELD = 3;
/** Leaves where there are changes, with `--detailed-exitcode`. */
const CHANGES = 2;

/** Shows what the Terraform of a platform file would change. Writes nothing. @returns the exit code */
export function diff(file: string, options: DiffOptions, io: Io): number {
  const against = options.against ?? outputOf(file, options.out);
  const result = load(file, options, io);
  const found: PlatformDiff = result.ok
    ? diffPlatform(result.loaded, against, (other) => load(other, options, io))
    : { problems: result.problems, changes: [], summary: summarize([]), manifests: [], against: null };
  const ok = !hasErrors(found.problems);
  if (ok && found.against === null && options.failOn !== undefined)
    throw new UsageError(
      `${against} has no earlier output, so nothing can be compared.`,
      "Run `synth` on the earlier file first, or name that file with --against.",
      "NOTHING_TO_COMPARE",
    );
  if (options.json) printJson({ ok, ...found }, io);
  else print(found, against, io);
  return ok ? exitCode(found, options) : 1;
}

/** The folder of a file's own output: below `out` where `synth` wrote several files at once. */
function outputOf(file: string, out: string): string {
  const own = join(out, parse(file).name);
  return !existsSync(join(out, "manifest.json")) && existsSync(join(own, "manifest.json")) ? own : out;
}

/** Problems come after the list, so that they stay on the screen with the summary. */
function print(found: PlatformDiff, against: string, io: Io): void {
  const { changes, problems } = found;
  const isRefused = changes.length === 0 && hasErrors(problems);
  if (!isRefused && found.against === null)
    io.stderr.write(`${printable(against)} has no earlier output: everything is created.\n`);
  if (!isRefused) io.stdout.write(renderChanges(found, io));
  printProblems(problems, io.stderr, io);
  if (!isRefused) io.stdout.write(`${renderSummary(found, painter(io.stdout, io.env))}\n`);
}

function exitCode(
  { summary, changes, manifests }: PlatformDiff,
  { failOn = [], detailedExitcode }: DiffOptions,
): number {
  if (failOn.some((action) => summary[action] > 0)) return HELD;
  return detailedExitcode && changes.length + manifests.length > 0 ? CHANGES : 0;
}
