import { run } from "@aks-topology/cli";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Console } from "../sync-runtime/test/support/console.js";
import { COMPLETIONS_FILE, completionsJson } from "../scripts/reference/completions.ts";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

/** What bash completes, for each line that is typed as far as its last word. */
function completed(script: string, ...lines: readonly (readonly string[])[]): readonly string[] {
  const asked = lines.map((words) => {
    const typed = words.map((word) => `'${word}'`).join(" ");
    const name = `_${(words[0] ?? "").replaceAll("-", "_")}`;
    return `COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; ${name}; echo "\${COMPREPLY[*]}"`;
  });
  const stdout = execFileSync("bash", ["-c", [script, ...asked].join("\n")], {
    cwd: temporaryFolder(),
    encoding: "utf8",
  });
  return stdout.trimEnd().split("\n");
}

test("bash completes commands, options and their values", async () => {
  const io = capturedIo();
  expect(await run(["completion", "bash"], io)).toBe(0);
  const lines = completed(
    io.out(),
    ["aks-topology", "ch"],
    ["aks-topology", "check", "--output", "s"],
    ["aks-topology", "diff", "--fail"],
    ["aks-topology", "completion", ""],
  );
  expect(lines).toEqual(["check", "sarif", "--fail-on", "--help bash zsh fish"]);
});

test("bash completes those of route-sync", async () => {
  const { exitCode, stdout } = await new Console().run("completion", "bash");
  expect(exitCode).toBe(0);
  const lines = completed(
    stdout,
    ["route-sync", "wa"],
    ["route-sync", "plan", "--cloud", "us"],
    ["route-sync", "apply", "--allow"],
  );
  expect(lines).toEqual(["watch", "usgovernment", "--allow-empty --allow-removals"]);
});

test("completion of route-sync is of all its options: `npm run docs` writes it", () => {
  expect(readFileSync(join(ROOT, COMPLETIONS_FILE), "utf8")).toBe(completionsJson());
});

test("fish completes the same, and zsh by bash's", async () => {
  const [fish, zsh] = [capturedIo(), capturedIo()];
  await run(["completion", "fish"], fish);
  await run(["completion", "zsh"], zsh);
  expect(fish.out()).toContain(
    "-n '__fish_seen_subcommand_from check' -l output -x -a 'text json sarif github'",
  );
  expect(fish.out()).not.toMatch(/(?<!\\)'[^']*(?<!\\)'s /);
  expect(zsh.out()).toMatch(/^autoload .*bashcompinit/);
  const unknown = capturedIo();
  expect(await run(["completion", "tcsh"], unknown)).toBe(1);
});
