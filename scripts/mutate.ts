// Mutation testing of one file or folder with StrykerJS: `npm run mutate -- constructs/src/net`.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [path, ...more] = process.argv.slice(2);
if (path === undefined || !existsSync(path)) {
  process.stderr.write("usage: npm run mutate -- PATH, a source file or a folder of them\n");
  process.exit(1);
}
const stryker = fileURLToPath(new URL("../node_modules/@stryker-mutator/core/bin/stryker.js", import.meta.url));
const pattern = statSync(path).isDirectory() ? `${path.replace(/\/$/, "")}/**/*.ts` : path;
const { status } = spawnSync(process.execPath, [stryker, "run", "--mutate", pattern, ...more], {
  stdio: "inherit",
  env: { ...process.env, MUTATED_PACKAGE: path.split("/")[0] ?? "" },
});
process.exitCode = status ?? 1;
