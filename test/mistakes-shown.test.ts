import { run } from "@aks-topology/cli";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { temporaryFolder } from "./support/files.js";

const MINIMAL = `apiVersion: aks-topology/v1
name: contoso
location: westeurope
baseline: 2026-11
hub:
  addressSpace: 10.0.0.0/22
  firewall: {}
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    gateways:
      public: {}
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        ingress: { type: agic-addon, gateway: public }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
`;

/** The minimal file with one part replaced, which must be there. */
function edited(part: string, by: string): string {
  expect(MINIMAL).toContain(part);
  return MINIMAL.replace(part, by);
}

function tenfold(name: string): string {
  return `[${Array.from({ length: 10 }, () => `*${name}`).join(", ")}]`;
}

/** What is written by mistake, as the content of a file. */
const MISTAKES: Readonly<Record<string, () => string | Uint8Array>> = {
  "a typo in a key": () => edited("gateways:", "gatways:"),
  "a wrong kind": () => edited("agic-addon", "agic-adon"),
  "a tab": () => edited("    clusters:", "\tclusters:"),
  "a typo in a range": () => edited("10.1.0.0/16", "10.1.0.0/160"),
  "ranges that overlap": () => edited("10.1.0.0/16", "10.0.2.0/24"),
  "a reference to nothing": () => edited("gateway: public", "gateway: pubic"),
  "wrong indentation": () => edited("        nodePools:", "          nodePools:"),
  "a number as text": () => edited("nodes: 3", 'nodes: "3"'),
  "a duplicate key": () => `${MINIMAL}name: again\n`,
  "an empty file": () => "",
  "comments alone": () => "# to be written\n",
  "JSON that lacks keys": () => '{ "apiVersion": "aks-topology/v1", "name": "contoso" }\n',
  "Latin-1": () => Buffer.from(edited("contoso", "caf\u00E9"), "latin1"),
  "UTF-16": () => Buffer.from(`\uFEFF${MINIMAL}`, "utf16le"),
  "more tags than Azure allows": () =>
    `${MINIMAL}tags:\n${Array.from({ length: 20_000 }, (_, i) => `  tag-${i}: x\n`).join("")}`,
  "more pools than a cluster has": () =>
    edited(
      "          system:",
      `${Array.from({ length: 1000 }, (_, i) => `          p${i}: { vmSize: Standard_D4ds_v5, nodes: 3 }\n`).join("")}          system:`,
    ),
  "200,000 keys": () => `${MINIMAL}${Array.from({ length: 200_000 }, (_, i) => `key-${i}: x\n`).join("")}`,
  "aliases of aliases": () =>
    [
      "a: &a [x]",
      ..."bcdefgh".split("").map((name, i) => `${name}: &${name} ${tenfold("abcdefg"[i] ?? "")}`),
    ].join("\n"),
  "20,000 brackets": () => `name: ${"[".repeat(20_000)}\n`,
};

async function shown(content: string | Uint8Array, columns?: number): Promise<string> {
  const folder = temporaryFolder();
  const file = join(folder, "platform.yaml");
  writeFileSync(file, content);
  const io = capturedIo({}, folder);
  await run(["check", file], columns === undefined ? io : { ...io, stdout: { ...io.stdout, columns } });
  expect(io.err()).toBe("");
  return io.out().replaceAll(`${folder}/`, "");
}

test("each typical mistake shows its line, what is wrong, and the remedy", async () => {
  const texts: string[] = [];
  for (const [name, content] of Object.entries(MISTAKES)) texts.push(`== ${name}\n${await shown(content())}`);
  await expect(texts.join("\n")).toMatchFileSnapshot("data/mistakes.txt");
});

test("a folder in the place of a file is one sentence", async () => {
  const io = capturedIo();
  expect(await run(["check", "examples"], io)).toBe(1);
  expect(io.out()).toContain("examples is a folder.\n    Name the file in it.");
});

test("a long line is cut around what is wrong in it, to the width of the terminal", async () => {
  const id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network";
  const flow = `tags: { owner: ${"team ".repeat(30)}, hubId: ${id}, cost: { centre: 7 }, more: ${"text ".repeat(30)} }`;
  const text = await shown(`${MINIMAL}${flow}\n`, 80);
  const [, line = "", mark = ""] = /^( *\d+ \| .*)\n( *\| *\^+)$/m.exec(text) ?? [];
  expect(line.length).toBeLessThanOrEqual(80);
  expect(mark.length).toBeLessThanOrEqual(80);
  expect(line.slice(mark.indexOf("^"))).toMatch(/^cost: \{ centre: 7 \}/);
});

test("a line with a secret is not repeated", async () => {
  const key = "AccountKey=8dVxIAbA9hT0GJp1zRZ3p7Kq0m2n4o6p8q0r2s4t6u8v0w2x4y6z8A==";
  const text = await shown(edited("location: westeurope", `location: "${key}"`));
  expect(text).toContain("platform.yaml:3:11  error");
  expect(text).not.toContain(key);
});
