import { run } from "@aks-topology/cli";
import { JSDOM } from "jsdom";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "../support/console.js";
import { ROOT, temporaryFolder } from "../support/files.js";

const BEFORE = join(ROOT, "examples/kubenet-agic.yaml");

/** The reference example with more nodes, another pool and no route sync. */
function edited(folder: string): string {
  const file = join(folder, "after.yaml");
  const text = readFileSync(BEFORE, "utf8")
    .replace("max: 10", "max: 12")
    .replace(
      /zones: \[1, 2, 3\]\n$/,
      "zones: [1, 2, 3]\n          work: { vmSize: Standard_D4ds_v5, nodes: 3 }\n",
    );
  writeFileSync(file, text);
  writeFileSync(join(folder, "after.lock.yaml"), readFileSync(BEFORE.replace(".yaml", ".lock.yaml"), "utf8"));
  return file;
}

async function drawn(
  file: string,
  against: string,
  ending: string,
): Promise<{ code: number; text: string; err: string }> {
  const out = join(temporaryFolder(), `change.${ending}`);
  const io = capturedIo();
  const code = await run(["diagram", file, "--against", against, "--out", out], io);
  return { code, text: code === 0 ? readFileSync(out, "utf8") : "", err: io.err() };
}

test("what is added and what is changed is marked, by signs and by classes", async () => {
  const { code, text } = await drawn(edited(temporaryFolder()), BEFORE, "svg");
  expect(code).toBe(0);
  const { document } = new JSDOM(text, { contentType: "application/xml" }).window;
  const texts = [...document.querySelectorAll("text")].map(({ textContent }) => textContent);
  expect(texts).toEqual(expect.arrayContaining(["+ main/work", "+ Node pool work", "~ Node pool system"]));
  expect(texts).toContain("main/system");
  const added = [...document.querySelectorAll(".box.added")].map(
    (box) => box.querySelector(".title")?.textContent,
  );
  expect(added).toEqual(["+ main/work"]);
  expect(texts.some((item) => /^\+ added: \d+$/.test(item))).toBe(true);
});

test("what is removed is in a box of its own, and the page lists every change, what costs most first", async () => {
  const { code, text } = await drawn(BEFORE, edited(temporaryFolder()), "html");
  expect(code).toBe(0);
  const { document } = new JSDOM(text).window;
  const removed = [...document.querySelectorAll("svg .box.removed text")].map(
    ({ textContent }) => textContent,
  );
  expect(removed).toEqual(expect.arrayContaining(["− Removed", "− Node pool", "− Subnet"]));
  const changes = document.querySelector("section[aria-labelledby=changes]")?.textContent ?? "";
  expect(changes).toContain("azurerm_kubernetes_cluster_node_pool.shop_main_work");
  expect(changes).toMatch(/ \d+ to update, \d+ to delete\./);
  const actions = [...document.querySelectorAll("section[aria-labelledby=changes] .action")];
  const words = actions.map(({ textContent }) => textContent);
  expect(words.indexOf("update")).toBeGreaterThan(words.lastIndexOf("delete"));
});

test("the same file has no marks, and a folder without output is refused", async () => {
  const { text } = await drawn(BEFORE, BEFORE, "svg");
  expect(text).not.toMatch(/class="[^"]*\b(added|changed|replaced|removed)\b/);
  const { code, err } = await drawn(BEFORE, temporaryFolder(), "svg");
  expect(code).toBe(1);
  expect(err).toContain("no earlier output");
});
