// Synthesizes platform files, each into a folder of its own: synthesize.mjs OUT FILE…
// Runs wherever it is copied to, with the packages that are installed there.
import { loadPlatform, synthesize } from "@aks-topology/platform";
import { basename, join } from "node:path";

process.noDeprecation = true; // cdktf calls util.isArray
const [out, ...files] = process.argv.slice(2);
for (const file of files) {
  const result = loadPlatform(file);
  const problems = result.ok
    ? synthesize(result.loaded, join(out, basename(file, ".yaml"))).problems
    : result.problems;
  const errors = problems.filter(({ severity }) => severity === "error");
  for (const { code, message } of errors) console.error(`${file}: ${code}: ${message}`);
  if (errors.length > 0) process.exitCode = 1;
}
