import { run } from "@aks-topology/cli";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "../support/console.js";
import { temporaryFolder } from "../support/files.js";

const NO_NETWORK = '{ "format_version": "1.0", "values": { "root_module": {} } }';

test.each([
  ["no JSON", "resource {}", "STATE_UNREADABLE"],
  ["other JSON", "{}", "STATE_UNREADABLE"],
  ["a state without a network", NO_NETWORK, "NOTHING_TO_ADOPT"],
])("refuses %s with a code, and writes nothing", async (_, text, code) => {
  const folder = temporaryFolder();
  const [state, out] = [join(folder, "state.json"), join(folder, "platform.yaml")];
  writeFileSync(state, text);
  const io = capturedIo();
  expect(await run(["adopt", "--from", state, "--out", out, "--json"], io)).toBe(1);
  expect(io.json()).toMatchObject({ ok: false, error: { code } });
  expect(readdirSync(folder)).toEqual(["state.json"]);
});
