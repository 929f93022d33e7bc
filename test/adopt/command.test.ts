import { run } from "@aks-topology/cli";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stateOfExample } from "../support/adopted.js";
import { capturedIo } from "../support/console.js";
import { temporaryFolder } from "../support/files.js";

const NO_HUB = JSON.stringify({
  format_version: "1.0",
  values: {
    root_module: {
      resources: stateOfExample("overlay-system-zone").filter(
        ({ type }) => type === "azurerm_kubernetes_cluster",
      ),
    },
  },
});
const NO_NETWORK = '{ "format_version": "1.0", "values": { "root_module": {} } }';

test.each([
  ["no JSON", "resource {}", "STATE_UNREADABLE"],
  ["other JSON", "{}", "STATE_UNREADABLE"],
  [
    "a template",
    JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      resources: [{ type: "Microsoft.Network/virtualNetworks", name: "[parameters('vnet_name')]" }],
    }),
    "STATE_UNREADABLE",
  ],
  ["a state without a network", NO_NETWORK, "NOTHING_TO_ADOPT"],
  ["a state without a hub", NO_HUB, "NOTHING_TO_ADOPT"],
])("refuses %s with a code, and writes nothing", async (_, text, code) => {
  const folder = temporaryFolder();
  const [state, out] = [join(folder, "state.json"), join(folder, "platform.yaml")];
  writeFileSync(state, text);
  const io = capturedIo();
  expect(await run(["adopt", "--from", state, "--out", out, "--json"], io)).toBe(1);
  expect(io.json()).toMatchObject({ ok: false, error: { code } });
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("imports into each of several stacks, since blocks do not cross states", async () => {
  const folder = temporaryFolder();
  const [state, out, part] = ["state.json", "platform.yaml", "part.yaml"].map((name) => join(folder, name));
  if (state === undefined || out === undefined || part === undefined) expect.fail();
  const resources = stateOfExample("overlay-system-zone");
  writeFileSync(state, JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }));
  writeFileSync(part, "stacks: per-spoke\nbackend: { type: local }\n");
  const io = capturedIo();
  await run(["adopt", "--from", state, "--out", out, "--with", part, "--json"], io);
  const document = io.json();
  expect(document).toMatchObject({ ok: true, moved: [], removed: [] });
  const written = readdirSync(folder).filter((name) => name.endsWith(".adopt.tf"));
  expect(written.length).toBeGreaterThan(1);
  expect(document).toMatchObject({ blocks: written.map((name) => join(folder, name)) });
  const imported = written.map((name) => readFileSync(join(folder, name), "utf8"));
  const targets = imported.flatMap((text) => [...text.matchAll(/^ {2}to = (\S+)$/gm)].map(([, to]) => to));
  expect(new Set(targets).size).toBe(targets.length);
  // The hub's stack has the hub's network, the spoke's stack the cluster.
  expect(imported.filter((text) => text.includes("azurerm_virtual_network.hub\n"))).toHaveLength(1);
  expect(imported.filter((text) => text.includes("azurerm_kubernetes_cluster."))).toHaveLength(1);
});
