import { run } from "@aks-topology/cli";
import fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { capturedIo } from "./console.js";
import { ROOT, temporaryFolder } from "./files.js";
import { mangled, misfilled } from "./mangle.js";

/** A platform file without its comments: a change in them changes nothing. */
export function uncommented(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
    .replaceAll(/^\s*#.*\n/gm, "")
    .replaceAll(/ +#.*$/gm, "");
}

/** Has mangled copies of a platform file checked: whatever is wrong, it is a problem or an error with a code. */
export async function checkMangled(text: string, { numRuns, seed }: { numRuns: number; seed: number }) {
  const folder = temporaryFolder();
  const file = join(folder, "platform.yaml");
  const seen = { passed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.oneof(mangled(text), misfilled(text)), async (bytes) => {
      writeFileSync(file, bytes);
      const io = capturedIo({}, folder);
      const code = await run(["check", file, "--json"], io);
      expect(io.err()).toBe("");
      expect(io.out()).not.toMatch(/INTERNAL|\n\s+at \S+:\d+:\d+/);
      const document = io.json() as { ok: boolean; problems: { line: number; severity: string }[] };
      expect(code).toBe(document.ok ? 0 : 1);
      expect(document.problems.some(({ severity }) => severity === "error")).toBe(!document.ok);
      for (const { line } of document.problems) expect(line).toBeGreaterThan(0);
      seen[document.ok ? "passed" : "refused"] += 1;
    }),
    { numRuns, seed },
  );
  return seen;
}
