import { inspect, loadPlatform, newLock } from "@aks-topology/platform";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { platformFiles, ROOT } from "./support/files.js";
import { goldenFiles, type GoldenFile } from "./support/golden.js";

const folder = join(ROOT, "test/golden");
const COMMAND = "If the difference is intended, `npm run golden` writes it";

const environments = ["dev", "prod"].map((name) => `examples/environments/${name}.yaml`);
const EXAMPLES = [...platformFiles("examples"), ...environments];
/** What no example has: second instances, rare combinations, and neighbours of other teams. */
const PLATFORMS = ["test/invariants/platforms", "test/data/platforms"].flatMap(platformFiles);

const written = new Map<string, readonly GoldenFile[]>();

/** The golden files of a platform file, written once. */
function filesOf(example: string): readonly GoldenFile[] {
  const files = written.get(example) ?? goldenFiles(example);
  written.set(example, files);
  return files;
}

test.each([...EXAMPLES, ...PLATFORMS])(
  "the Terraform and manifests of %s: `npm run golden` writes them",
  async (example) => {
    for (const { path, text } of filesOf(example))
      await expect.soft(text, `${path}: ${COMMAND}`).toMatchFileSnapshot(join(folder, path));
  },
);

test.each(EXAMPLES)("the lock file of %s: `npm run golden` writes it", async (file) => {
  const result = loadPlatform(join(ROOT, file));
  if (!result.ok) expect.fail(`${file} does not load.`);
  const lock = newLock(result.loaded, inspect(result.loaded).built.lockEntries());
  // Its entries are what counts; a file without places has none.
  if (result.loaded.lock !== undefined || lock.changed)
    await expect(lock.text, COMMAND).toMatchFileSnapshot(lock.file);
});

test("test/golden holds nothing but the Terraform and manifests of these files", () => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const wanted = [...EXAMPLES, ...PLATFORMS].flatMap((example) => filesOf(example).map(({ path }) => path));
  expect(
    found.filter((path) => !wanted.includes(path)),
    "Delete these files",
  ).toEqual([]);
});
