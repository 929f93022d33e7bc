import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { table } from "../cli/src/table.js";

const word = fc.stringMatching(/^[a-z][a-z0-9._/-]{0,40}$/);
const cell = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
const sized = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc.record({
    head: fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: columns, maxLength: columns }),
    rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 6 }),
    width: fc.integer({ min: 60, max: 160 }),
  }),
);

function squeezed(text: string): string {
  return text.replaceAll(/\s/g, "");
}

describe("a table", () => {
  test("is no wider than the terminal, and keeps every letter of the columns that it shows", () => {
    fc.assert(
      fc.property(sized, ({ head, rows, width }) => {
        const lines = table(head, rows, { width }).split("\n");
        const [, left = ""] = /… without (.*): --wide/.exec(lines.at(-1) ?? "") ?? [];
        const body = left === "" ? lines : lines.slice(0, -1);
        expect(Math.max(...body.map(({ length }) => length))).toBeLessThanOrEqual(width);
        const shown = head.length - (left === "" ? 0 : left.split(", ").length);
        const letters = (text: string): string => Array.from(squeezed(text)).sort().join("");
        expect(letters(body.join(""))).toBe(
          letters([head, ...rows].map((row) => row.slice(0, shown).join("")).join("")),
        );
      }),
    );
  });

  test("leaves out its last columns where words do not fit, and says so", () => {
    const reason = "a sentence that explains the row at some length";
    const ids = ["a".repeat(30), "b".repeat(30), "c".repeat(30)];
    expect(
      table(["x", "y", "z", "reason"], [[...ids, reason]], { width: 60 })
        .split("\n")
        .at(-1),
    ).toBe("  … without z, reason: --wide shows all columns");
  });

  test("is as wide as it is where there is no terminal", () => {
    const row = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];
    expect(table(["x", "y", "z"], [row])).toContain(row.join("  "));
  });
});
