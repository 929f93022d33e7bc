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
