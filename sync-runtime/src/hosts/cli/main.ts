import { systemClock } from "../../adapters/system-clock.js";
import { run } from "./program.js";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The second one ends the process as if there were no handler.
  process.once(signal, () => {
    stop.abort();
  });
}

// Nobody reads on, as behind `| head`: what is under way ends, what runs for ever stops.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    stop.abort();
  });
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  terminal: process.stdout.isTTY ? process.stdout : null,
  env: process.env,
  clock: systemClock,
  azure: {},
  stop: stop.signal,
});
