import { UsageError } from "../errors.js";
import { CODES } from "../evaluated/codes.js";
import type { Io } from "../io.js";
import { painter } from "../paint.js";
import { printJson } from "../print.js";

export interface ExplainOptions {
  readonly json?: true;
}

/** Lists every code with its title. */
export function listCodes({ json }: ExplainOptions, io: Io): void {
  const codes = Object.entries(CODES).map(([code, { title }]) => ({ code, title }));
  if (json) {
    printJson({ codes }, io);
    return;
  }
  const width = Math.max(...codes.map(({ code }) => code.length));
  io.stdout.write(codes.map(({ code, title }) => `${code.padEnd(width)}  ${title}\n`).join(""));
}

/** Explains one code. @throws UsageError for an unknown one */
export async function explain(text: string, { json }: ExplainOptions, io: Io): Promise<void> {
  const code = text.toUpperCase();
  const rule = CODES[code];
  if (rule === undefined) {
    // Loaded for a mistake alone: an explanation is there at once.
    const { didYouMean } = await import("@aks-topology/platform");
    throw new UsageError(
      `There is no problem code ${text}.`,
      `${didYouMean(code, Object.keys(CODES))} Run \`aks-topology explain\` for a list of all codes.`.trim(),
      "UNKNOWN_CODE",
    );
  }
  const { title, explanation, remedy, source } = rule;
  if (json) {
    printJson({ code, title, story: explanation, remedy, source }, io);
    return;
  }
  const paint = painter(io.stdout, io.env);
  io.stdout.write(
    `${paint("bold", code)}  ${title}\n\n${explanation}\n\n${paint("bold", "Remedy")}  ${remedy}\n${paint("dim", `Source: ${source}`)}\n`,
  );
}
