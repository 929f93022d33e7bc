import { printJson } from "./print.js";
import { painter } from "./paint.js";
import { printable } from "./printable.js";
import type { Io } from "./io.js";

/** How a command works on one of its files, and how it reports that. */
interface FileWork<T> {
  readonly work: (file: string) => T;
  readonly printText: (file: string, result: T) => void;
  readonly json?: true | undefined;
}

/**
 * Works on files one after the other; an error in one does not stop the others. One file is reported as it is, several
 * with a heading each, or as a list in one JSON document. @returns the exit code
 */
export function forEachFile<T extends { readonly ok: boolean }>(
  files: readonly string[],
  { work, printText, json }: FileWork<T>,
  io: Io,
): number {
  const isList = files.length > 1;
  const paint = painter(io.stdout, io.env);
  const results = files.map((file, i) => {
    const result = work(file);
    if (json !== true) {
      if (isList) io.stdout.write(`${i === 0 ? "" : "\n"}${paint("bold", `== ${printable(file)}`)}\n`);
      printText(file, result);
    }
    return { file, result };
  });
  const ok = results.every(({ result }) => result.ok);
  if (json === true) {
    const list = { ok, files: results.map(({ file, result }) => ({ file, ...result })) };
    printJson(isList ? list : results[0]?.result, io);
  }
  return ok ? 0 : 1;
}
