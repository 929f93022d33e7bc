import { run } from "./program.js";

// Ends quietly when its output is closed, as in `| head`.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
process.exitCode = run(process.argv.slice(2), process);
