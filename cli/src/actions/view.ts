import { printable } from "../printable.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { changesOf, type AgainstOptions } from "../picture-changes.js";
import { countProblems } from "../print.js";
import { untilStopped } from "../until-stopped.js";
import type { Read } from "../view/follow.js";
import { serveView } from "../view/serve.js";

export interface ViewOptions extends AgainstOptions {
  /** 0 for a free one. */
  readonly port: number;
}

/** Serves the page of a platform file until the process is asked to end. @returns the exit code */
export async function view(file: string, options: ViewOptions, io: Io): Promise<number> {
  const read = (): Read => {
    const result = load(file, options, io);
    return { result, changes: result.ok ? changesOf(result.loaded, options, io) : undefined };
  };
  // Nothing to compare with is a mistake of the command line: it has no page.
  if (options.against !== undefined) read();
  const server = await serveView(file, read, {
    port: options.port,
    onVersion: ({ report: { survey } }) =>
      io.stderr.write(`${printable(file)}: ${countProblems(survey.problems)}\n`),
  });
  io.stdout.write(`${server.url} shows ${printable(file)}. Ctrl+C ends it.\n`);
  await untilStopped();
  await server.close();
  return 0;
}
