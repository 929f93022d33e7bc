import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FEATURES, isLockFile, loadPlatform } from "../src/index.js";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));
const platforms = ["", "warned"]
  .flatMap((part) => readdirSync(join(folder, part)).map((name) => join(folder, part, name)))
  .filter((file) => file.endsWith(".yaml") && !isLockFile(file))
  .map((file) => {
    const result = loadPlatform(file);
    if (!result.ok) expect.fail(`${file} does not load.`);
    return result.loaded.platform;
  });

test.each(FEATURES)("an example shows $topic: $name", ({ usedBy }) => {
  expect(platforms.some(usedBy)).toBe(true);
});

test("there are at least fourteen platforms to learn from", () => {
  expect(
    readdirSync(folder).filter((name) => name.endsWith(".yaml") && !isLockFile(name)).length,
  ).toBeGreaterThanOrEqual(14);
});
