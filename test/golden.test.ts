import { inspect, loadPlatform, newLock } from "@aks-topology/platform";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { platformFiles, ROOT } from "./support/files.js";
import { goldenFiles } from "./support/golden.js";

const folder = join(ROOT, "test/golden");
const COMMAND = "If the difference is intended, `npm run golden` writes it";

const environments = ["dev", "prod"].map((name) => `examples/environments/${name}.yaml`);
const golden = [...platformFiles("examples"), ...environments].map((file) => ({
  file,
  files: goldenFiles(file),
}));

describe.each(golden)("$file", ({ files }) => {
  test.each(files)("test/golden/$path: `npm run golden` writes it", async ({ path, text }) => {
    await expect(text, COMMAND).toMatchFileSnapshot(join(folder, path));
  });
});

test.each(golden)("the lock file of $file: `npm run golden` writes it", async ({ file }) => {
  const result = loadPlatform(join(ROOT, file));
  if (!result.ok) expect.fail(`${file} does not load.`);
  const lock = newLock(result.loaded, inspect(result.loaded).built.lockEntries());
  // Its entries are what counts; a file without places has none.
  if (result.loaded.lock !== undefined || lock.changed)
    await expect(lock.text, COMMAND).toMatchFileSnapshot(lock.file);
});

test("test/golden holds nothing but the Terraform of the examples", () => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const wanted = golden.flatMap(({ files }) => files.map(({ path }) => path));
  expect(
    found.filter((path) => !wanted.includes(path)),
    "Delete these files",
  ).toEqual([]);
});
