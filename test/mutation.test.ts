import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { JUDGED_FOLDERS, judgesOf, testsOf } from "../scripts/mutation/judges.ts";
import { instrument } from "../scripts/mutation/mutants.ts";
import { drawSample, shareInterval } from "../scripts/mutation/sample.ts";
import { ROOT, temporaryFolder } from "./support/files.js";

const TEN = Array.from({ length: 10 }, (_, index) => index);

test("a sample has its size and no member twice", () => {
  const sample = drawSample(TEN, 4, 1);
  expect(new Set(sample).size).toBe(4);
  expect(TEN).toEqual(expect.arrayContaining([...sample]));
});

test("a sample larger than the list is the list", () => {
  expect(drawSample(TEN, 99, 1).toSorted((a, b) => a - b)).toEqual(TEN);
});

test("a seed draws the same sample again, another seed another", () => {
  expect(drawSample(TEN, 5, 7)).toEqual(drawSample(TEN, 5, 7));
  expect(drawSample(TEN, 5, 7)).not.toEqual(drawSample(TEN, 5, 8));
});

test("each member is drawn equally often", () => {
  const counts = TEN.map(() => 0);
  for (let seed = 0; seed < 5000; seed++) {
    for (const member of drawSample(TEN, 2, seed)) counts[member] = (counts[member] ?? 0) + 1;
  }
  // 1000 are expected; the standard deviation is 28.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(140);
});

// As R's prop.test(hits, size, correct = FALSE).
test.each([
  [81, 263, 0.2553, 0.3662],
  [9, 10, 0.5958, 0.9821],
  [10, 10, 0.7225, 1],
  [0, 10, 0, 0.2775],
])("%i of %i: the share is between %d and %d", (hits, size, low, high) => {
  const interval = shareInterval(hits, size);
  expect(interval[0]).toBeCloseTo(low, 3);
  expect(interval[1]).toBeCloseTo(high, 3);
});

test("values and conditions are mutated, readable text and addresses of sources are not", async () => {
  const file = join(temporaryFolder(), "rule.ts");
  const rule = `{ message: "Too small.", source: "https://example.com/limits", tier: "Basic" }`;
  writeFileSync(file, `export const RULE = ${rule};\nexport const small = (size: number) => size < 3;\n`);
  const { mutants, code } = await instrument([file]);
  const changes = mutants.map(({ label }) => label.replace(/^.*?:\d+:\d+ /, ""));
  expect(changes).toContain("EqualityOperator: size < 3 -> size <= 3");
  expect(changes.filter((change) => change.startsWith("StringLiteral"))).toEqual([
    'StringLiteral: "Basic" -> ""',
  ]);
  expect(code[file]).toContain("size <= 3");
});

describe("the tests that judge a folder", () => {
  const files = (path: string): readonly string[] => judgesOf(path).map(({ file }) => relative(ROOT, file));

  test.each(JUDGED_FOLDERS)("are there: %s", (folder) => {
    expect(existsSync(join(ROOT, folder))).toBe(true);
    expect(files(folder)).not.toEqual([]);
    expect(files(`${folder}/part.ts`)).toEqual(files(folder));
  });

  test("are each read once, and those of the nearest folder where none are named", () => {
    expect(testsOf(["test/mutation.test.ts#^a sample", "test/mutation.*.ts"])).toEqual([
      { file: import.meta.filename, matching: "^a sample" },
    ]);
    expect(files("constructs/src/monitor/alarms.ts")).toEqual(["constructs/test/monitor/alarms.test.ts"]);
    expect(files("constructs/src/index.ts")).toContain("constructs/test/defaults.test.ts");
  });
});
