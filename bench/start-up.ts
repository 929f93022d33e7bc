import { spawnSync } from "node:child_process";
import { atMost, forComparison, median, type BenchOptions, type Figure } from "./case.js";

/** A command line that is measured from spawn to exit. */
export interface CommandLine {
  readonly name: string;
  /** The arguments of Node: the script, then its own. */
  readonly args: readonly string[];
  /** How often an empty Node process may fit into it. */
  readonly limit: number;
  /** @default 0 */
  readonly exitCode?: number;
}

/** Durations of command lines in multiples of an empty Node process, all of one run. */
export function startUp(
  commands: readonly CommandLine[],
  { cwd, quick }: BenchOptions & { readonly cwd?: string },
): readonly Figure[] {
  const empty: number[] = [];
  const measured = commands.map((command) => ({ ...command, times: [] as number[] }));
  // In turns, so that whatever else the machine does slows all of them.
  for (let turn = 0; turn < (quick ? 7 : 15); turn += 1) {
    empty.push(timed(["--eval", ""], 0, cwd));
    for (const { args, exitCode = 0, times } of measured) times.push(timed(args, exitCode, cwd));
  }
  return [
    ...measured.map(({ name, limit, times }) =>
      atMost(limit, `${name}, relative to an empty process`, median(times) / median(empty), "x"),
    ),
    forComparison("an empty process", median(empty), "ms"),
    ...measured.map(({ name, times }) => forComparison(name, median(times), "ms")),
  ];
}

/** From spawn to exit, in milliseconds. */
function timed(args: readonly string[], expected: number, cwd: string | undefined): number {
  const before = performance.now();
  // The editor schema alone is longer than what is kept of an output by default.
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== expected)
    throw new Error(`${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr.toString()}`);
  return performance.now() - before;
}
