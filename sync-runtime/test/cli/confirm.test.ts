import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const confirm = new URL("../../dist/hosts/cli/confirm.js", import.meta.url).href;
const ASKS = `
  const { confirm } = await import(${JSON.stringify(confirm)});
  process.stdout.write(String(await confirm("Go on?", new AbortController().signal)));
`;

/** @param typed before the input ends, as Ctrl-D ends it */
async function answered(typed: string): Promise<{ stdout: string; exitCode: unknown }> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", ASKS]);
  let stdout = "";
  child.stdout.on("data", (bytes: Buffer) => (stdout += bytes.toString()));
  child.stdin.end(typed);
  const [exitCode] = (await once(child, "close")) as unknown[];
  return { stdout, exitCode };
}

test.each([
  ["the end of the input", "", "false"],
  ["the end of the input in mid-line", "ye", "false"],
  ["no", "n\n", "false"],
  ["yes", "yes\n", "true"],
  ["y", "Y\n", "true"],
])("%s answers the question", async (_, typed, stdout) => {
  expect(await answered(typed)).toEqual({ stdout, exitCode: 0 });
});
