import { printable } from "../printable.js";
import type { LoadOptions } from "../azurerm-option.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { countProblems } from "../print.js";
import { untilStopped } from "../until-stopped.js";
import { serveView } from "../view/serve.js";

export interface ViewOptions extends LoadOptions {
  /** 0 for a free one. */
  readonly port: number;
}

/** Serves the page of a platform file until the process is asked to end. @returns the exit code */
export async function view(file: string, options: ViewOptions, io: Io): Promise<number> {
  const server = await serveView(file, () => load(file, options), {
    port: options.port,
    onVersion: ({ report: { survey } }) =>
      io.stderr.write(`${printable(file)}: ${countProblems(survey.problems)}\n`),
  });
  io.stdout.write(`${server.url} shows ${printable(file)}. Ctrl+C ends it.\n`);
  await untilStopped();
  await server.close();
  return 0;
}
