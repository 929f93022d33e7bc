import { hasErrors, survey, type PlatformProblem, type Survey } from "@aks-topology/platform";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import type { LoadOptions } from "../azurerm-option.js";
import { describe } from "../diagram/legend.js";
import { layOut } from "../diagram/layout.js";
import { loadElk } from "../diagram/load-elk.js";
import { renderDrawio } from "../diagram/drawio.js";
import { renderMermaid } from "../diagram/mermaid.js";
import { renderSvg } from "../diagram/svg.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter } from "../paint.js";
import { countProblems, printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";

export interface DiagramOptions extends LoadOptions {
  readonly out: string;
  readonly json?: true;
}

type Picture = NonNullable<Survey["picture"]>;

/** What each ending of a file name stands for. */
const FORMATS: Readonly<Record<string, (picture: Picture) => Promise<string> | string>> = {
  ".svg": async (picture) => renderSvg(await layOut(picture, await loadElk())),
  ".mmd": renderMermaid,
  ".drawio": async (picture) => renderDrawio(await layOut(picture, await loadElk())),
};

/** Draws a platform file. @returns the exit code: 1 where nothing could be drawn */
export async function diagram(file: string, options: DiagramOptions, io: Io): Promise<number> {
  const render = FORMATS[extname(options.out)];
  if (render === undefined)
    throw new UsageError(
      `--out ${options.out} has no ending of a picture.`,
      `Use one of ${Object.keys(FORMATS).join(", ")}.`,
    );
  const result = load(file, options);
  const { problems, picture } = result.ok
    ? survey(result.loaded)
    : { problems: result.problems, picture: undefined };
  if (picture === undefined || hasErrors(problems.filter(preventsPicture)))
    return refused(problems, options, io);
  write(resolve(io.cwd, options.out), await render(picture));
  if (options.json) printJson({ ok: true, problems, file: options.out }, io);
  else print(options.out, picture, problems, io);
  return 0;
}

/** Broken paths are drawn: a picture shows best what is wrong with them. */
function preventsPicture({ code }: PlatformProblem): boolean {
  return !code.startsWith("PATH_");
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

function print(out: string, picture: Picture, problems: readonly PlatformProblem[], io: Io): void {
  printProblems(problems, io.stdout, io);
  const mark = painter(io.stdout, io.env)("green", "✓");
  io.stdout.write(`${describe(picture)}\n${mark} ${printable(out)}: ${countProblems(problems)}\n`);
}
