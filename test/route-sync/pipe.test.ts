import { once } from "node:events";
import { expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { startNode } from "../support/simulator-process.js";
import { join } from "node:path";

test("a command whose output is closed ends without a message", async () => {
  const child = startNode([join(ROOT, "sync-runtime/bin/route-sync.mjs"), "plan", "--help"]);
  child.stdout.destroy();
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  expect([code, said]).toEqual([0, ""]);
});
