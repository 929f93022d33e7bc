import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ELSEWHERE, STEPS } from "../steps.ts";

const spec = readFileSync(join(import.meta.dirname, "../../simulator/SPEC.md"), "utf8");

const rows = spec
  .split("\n")
  .filter((line) => /^\| (?!behaviour|---)/.test(line))
  .map((line) => line.slice(2).split(" | "))
  .map(([behaviour = "", source = ""]) => ({ behaviour: behaviour.trim(), source: source.trim() }));

/** A row is inferred when its source says so, for all of it ("i") or a part ("code i"), or the row itself does. */
const inferred = rows.filter(
  ({ behaviour, source }) => /(^|[\s,*])i($|[\s,*])/.test(source) || /\(codes? i\)|\bis i\b/.test(behaviour),
);

const settled = STEPS.flatMap(({ settles }) => settles);

test("every inferred row of SPEC.md is settled by a step, or said to need something else", () => {
  expect(inferred.length).toBeGreaterThan(8);
  const known = [...settled, ...Object.keys(ELSEWHERE)];
  const open = inferred.filter(({ behaviour }) => !known.some((start) => behaviour.startsWith(start)));
  expect(open.map(({ behaviour }) => behaviour)).toEqual([]);
});

test("every row that a step names is one row of SPEC.md", () => {
  const counts = [...settled, ...Object.keys(ELSEWHERE)].map(
    (start) => [start, rows.filter(({ behaviour }) => behaviour.startsWith(start)).length] as const,
  );
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});
