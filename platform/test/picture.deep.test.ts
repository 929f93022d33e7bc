import { test } from "vitest";
import { EXAMPLES } from "../../test/support/examples.js";
import { expectTruePicture } from "./support/picture-claims.js";

test.each(EXAMPLES)("%s: what readers look for is shown once, and the edges are the paths", (file) => {
  expectTruePicture(file);
});
