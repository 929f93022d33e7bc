import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { run } from "@aks-topology/cli";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";
import { inherited } from "./support/process.js";

test("check --watch checks again whenever the file changes, also after it was gone, and ends with Ctrl+C", async () => {
  const file = join(temporaryFolder(), "platform.yaml");
  copyFileSync(join(ROOT, "examples/kubenet-agic.yaml"), file);
  const shim = join(ROOT, "cli/bin/aks-topology.mjs");
  const watching = spawn(process.execPath, [shim, "check", file, "--watch", "--quiet"], { env: inherited() });
  onTestFinished(() => void watching.kill("SIGKILL"));
  let seen = "";
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!seen.includes(text)) return;
        seen = seen.slice(seen.indexOf(text) + text.length);
        watching.stdout.off("data", look);
        resolve();
      };
      watching.stdout.on("data", look);
      watching.once("exit", () => {
        reject(new Error(`ended without "${text}": ${seen}`));
      });
      look();
    });
  watching.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
  watching.stderr.setEncoding("utf8").on("data", (text: string) => (seen += text));
  await until("Ctrl+C ends it.");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("plugin: kubenet", "plugin: kubnet"));
  await until("INVALID_VALUE");
  rmSync(file);
  await until("FILE_UNREADABLE");
  writeFileSync(file, text);
  await until("KUBENET_RETIRES");
  const ended = new Promise((resolve) => watching.once("exit", resolve));
  watching.kill("SIGINT");
  expect(await ended).toBe(0);
});

test.each([
  [["-", "--watch"], "standard input"],
  [["platform.yaml", "--watch", "--json"], "prints text alone"],
])("check %j is refused", async (args, words) => {
  const io = capturedIo();
  expect(await run(["check", ...args], io)).toBe(1);
  expect(io.err() + io.out()).toContain(words);
});
