import { run } from "@aks-topology/cli";
import fc from "fast-check";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { capturedIo } from "./support/console.js";
import { platformFiles, ROOT, temporaryFolder } from "./support/files.js";

async function fmt(
  text: string,
  ...args: readonly string[]
): Promise<{ code: number; text: string; out: string }> {
  const folder = temporaryFolder();
  const file = join(folder, "platform.yaml");
  writeFileSync(file, text);
  const io = capturedIo({}, folder);
  const code = await run(["fmt", file, ...args], io);
  expect(readdirSync(folder)).toEqual(["platform.yaml"]);
  return { code, text: readFileSync(file, "utf8"), out: (io.out() + io.err()).replaceAll(`${folder}/`, "") };
}

const UNTIDY = `# The platform.
name:   contoso   # also of its groups
hub: {addressSpace: 10.0.0.0/22,
   firewall: {}}


spokes:
    shop:
        addressSpace: "10.1.0.0/16"
        network: {id: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-shop}
`;

const TIDY = `# The platform.
name: contoso # also of its groups
hub: { addressSpace: 10.0.0.0/22, firewall: {} }

spokes:
  shop:
    addressSpace: "10.1.0.0/16"
    network:
      {
        id: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-shop,
      }
`;

describe("fmt", () => {
  test("writes the canonical layout, and the names of files that changed", async () => {
    expect(await fmt(UNTIDY)).toEqual({ code: 0, text: TIDY, out: "platform.yaml\n" });
    expect(await fmt(TIDY)).toEqual({ code: 0, text: TIDY, out: "" });
  });

  test("with --check writes nothing and leaves with 3", async () => {
    expect(await fmt(UNTIDY, "--check")).toEqual({ code: 3, text: UNTIDY, out: "platform.yaml\n" });
    expect(await fmt(TIDY, "--check")).toEqual({ code: 0, text: TIDY, out: "" });
    const { out } = await fmt(UNTIDY, "--check", "--json");
    expect(JSON.parse(out)).toMatchObject({ ok: true, problems: [], files: [{ changed: true }] });
  });

  test("reads standard input and prints the layout", async () => {
    const io = capturedIo();
    expect(await run(["fmt", "-"], { ...io, readStdin: () => UNTIDY })).toBe(0);
    expect(io.out()).toBe(TIDY);
  });

  test("leaves what is no YAML as it is", async () => {
    const broken = "name: [a\nhub: {}\n";
    const { code, text, out } = await fmt(broken);
    expect([code, text]).toEqual([1, broken]);
    expect(out).toContain("error YAML_SYNTAX");
  });

  test("leaves the files of the project as they are", async () => {
    // Those of route sync have a line per id, however long.
    const files = ["examples", "examples/warned", "cli/presets"]
      .flatMap((folder) => platformFiles(folder))
      .filter((file) => !/route-sync|mirror/.test(file));
    const io = capturedIo();
    expect([await run(["fmt", "--check", ...files], io), io.out(), io.err()]).toEqual([0, "", ""]);
  });

  test("keeps every value and comment of a file whose spaces vary", async () => {
    const space = fc.array(fc.constantFrom(" ", "  ", "   "), { minLength: 40, maxLength: 40 });
    const files = platformFiles("examples")
      .slice(0, 8)
      .map((file) => readFileSync(join(ROOT, file), "utf8"));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), space, async (before, spaces) => {
        let at = 0;
        // Spaces after colons, commas and braces mean nothing.
        const untidy = before.replace(
          /(?<=[\w}]): (?=[\w{[])|(?<=[\w}\]]), (?=\w)/g,
          (mark) => mark.trim() + (spaces[at++ % 40] ?? " "),
        );
        const { text } = await fmt(untidy);
        expect(parse(text)).toEqual(parse(untidy));
        expect(text.match(/# .*$/gm)).toEqual(untidy.match(/# .*$/gm));
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});
