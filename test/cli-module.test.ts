import { run } from "@aks-topology/cli";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { temporaryFolder } from "./support/files.js";

const REFERENCE = "examples/kubenet-agic.yaml";

test("module writes the files that it names, for the chosen major", async () => {
  const out = temporaryFolder();
  const io = capturedIo();
  expect(await run(["module", REFERENCE, "--out", out, "--azurerm", "5", "--json"], io)).toBe(0);
  const document = io.json() as {
    ok: boolean;
    outDir: string;
    files: string[];
    problems: { severity: string }[];
  };
  expect(document).toMatchObject({ ok: true, outDir: out });
  expect(document.files.every((file) => existsSync(join(out, file)))).toBe(true);
  expect(document.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(readFileSync(join(out, "versions.tf"), "utf8")).toContain('">= 5.2, < 6.0"');
});

test("module refuses a folder with files of others, and writes there by force", async () => {
  const out = temporaryFolder();
  writeFileSync(join(out, "mine.tf"), "");
  const io = capturedIo();
  expect(await run(["module", REFERENCE, "--out", out], io)).toBe(1);
  expect(io.err()).toContain("FOREIGN_FILES");
  expect(io.err()).toContain("--force");
  expect(readdirSync(out)).toEqual(["mine.tf"]);
  expect(await run(["module", REFERENCE, "--out", out, "--force"], capturedIo())).toBe(0);
  expect(readdirSync(out)).toContain("main.tf");
});

test("module writes nothing for a broken file, and reports its problems", async () => {
  const out = temporaryFolder();
  const io = capturedIo();
  const code = await run(["module", "examples/broken/overlapping-spokes.yaml", "--out", out, "--json"], io);
  expect(code).toBe(1);
  const document = io.json() as { problems: { code: string }[] };
  expect(document).toMatchObject({ ok: false, files: [] });
  expect(document.problems.map((problem) => problem.code)).toContain("ADDRESS_OVERLAP");
  expect(readdirSync(out)).toEqual([]);
});

test("module knows two formats", async () => {
  const io = capturedIo();
  expect(await run(["module", REFERENCE, "--out", temporaryFolder(), "--format", "yaml"], io)).toBe(1);
  expect(io.err()).toContain("Use hcl or json.");
});
