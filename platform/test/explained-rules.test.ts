import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../test/support/files.js";
import { DOCUMENTED } from "../../trace/test/documented/index.js";
import { ALL_RULES } from "../src/index.js";

test("the rules that a path explains exist, and so do the examples, which are not delivered", () => {
  const page = readFileSync(join(ROOT, "trace/SPEC.md"), "utf8");
  const [, section = ""] = /## Rules of `check` that a path explains\n([\s\S]*?)\n## /.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, code = "", title = ""]) => ({
    code,
    title,
  }));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ code }) => !(code in ALL_RULES))).toEqual([]);
  const lost = new Set(
    Object.values(DOCUMENTED)
      .flat()
      .filter(({ verdict }) => verdict !== "delivered")
      .map(({ title }) => title),
  );
  expect(rows.filter(({ title }) => !lost.has(title))).toEqual([]);
});
