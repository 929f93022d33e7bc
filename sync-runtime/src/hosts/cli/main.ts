import { systemClock } from "../../adapters/system-clock.js";
import { confirm } from "./confirm.js";
import { run } from "./program.js";
import { StopSignal } from "./stop.js";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The second one ends the process as if there were no handler.
  process.once(signal, () => {
    stop.abort(new StopSignal(signal));
  });
}

// The output was closed, as in `| head`: what is under way ends, what runs forever stops. A full disk or a terminal that
// is gone costs the lines, and nothing else.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") stop.abort();
  });
}

const exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  terminal: process.stdout.isTTY ? process.stdout : null,
  env: process.env,
  clock: systemClock,
  azure: {},
  stop: stop.signal,
  ...(process.stdin.isTTY && { confirm: (question: string) => confirm(question, stop.signal) }),
  // Without a listener Node ends the process, which is right for what runs once.
  onStray: (listener) => {
    process.on("unhandledRejection", listener);
  },
  // Only what runs for ever listens: everything else ends with its terminal.
  onReload: (listener) => {
    process.on("SIGHUP", listener);
    return () => process.off("SIGHUP", listener);
  },
});

// A dependency that never answers may hold a socket open: it must not hold the process. Output goes first.
const flushed = [process.stdout, process.stderr].map(
  (stream) =>
    new Promise<void>((resolve) =>
      stream.write("", () => {
        resolve();
      }),
    ),
);
await Promise.all(flushed);
process.exit(exitCode);
