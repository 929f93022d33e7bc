// Mutation testing of one file or folder with StrykerJS: `npm run mutate -- constructs/src/net`. The tests of the folder with
// the same name judge the mutants, or those of the package where it has none; others are named after the path:
// `npm run mutate -- constructs/src/firewall 'constructs/test/{firewall,egress}/**'`.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [path, tests] = process.argv.slice(2);
if (path === undefined || !existsSync(path)) {
  process.stderr.write(
    "usage: npm run mutate -- PATH [TESTS], a source file or a folder of them, and a pattern of test files\n",
  );
  process.exit(1);
}
const stryker = fileURLToPath(
  new URL("../node_modules/@stryker-mutator/core/bin/stryker.js", import.meta.url),
);
const pattern = statSync(path).isDirectory() ? `${path.replace(/\/$/, "")}/**/*.ts` : path;
const { status } = spawnSync(process.execPath, [stryker, "run", "--mutate", pattern], {
  stdio: "inherit",
  env: { ...process.env, MUTATION_TESTS: tests ?? nearestTests(path) },
});
process.exitCode = status ?? 1;

/** `constructs/test/net/**` for `constructs/src/net/cidr.ts`; `platform/test/**` where no folder has the name. */
function nearestTests(source: string): string {
  const [workspace = "", , folder = ""] = source.split("/");
  const nearest = `${workspace}/test/${folder}`;
  return `${existsSync(nearest) && folder !== "" ? nearest : `${workspace}/test`}/**/*.test.ts`;
}
