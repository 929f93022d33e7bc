import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawPicture, PICTURES } from "../../scripts/reference/pictures.ts";
import { ROOT, temporaryFolder } from "../support/files.js";

test.each(PICTURES)(
  "docs/images/%s.svg is the picture of the example: `npm run docs` writes it",
  async (example) => {
    const folder = temporaryFolder();
    await drawPicture(example, folder);
    const [now, written] = [folder, join(ROOT, "docs/images")].map((place) =>
      readFileSync(join(place, `${example}.svg`), "utf8"),
    );
    expect(now === written, "the picture is stale").toBe(true);
  },
);
