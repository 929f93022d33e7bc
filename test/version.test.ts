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

test.each([
  "cli/bin/aks-topology.mjs",
  "sync-runtime/bin/route-sync.mjs",
  "trace/bin/aks-topology-trace.mjs",
])("%s says which Node it needs, without a stack trace", async (entry) => {
  const older = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "20.19.0" })';
  expect(await runNode(["--import", older, join(ROOT, entry), "--version"])).toEqual({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^\S+ needs Node 22\.12 or newer, [^\n]+\n$/) as string,
  });
});
