import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { differenceFrom } from "../support/pixels.js";

const NAME = "report-390-light";
const REFERENCE = readFileSync(join(ROOT, "test/pixels", `${NAME}.png`));

/** The reference with a box of another colour. */
function withBox(size: number, by: number): Buffer {
  const image = PNG.sync.read(REFERENCE);
  for (let y = 100; y < 100 + size; y++) {
    for (let x = 100; x < 100 + size; x++) {
      const at = 4 * (y * image.width + x);
      image.data[at] = (image.data[at] ?? 0) - by;
    }
  }
  return PNG.sync.write(image);
}

test("the reference is like itself", () => {
  expect(differenceFrom(NAME, REFERENCE)).toBeUndefined();
});

test("a box, and a colour that is a little different, are found", () => {
  expect(differenceFrom(NAME, withBox(3, 200))).toContain(`${NAME} differs in 9 pixels`);
  expect(differenceFrom(NAME, withBox(10, 12))).toContain(`${NAME} differs in 100 pixels`);
});

test("another size, and an image that there is none of, are found", () => {
  const smaller = PNG.sync.write(new PNG({ width: 10, height: 10 }));
  expect(differenceFrom(NAME, smaller)).toBe(`${NAME} is 10 × 10, not 390 × 844.`);
  expect(differenceFrom("none", REFERENCE)).toContain("`npm run pixels -- --update` writes it");
});
