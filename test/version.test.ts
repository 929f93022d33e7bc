import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./support/files.js";
import { runNode } from "./support/process.js";

test.each([
  ["cli", "bin/aks-topology.mjs"],
  ["sync-runtime", "bin/route-sync.mjs"],
  ["simulator", "dist/main.js"],
  ["demo", "dist/main.js"],
])("%s prints its version alone", async (name, entry) => {
  const manifest = readFileSync(join(ROOT, name, "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  expect(await runNode([join(ROOT, name, entry), "--version"])).toEqual({
    code: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
});
