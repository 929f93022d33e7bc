import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { SCANNER_RULES } from "./scanners/index.js";

const PAGE = readFileSync(join(ROOT, "docs/scanners.md"), "utf8");

/** The cells of the page's tables, without their heads. */
const rows = PAGE.split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function idsOf(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(", ");
}

test("docs/scanners.md lists each exception with its reason, and no other", () => {
  const exceptions = SCANNER_RULES.flatMap(({ ids, title, except }) =>
    except === undefined ? [] : [[idsOf(ids), title, except.reason]],
  );
  expect(rows.filter((row) => row.length === 3)).toEqual(exceptions);
});

test("docs/scanners.md lists each rule that holds everywhere", () => {
  const held = SCANNER_RULES.filter(({ except }) => except === undefined);
  expect(rows.filter((row) => row.length === 2)).toEqual(held.map(({ ids, title }) => [idsOf(ids), title]));
});

test("a rule has each id once, of the form that its scanner publishes", () => {
  const ids = SCANNER_RULES.flatMap((rule) => rule.ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^(CKV2?_AZURE_\d+|AVD-AZU-\d{4})$/.test(id))).toEqual([]);
});
