import { ALL_CODES } from "@aks-topology/platform";
import type { AddCommand } from "../command.js";
import { ERROR_CODES, type Story } from "../error-codes.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { painter } from "../paint.js";
import { printJson } from "../print.js";

interface ExplainOptions {
  readonly json?: true;
}

const STORIES: Readonly<Record<string, Story>> = { ...ALL_CODES, ...ERROR_CODES };

/** `explain CODE`: what a problem code means, and its remedy. */
export const addExplain: AddCommand = (program, { io }) => {
  program
    .command("explain")
    .description("tell what a problem code means, and its remedy; without a code, list them all")
    .argument("[code]", "such as ADDRESS_OVERLAP")
    .option("--json", "print one JSON document")
    .action((code: string | undefined, options: ExplainOptions) => {
      if (code === undefined) list(options, io);
      else explain(code, options, io);
    });
};

function list({ json }: ExplainOptions, io: Io): void {
  const codes = Object.entries(STORIES).map(([code, { title }]) => ({ code, title }));
  if (json) {
    printJson({ codes }, io);
    return;
  }
  const width = Math.max(...codes.map(({ code }) => code.length));
  io.stdout.write(codes.map(({ code, title }) => `${code.padEnd(width)}  ${title}\n`).join(""));
}

function explain(text: string, { json }: ExplainOptions, io: Io): void {
  const code = text.toUpperCase();
  const told = STORIES[code];
  if (told === undefined) {
    throw new UsageError(
      `There is no problem code ${text}.`,
      "Run `aks-topology explain` for a list of all codes.",
      "UNKNOWN_CODE",
    );
  }
  const { title, story, remedy, source } = told;
  if (json) {
    printJson({ code, title, story, remedy, source }, io);
    return;
  }
  const paint = painter(io.stdout, io.env);
  io.stdout.write(
    `${paint("bold", code)}  ${title}\n\n${story}\n\n${paint("bold", "Remedy")}  ${remedy}\n${paint("dim", `Source: ${source}`)}\n`,
  );
}
