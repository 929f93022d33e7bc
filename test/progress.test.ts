import { run } from "@aks-topology/cli";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withProgress } from "../cli/src/progress.js";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

const FILE = join(ROOT, "examples/two-regions.yaml");
/** What a terminal takes for the end of a line that is erased. */
const ERASE = "\r\u001b[2K";

function terminal(columns = 120, env: Readonly<Record<string, string>> = {}) {
  const io = capturedIo(env, temporaryFolder());
  return { ...io, stderr: { ...io.stderr, isTTY: true, columns } };
}

test("at a terminal the steps of a check replace each other, and are gone when it ends", async () => {
  const io = terminal();
  expect(await run(["check", FILE], withProgress(io))).toBe(0);
  const shown = io.err().split(ERASE);
  expect(shown).toEqual(
    expect.arrayContaining([
      `${FILE}: reading`,
      `${FILE}: spoke 1 of 3`,
      `${FILE}: spoke 3 of 3`,
      `${FILE}: Terraform`,
      `${FILE}: paths`,
    ]),
  );
  expect(shown[0]).toBe("");
  expect(shown.at(-1)).toBe("");
  expect(io.out()).not.toContain("spoke 1 of 3");
});

test("a step fits in a line of the terminal, which is erased before anything else is written", () => {
  const io = terminal(20);
  const { progress, stdout, stderr } = withProgress(io);
  progress("a long name of a file: reading");
  stdout.write("result\n");
  stderr.write("warning\n");
  expect(io.err()).toBe(`${ERASE}a long name of a fi${ERASE}warning\n`);
  expect(io.out()).toBe("result\n");
});

test.each([
  ["in a log", () => capturedIo()],
  ["at a terminal that cannot erase", () => terminal(120, { TERM: "dumb" })],
])("%s a step is a plain line, at most one in a minute", (_, made) => {
  const io = made();
  let now = 0;
  const { progress } = withProgress(io, () => now);
  for (now = 0; now <= 150_000; now += 6_000) progress(`spoke ${now / 6_000} of 25`);
  expect(io.err()).toBe("spoke 10 of 25\nspoke 20 of 25\n");
});
