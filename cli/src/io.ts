import { readFileSync } from "node:fs";
import type { AzureAccess } from "./azure/access.js";
import { UsageError } from "./errors.js";
import { withProgress } from "./progress.js";
import type { Sink } from "./sink.js";

export type { Sink };

/** Asks the user a question. @returns the answer, without its line end */
export type Ask = (question: string) => Promise<string>;

/** The parts of the process that a command uses. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory, to which paths in arguments are relative. */
  readonly cwd: string;
  /** Standard input as text. @default empty */
  readonly readStdin?: (() => string) | undefined;
  /** @default there is no terminal to ask at */
  readonly ask?: Ask | undefined;
  /** Shows the step of long work, until something else is written. @default nothing is shown */
  readonly progress?: ((step: string) => void) | undefined;
  /** In place of a sign-in to Azure and the network. @default those of the process */
  readonly azure?: AzureAccess | undefined;
}

/** The process itself. It ends quietly when its output is closed, as in `| head`. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  }
  const io = withProgress({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  // Where nothing else is written, such as by check --quiet.
  process.once("exit", () => io.stderr.write(""));
  return {
    ...io,
    cwd: process.cwd(),
    readStdin: () => readFileSync(0, "utf8"),
    ask: process.stdin.isTTY && process.stdout.isTTY ? askAtTerminal : undefined,
  };
}

async function askAtTerminal(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const line = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<never>((_, reject) => {
    line.once("SIGINT", () => {
      reject(new UsageError("No answer.", "Run the command again, or name a preset with --preset."));
    });
    line.once("close", () => {
      reject(new UsageError("No answer.", "Run the command again, or name a preset with --preset."));
    });
  });
  try {
    return await Promise.race([line.question(question), ended]);
  } finally {
    line.close();
  }
}
