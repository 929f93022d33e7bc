import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { READABLE_TEXT } from "./readable-text.ts";

export interface Mutant {
  readonly id: string;
  readonly file: string;
  /** The text of the file with the mutant in it. */
  readonly text: string;
  /** `constructs/src/net/cidr.ts:12:5 EqualityOperator: a < b -> a <= b`. */
  readonly label: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** File to source code that contains all mutants, each behind a switch. */
  readonly code: Readonly<Record<string, string>>;
}

const SILENT = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
};

/** StrykerJS's mutants of some files. Those of readable text are left out. */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const sources = files.map((name) => ({ name, mutate: true, content: readFileSync(name, "utf8") }));
  const result = await new Instrumenter(SILENT).instrument(sources, {
    plugins: [],
    excludedMutations: [],
    ignorers: [READABLE_TEXT],
  });
  const lines = new Map(sources.map(({ name, content }) => [name, content.split("\n")]));
  return {
    mutants: result.mutants
      .filter(({ status }) => status === undefined)
      .map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
        // Stryker counts lines and columns from 0.
        const all = lines.get(fileName) ?? [];
        const spanned = all.slice(start.line, end.line + 1);
        const original = spanned
          .map((line, index) => (index === spanned.length - 1 ? line.slice(0, end.column) : line))
          .map((line, index) => (index === 0 ? line.slice(start.column) : line.trim()))
          .join(" ");
        const before = [...all.slice(0, start.line), all[start.line]?.slice(0, start.column)].join("\n");
        const after = [all[end.line]?.slice(end.column), ...all.slice(end.line + 1)].join("\n");
        const place = `${relative(process.cwd(), fileName)}:${start.line + 1}:${start.column + 1}`;
        return {
          id,
          file: fileName,
          text: `${before}${replacement}${after}`,
          label: `${place} ${mutatorName}: ${shorten(original)} -> ${shorten(replacement)}`,
        };
      }),
    code: Object.fromEntries(result.files.map(({ name, content }) => [name, content])),
  };
}

function shorten(code: string): string {
  const line = code.replace(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}
