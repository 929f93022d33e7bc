import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const here = new URL(".", import.meta.url);
const spec = readFileSync(new URL("../SPEC.md", here), "utf8");
const sources = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts") && name !== "spec.test.ts")
  .map((name) => readFileSync(new URL(name, here), "utf8"))
  .join("\n");

/** Rows of the tables: behaviour, source, tests. */
const rows = spec
  .split("\n")
  .filter((line) => /^\| (?!behaviour|---)/.test(line))
  .map((line) => line.split(" | "));

describe("SPEC.md", () => {
  test("every row names a source and a test", () => {
    expect(rows.length).toBeGreaterThan(80);
    for (const row of rows) {
      expect(row, row.join(" | ")).toHaveLength(3);
      expect(row[1]!.trim(), row[0]).not.toBe("");
      expect(row[2], row[0]).toMatch(/`.+`/);
    }
  });

  test("every test that it names exists", () => {
    const named = rows.flatMap((row) =>
      [...(row[2] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    );
    const missing = named.filter(
      (name) => !sources.includes(`"${name}"`) && !sources.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });
});
