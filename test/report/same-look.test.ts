import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/files.js";

function styleOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

// The packages share no code, so that each can be installed alone; the pages are to look alike all the same.
test("the pages of route-sync and of the simulator have the colours of the report", () => {
  const colours = /:root\{.*\n@media\(prefers-color-scheme:dark\).*\n/.exec(
    styleOf("cli/src/report/page-style.ts"),
  )?.[0];
  expect(colours).toBeDefined();
  expect(styleOf("sync-runtime/src/hosts/serve/page-style.ts")).toContain(colours);
  expect(styleOf("simulator/src/server/page-style.ts")).toBe(
    styleOf("sync-runtime/src/hosts/serve/page-style.ts"),
  );
});
