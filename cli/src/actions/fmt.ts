import type { PlatformProblem } from "@aks-topology/platform";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import yaml from "prettier/plugins/yaml";
import { format } from "prettier/standalone";
import type { Io } from "../io.js";
import { load, loadText, STANDARD_INPUT } from "../load.js";
import { printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";

export interface FmtOptions {
  /** Nothing is written. */
  readonly check?: true;
  readonly json?: true;
}

interface Formatted {
  readonly file: string;
  readonly problems: readonly PlatformProblem[];
  /** Undefined where the file is no YAML. */
  readonly text?: string;
  readonly changed: boolean;
}

/** Leaves where `--check` finds a file that would change. */
const WOULD_CHANGE = 3;

/** Columns at which maps and lists in braces and brackets are broken, one entry per line. */
const WIDTH = 110;

/**
 * Rewrites platform files in their canonical layout, which is Prettier's: two spaces per level, one inside braces and before
 * comments, at most one empty line. Comments, anchors, the order of keys and every value stay. @returns the exit code
 */
export async function fmt(files: readonly string[], options: FmtOptions, io: Io): Promise<number> {
  const results = await Promise.all(files.map((file) => formatted(file, io)));
  const problems = results.flatMap((result) => result.problems);
  if (options.check !== true) for (const result of results) write(result, options, io);
  const changed = results.filter((result) => result.changed).map(({ file }) => file);
  if (options.json) {
    const list = results.map((result) => ({ file: result.file, changed: result.changed }));
    printJson({ ok: problems.length === 0, problems, files: list }, io);
  } else {
    const names = options.check ? changed : changed.filter((file) => file !== STANDARD_INPUT);
    io.stdout.write(names.map((file) => `${printable(file)}\n`).join(""));
    printProblems(problems, io.stderr, io);
  }
  if (problems.length > 0) return 1;
  return options.check && changed.length > 0 ? WOULD_CHANGE : 0;
}

/** Codes of problems without which a file has no layout. */
const UNREAD: ReadonlySet<string> = new Set(["FILE_UNREADABLE", "YAML_SYNTAX", "DUPLICATE_KEY"]);

async function formatted(file: string, io: Io): Promise<Formatted> {
  const before = file === STANDARD_INPUT ? (io.readStdin?.() ?? "") : undefined;
  const result = before === undefined ? load(file, {}, io) : loadText(before, {});
  // What else is wrong with it, such as a file that it extends, is no matter of its layout.
  const problems = result.ok
    ? []
    : result.problems.filter((problem) => UNREAD.has(problem.code) && problem.file === file);
  if (problems.length > 0) return { file, problems, changed: false };
  const text = before ?? readFileSync(file, "utf8");
  const after = await format(text, { parser: "yaml", plugins: [yaml], printWidth: WIDTH });
  return { file, problems, text: after, changed: after !== text };
}

function write({ file, text, changed }: Formatted, { json }: FmtOptions, io: Io): void {
  if (text === undefined) return;
  if (file === STANDARD_INPUT) {
    if (!json) io.stdout.write(text);
    return;
  }
  if (!changed) return;
  // A reader sees the file of before or of after, whole.
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
