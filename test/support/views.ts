import { expect } from "vitest";

/** Columns of the terminals that views are kept for. */
const WIDTHS = [80, 120] as const;

/** What a command shows at a terminal. */
export interface Shown {
  readonly output: string;
  readonly exitCode: number;
}

/**
 * Compares what a command shows at each width with the view that is kept in `test/views`; `npm run golden` writes them.
 * @param name the name of the view, with the folder of its command
 * @param command as it is typed
 */
export async function expectView(
  name: string,
  command: string,
  showAt: (columns: number) => Promise<Shown>,
): Promise<void> {
  const parts: string[] = [];
  for (const columns of WIDTHS) {
    const { output, exitCode } = await showAt(columns);
    parts.push(`${columns} columns, exit code ${exitCode}\n$ ${command}\n${output}`);
  }
  const [narrow = "", wide = ""] = parts;
  const same = narrow.split("\n").slice(1).join("\n") === wide.split("\n").slice(1).join("\n");
  const text = same
    ? narrow.replace(/^\d+ columns/, WIDTHS.join(" and ") + " columns")
    : parts.join(`\n${"=".repeat(WIDTHS[1])}\n`);
  await expect(text).toMatchFileSnapshot(`../views/${name}.txt`);
}

/** Runs a command in a folder: commands read and write relative to that of their process. */
export async function inFolder<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const home = process.cwd();
  process.chdir(folder);
  try {
    return await run();
  } finally {
    process.chdir(home);
  }
}
