import { printable } from "./printable.js";
import type { Sink } from "./sink.js";

/** Milliseconds between two lines where there is no terminal: a log shows that long work goes on, and no other has any. */
const BETWEEN_LINES = 60_000;

/** To the start of the line, which is erased. */
const ERASE = "\r\u001b[2K";

interface Streams {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Adds progress to the streams of a process. At a terminal it is one line, which the next step replaces and any other
 * output erases; elsewhere a step is a line of its own, at most one in a minute.
 * @param now milliseconds of a clock
 */
export function withProgress<T extends Streams>(
  io: T,
  now: () => number = Date.now,
): T & { readonly progress: (step: string) => void } {
  const { stdout, stderr } = io;
  const isTerminal = stderr.isTTY === true && io.env["TERM"] !== "dumb";
  let isShown = false;
  let lastLine = now();
  const erase = (): void => {
    if (isShown) stderr.write(ERASE);
    isShown = false;
  };
  const progress = (step: string): void => {
    const text = printable(step);
    if (isTerminal) {
      stderr.write(`${ERASE}${text.slice(0, (stderr.columns ?? 80) - 1)}`);
      isShown = true;
    } else if (now() - lastLine >= BETWEEN_LINES) {
      stderr.write(`${text}\n`);
      lastLine = now();
    }
  };
  return { ...io, stdout: erasing(stdout, erase), stderr: erasing(stderr, erase), progress };
}

/** The same stream, which erases the progress before it writes. */
function erasing(sink: Sink, erase: () => void): Sink {
  return {
    write: (text) => {
      erase();
      return sink.write(text);
    },
    get isTTY() {
      return sink.isTTY;
    },
    get columns() {
      return sink.columns;
    },
  };
}
