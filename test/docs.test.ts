import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAGES } from "../scripts/reference/pages.ts";
import { ROOT } from "./support/files.js";

test.each(PAGES)("docs/reference/$file is what the code says: `npm run docs` writes it", ({ file, text }) => {
  expect(readFileSync(join(ROOT, "docs/reference", file), "utf8")).toBe(text());
});
