import { run } from "@aks-topology/cli";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

const PAGE = readFileSync(join(ROOT, "docs/changing-a-platform.md"), "utf8");

/** The commands of the page, in its order. */
const COMMANDS = [...PAGE.matchAll(/^```bash\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
  block.trimEnd().split("\n"),
);

test("the commands of the page work on a platform whose firewall changes its tier", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "platform.yaml");
  const example = (name: string): string => join(ROOT, "platform/test/data/changes", name);
  const aksTopology = async (...args: readonly string[]): Promise<readonly [number, string]> => {
    const io = capturedIo();
    const out = ["synth", "diff"].includes(args[0] ?? "") ? ["--out", join(folder, "cdktf.out")] : [];
    const code = await run([...args.map(inFolder), ...out], io);
    return [code, io.out()];
  };
  const inFolder = (word: string): string =>
    /^(platform\.yaml|cdktf\.out|state\.json)$/.test(word) ? join(folder, word) : word;
  copyFileSync(example("10-firewall-tier.before.yaml"), file);
  const [written] = await aksTopology("synth", "platform.yaml");
  expect(written).toBe(0);
  copyFileSync(example("10-firewall-tier.after.yaml"), file);
  writeFileSync(join(folder, "state.json"), JSON.stringify({ values: { root_module: { resources: [] } } }));
  expect(COMMANDS.length).toBeGreaterThan(4);
  for (const command of COMMANDS) {
    const [program, ...args] = command.split(" ");
    expect(program).toBe("aks-topology");
    const [code, text] = await aksTopology(...args);
    // Azure would refuse this change, which the page says.
    expect([command, code]).toEqual([command, args[0] === "diff" ? 1 : 0]);
    if (args[0] === "diff") expect(text).toContain(shownBy(command));
  }
});

/** What the page shows below a command. */
function shownBy(command: string): string {
  const [, shown = ""] = /^```text\n(.*?)^```$/ms.exec(PAGE.slice(PAGE.indexOf(command))) ?? [];
  return shown;
}
