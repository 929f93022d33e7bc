import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./support/files.js";

const page = readFileSync(join(ROOT, "docs/reliability.md"), "utf8");

/** Rows of "Promises and their tests": number, promise, tests. */
const rows = (page.split("## Promises and their tests")[1]?.split("\n## ")[0] ?? "")
  .split("\n")
  .map((line) => line.split(" | "))
  .filter((cells) => cells.length === 3 && /^\| [\d–]/.test(cells[0] ?? ""));

const sources = globSync(["*/test/**/*.test.ts", "test/**/*.test.ts"], { cwd: ROOT })
  .filter((file) => !file.includes("node_modules") && !file.endsWith("reliability.test.ts"))
  .map((file) => readFileSync(join(ROOT, file), "utf8"))
  .join("\n");

test("docs/reliability.md names tests for every promise, in order", () => {
  const numbers = rows
    .map(([number = ""]) => number.replaceAll(/[| ]/g, ""))
    .filter((number) => number !== "–");
  expect(numbers).toEqual(Array.from({ length: 21 }, (_, index) => String(index + 1)));
  for (const [, promise, tests] of rows) expect(tests, promise).toMatch(/`.+`/);
});

test("docs/reliability.md names tests that there are", () => {
  const named = rows.flatMap(([, , tests = ""]) =>
    [...tests.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((name) => !sources.includes(`"${name}"`) && !sources.includes(`\`${name}\``))).toEqual(
    [],
  );
});
