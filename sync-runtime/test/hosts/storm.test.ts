import { test } from "vitest";
import { storm } from "./storm.js";

test("10,000 tag-only writes in ten minutes cost serve one read a pause", { timeout: 120_000 }, async () => {
  await storm("serve");
});
