import type { PlatformProblem } from "@aks-topology/platform";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { describe } from "../diagram/legend.js";
import type { Layout } from "../diagram/placed.js";
import { renderDrawio } from "../diagram/drawio.js";
import { renderMermaid } from "../diagram/mermaid.js";
import { renderSvg } from "../diagram/svg.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter } from "../paint.js";
import { changesOf, preventsPicture, type AgainstOptions } from "../picture-changes.js";
import { countProblems, printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";
import { hung } from "../wrap.js";
import { makeReport } from "../report/make-report.js";
import { renderPage } from "../report/page.js";
import type { Report } from "../report/report.js";

export interface DiagramOptions extends AgainstOptions {
  readonly out: string;
  readonly json?: true;
}

/** What each ending of a file name stands for. */
const FORMATS: Readonly<Record<string, (layout: Layout, report: Report) => string>> = {
  ".svg": renderSvg,
  ".html": (_, report) => renderPage(report),
  ".mmd": ({ picture }) => renderMermaid(picture),
  ".drawio": renderDrawio,
};

/** Draws a platform file. @returns the exit code: 1 where nothing could be drawn */
export async function diagram(file: string, options: DiagramOptions, io: Io): Promise<number> {
  const render = FORMATS[extname(options.out)];
  if (render === undefined)
    throw new UsageError(
      `--out ${options.out} has no ending of a picture.`,
      `Use one of ${Object.keys(FORMATS).join(", ")}.`,
    );
  const result = load(file, options, io);
  const changes = result.ok ? changesOf(result.loaded, options, io) : undefined;
  if (changes !== undefined && changes.problems.some(preventsPicture))
    return refused(changes.problems, options, io);
  const report = await makeReport(file, result, changes);
  const { layout, survey } = report;
  if (layout === undefined || survey.problems.some(preventsPicture))
    return refused(survey.problems, options, io);
  write(resolve(io.cwd, options.out), render(layout, report));
  if (options.json) printJson({ ok: true, problems: survey.problems, file: options.out }, io);
  else print(options.out, layout, survey.problems, io);
  return 0;
}

function refused(problems: readonly PlatformProblem[], { json }: DiagramOptions, io: Io): number {
  if (json) printJson({ ok: false, problems }, io);
  else printProblems(problems, io.stdout, io);
  return 1;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function print(out: string, { picture }: Layout, problems: readonly PlatformProblem[], io: Io): void {
  printProblems(problems, io.stdout, io);
  const mark = painter(io.stdout, io.env)("green", "✓");
  io.stdout.write(
    `${hung(describe(picture), 0, io.stdout)}\n${mark} ${printable(out)}: ${countProblems(problems)}\n`,
  );
}
