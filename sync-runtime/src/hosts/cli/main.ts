import { systemClock } from "../../adapters/system-clock.js";
import { run } from "./program.js";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The second one ends the process as if there were no handler.
  process.once(signal, () => {
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
