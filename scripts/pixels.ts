// Compares the pages with the reference images in test/pixels, or with --update writes these.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { update: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const TESTS = ["test/report/chromium.deep.test.ts", "test/site/site.deep.test.ts"];
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.deep.config.ts", ...TESTS, "-t", "pixels"],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PIXELS: values.update ? "update" : (process.env["PIXELS"] ?? "compare") },
  },
);
process.exitCode = status ?? 1;
