// Compares the pages with the reference images in test/pixels, or with --update writes these. With --all it photographs every
// page of the site, whole, into node_modules/.cache/photos, to be looked at.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const FLAG = { type: "boolean", default: false } as const;
const { values } = parseArgs({ options: { all: FLAG, update: FLAG } });
const root = fileURLToPath(new URL("..", import.meta.url));
const TESTS = values.all
  ? ["test/site/photos.deep.test.ts"]
  : ["test/report/chromium.deep.test.ts", "test/site/site.deep.test.ts", "-t", "pixels"];
const mode = values.all ? "all" : values.update ? "update" : (process.env["PIXELS"] ?? "compare");
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.deep.config.ts", ...TESTS],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PIXELS: mode },
  },
);
process.exitCode = status ?? 1;
