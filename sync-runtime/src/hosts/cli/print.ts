import { ConfigError } from "../../config/problem.js";
import { describeError, type SyncError } from "../../domain/errors.js";
import type { Io } from "./io.js";
import { painter } from "./paint.js";

export interface Format {
  readonly json?: boolean;
}

/** An error of the command as a whole. On standard output only as JSON. */
export function printError(error: SyncError, { json = false }: Format, io: Io): void {
  const problems = error instanceof ConfigError ? error.problems : [];
  if (json) {
    // Until 1.0 a remedy has the name `hint` as well.
    const listed = problems.map((problem) => ({ ...problem, hint: problem.remedy }));
    printJson(
      { mirrors: [], error: describeError(error), ...(listed.length > 0 && { problems: listed }) },
      io,
    );
    return;
  }
  const paint = painter(io.stderr, io.env);
  if (problems.length === 0) {
    io.stderr.write(`${paint("red", error.code)}  ${error.message}\n  ${error.remedy}\n`);
    return;
  }
  const lines = problems.map(({ file, line, column, path, code, message, remedy }) => {
    const place = file === undefined ? "" : `${file}:${line ?? 1}:${column ?? 1}  `;
    return `${place}${paint("red", code)}  ${path}: ${message}\n  ${remedy}\n`;
  });
  io.stderr.write(lines.join(""));
}

export function printJson(document: unknown, io: Io): void {
  io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
