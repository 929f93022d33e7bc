import { run } from "@aks-topology/cli";
import { describe, expect, test } from "vitest";
import { Console } from "../sync-runtime/test/support/console.js";
import { capturedIo } from "./support/console.js";

type Help = (...args: readonly string[]) => Promise<string>;

const PROGRAMS: Readonly<Record<string, Help>> = {
  "aks-topology": async (...args) => {
    const io = capturedIo();
    await run([...args, "--help"], io);
    return io.out();
  },
  "route-sync": async (...args) => (await new Console().run(...args, "--help")).stdout,
};

/** Names of the commands that a help lists. */
function commandsIn(help: string): readonly string[] {
  const listed = help.slice(help.indexOf("display help for command") + "display help for command".length);
  return [...listed.matchAll(/^ {2}([a-z-]+) /gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "help");
}

describe.each(Object.entries(PROGRAMS))("the help of %s", (program, help) => {
  test("has an example of each command, whose options are options of it", async () => {
    const commands = commandsIn(await help());
    expect(commands.length).toBeGreaterThan(6);
    for (const command of commands) {
      const [options = "", examples = ""] = (await help(command)).split("\nExamples:\n");
      const typed = [...examples.replaceAll("\\\n", "").matchAll(/^ {2}(?!#)(.+)$/gm)].map(
        ([, line = ""]) => line,
      );
      expect(typed, command).not.toEqual([]);
      for (const line of typed) {
        expect(line).toMatch(new RegExp(`^${program} ${command}( |$)`));
        for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(options).toContain(option);
      }
    }
  });
});
