import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { differences } from "../../scripts/cdk-terrain/differences.js";
import { temporaryFolder } from "../support/files.js";

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

const STACK = "stacks/shop/cdk.tf.json";
function stack(version: string, subnet: unknown) {
  return {
    "//": { metadata: { version } },
    resource: { azurerm_subnet: { "shop-nodes": subnet } },
  };
}

test("the version of the tool may differ, and the order of keys", () => {
  const left = folderOf({
    [STACK]: stack("0.21.0", { a: 1, b: [] }),
    "manifest.json": { version: "0.21.0" },
  });
  const right = folderOf({
    [STACK]: stack("0.24.0", { b: [], a: 1 }),
    "manifest.json": { version: "0.24.0" },
  });
  expect(differences(left, right)).toEqual([]);
});

test("any other difference is reported with file and position", () => {
  const left = folderOf({ [STACK]: stack("1", { a: 1, b: [true] }), "a.zip": "one", "gone.txt": "" });
  const right = folderOf({ [STACK]: stack("1", { a: "1", c: null }), "a.zip": "two", "new/x.txt": "" });
  const place = `${STACK}: resource.azurerm_subnet["shop-nodes"]`;
  expect(differences(left, right)).toEqual([
    "a.zip: other bytes",
    `gone.txt: only in ${left}`,
    `new/x.txt: only in ${right}`,
    `${place}.a: 1 became "1"`,
    `${place}.b: [true] became nothing`,
    `${place}.c: nothing became null`,
  ]);
});

test("a list that became an object is no match", () => {
  const left = folderOf({ [STACK]: { data: [] } });
  const right = folderOf({ [STACK]: { data: {} } });
  expect(differences(left, right)).toEqual([`${STACK}: data: [] became {}`]);
});
