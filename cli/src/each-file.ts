import type { PlatformProblem } from "@aks-topology/platform";
import { printJson } from "./print.js";
import { painter } from "./paint.js";
import { printable } from "./printable.js";
import type { Io } from "./io.js";
import type { Output } from "./problem-formats.js";
import { githubAnnotations, problemSarif } from "./problem-logs.js";

/** How a command works on one of its files, and how it reports that. */
interface FileWork<T> {
  readonly work: (file: string) => T;
  readonly printText: (file: string, result: T) => void;
  readonly output: Output;
}

/**
 * Works on files one after the other; an error in one does not stop the others. One file is reported as it is, several
 * with a heading each, or as a list in one JSON document; SARIF and annotations have the problems of all. @returns the exit code
 */
export function forEachFile<
  T extends { readonly ok: boolean; readonly problems: readonly PlatformProblem[] },
>(files: readonly string[], { work, printText, output }: FileWork<T>, io: Io): number {
  const isList = files.length > 1;
  const paint = painter(io.stdout, io.env);
  const results = files.map((file, i) => {
    // Before the work, which may print what it does.
    if (output === "text" && isList)
      io.stdout.write(`${i === 0 ? "" : "\n"}${paint("bold", `== ${printable(file)}`)}\n`);
    const result = work(file);
    if (output === "text") printText(file, result);
    return { file, result };
  });
  const ok = results.every(({ result }) => result.ok);
  const problems = results.flatMap(({ result }) => result.problems);
  switch (output) {
    case "text":
      break;
    case "json": {
      const list = { ok, files: results.map(({ file, result }) => ({ file, ...result })) };
      printJson(isList ? list : results[0]?.result, io);
      break;
    }
    case "sarif":
      printJson(problemSarif(problems), io);
      break;
    case "github":
      io.stdout.write(githubAnnotations(problems));
  }
  return ok ? 0 : 1;
}
