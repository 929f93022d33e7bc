import { run } from "@aks-topology/cli";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { ROOT } from "./support/files.js";

const CHANGES = join(ROOT, "platform/test/data/changes");
const folder = mkdtempSync(join(tmpdir(), "cli-diff-"));
const [file, out] = [join(folder, "platform.yaml"), join(folder, "out")];
const BEFORE = join(CHANGES, "11-private-api.before.yaml");

interface Document {
  readonly ok: boolean;
  readonly changes: readonly { readonly address: string; readonly action: string }[];
  readonly summary: Readonly<Record<string, number>>;
  readonly against: string | null;
  readonly error?: { readonly code: string };
}

async function diff(...args: readonly string[]): Promise<readonly [number, ReturnType<typeof capturedIo>]> {
  const io = capturedIo();
  return [await run(["diff", file, "--out", out, ...args], io), io];
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("diff", () => {
  beforeAll(async () => {
    copyFileSync(BEFORE, file);
    expect(await run(["synth", file, "--out", out], capturedIo())).toBe(0);
    copyFileSync(join(CHANGES, "11-private-api.after.yaml"), file);
  });

  test("compares with the file's own folder where several were written", async () => {
    const both = join(folder, "both");
    const dev = join(folder, "dev.yaml");
    const prod = join(folder, "prod.yaml");
    const text = readFileSync(BEFORE, "utf8");
    for (const [path, name] of [
      [dev, "dev"],
      [prod, "prod"],
    ] as const)
      writeFileSync(path, text.replace(/^name: .*$/m, `name: ${name}`));
    expect(await run(["synth", dev, prod, "--out", both], capturedIo())).toBe(0);
    const io = capturedIo();
    expect(await run(["diff", dev, "--out", both, "--detailed-exitcode"], io)).toBe(0);
    expect(io.err()).not.toContain("no earlier output");
  });

  test("prints groups with effects, and the summary last", async () => {
    const [code, io] = await diff();
    expect(code).toBe(0);
    const lines = io.out().trimEnd().split("\n");
    expect(lines).toContain("Replaced");
    expect(lines).toContain("  -/+ azurerm_kubernetes_cluster.shop_main");
    expect(lines).toContain("      ! cluster shop/main is replaced: workloads and their addresses are lost");
    expect(lines).toContain("        private_cluster_enabled: false → true  # forces replacement");
    expect(lines.at(-1)).toBe("2 to update, 5 to replace, 1 to delete.");
  });

  test.each([80, 120])("fits %i columns", async (columns) => {
    const io = capturedIo();
    const renamed = join(folder, "renamed.yaml");
    writeFileSync(renamed, readFileSync(file, "utf8").replace(/^ {2}shop:$/m, "  x:\n    was: shop"));
    for (const each of [file, renamed])
      await run(["diff", each, "--out", out], { ...io, stdout: { ...io.stdout, columns } });
    expect(io.out()).toContain("(was azurerm_subnet.shop_gateway_pub)");
    expect(io.out()).toMatch(/^ {6}was azurerm_|^ {4}→ azurerm_subnet_network/m);
    expect(
      io
        .out()
        .split("\n")
        .filter((line) => line.length > columns),
    ).toEqual([]);
  });

  test("prints one document, and writes nothing", async () => {
    const before = readdirSync(folder, { recursive: true }).sort();
    const lock = readFileSync(join(folder, "platform.lock.yaml"), "utf8");
    const [code, io] = await diff("--json");
    expect(code).toBe(0);
    const document = io.json() as Document;
    expect(Object.keys(document)).toEqual(["ok", "problems", "changes", "summary", "manifests", "against"]);
    expect(document).toMatchObject({
      ok: true,
      against: out,
      summary: { create: 0, update: 2, replace: 5, delete: 1, move: 0 },
    });
    expect(document.changes.find(({ action }) => action === "replace")).toMatchObject({
      stack: "contoso",
      address: "azurerm_kubernetes_cluster.shop_main",
      previousAddress: null,
      effect: "cluster shop/main is replaced: workloads and their addresses are lost",
    });
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
    expect(readFileSync(join(folder, "platform.lock.yaml"), "utf8")).toBe(lock);
  });

  test.each<[readonly string[], number]>([
    [["--detailed-exitcode"], 2],
    [["--fail-on", "replace,delete"], 3],
    [["--fail-on", "replace,delete", "--detailed-exitcode"], 3],
    [["--fail-on", "create, move"], 0],
    [["--fail-on", "create", "--detailed-exitcode"], 2],
    [["--fail-on", "destroy"], 1],
    [["--fail-on", ""], 1],
    [["--against", join(folder, "platform.lock.yaml")], 1],
  ])("%j leaves with %i", async (args, code) => {
    const [found] = await diff(...args);
    expect(found).toBe(code);
  });

  test("compares with another platform file", async () => {
    const [, io] = await diff("--json", "--against", BEFORE);
    expect(io.json()).toMatchObject({ ok: true, against: BEFORE, summary: { replace: 5 } });
    const [same, sameIo] = await diff("--detailed-exitcode", "--against", file);
    expect([same, sameIo.out()]).toEqual([0, "No changes.\n"]);
  });

  test("shows everything as created where there is nothing to compare with, which fails with --fail-on", async () => {
    const nothing = join(folder, "nothing");
    const [code, io] = await diff("--against", nothing);
    expect(code).toBe(0);
    expect(io.out()).toMatch(/\n56 to create\.\n$/);
    expect(io.err()).toContain(`${nothing} has no earlier output: everything is created.\n`);
    const [failed, failedIo] = await diff("--against", nothing, "--fail-on", "replace", "--json");
    expect([failed, (failedIo.json() as Document).error?.code]).toEqual([1, "NOTHING_TO_COMPARE"]);
  });

  test("refuses damaged output, which would hide replacements", async () => {
    const damaged = join(folder, "damaged");
    mkdirSync(join(damaged, "stacks", "contoso"), { recursive: true });
    writeFileSync(join(damaged, "stacks", "contoso", "cdk.tf.json"), '{ "resource": {');
    const [code, io] = await diff("--against", damaged, "--fail-on", "replace,delete", "--json");
    expect(code).toBe(1);
    expect(io.json()).toMatchObject({ ok: false, problems: [{ code: "OUTPUT_UNREADABLE" }], changes: [] });
  });

  test("reports the problems of a broken file with their lines", async () => {
    const io = capturedIo();
    expect(await run(["diff", join(ROOT, "examples/broken/allow-everything.yaml"), "--json"], io)).toBe(1);
    expect(io.json()).toMatchObject({ ok: false, changes: [] });
  });

  test("is announced by synth before it writes", async () => {
    const text = capturedIo();
    expect(await run(["synth", file, "--out", out], text)).toBe(0);
    const [first, ...rest] = text.out().split("\n");
    expect(first).toContain("!");
    expect(rest.join("\n")).toContain("cluster shop/main is replaced");
    expect(rest.at(-3)).toBe("2 to update, 5 to replace, 1 to delete.");
    const json = capturedIo();
    copyFileSync(BEFORE, file);
    expect(await run(["synth", file, "--out", out, "--json"], json)).toBe(0);
    expect(json.json()).toMatchObject({ summary: { create: 1, update: 2, replace: 5, delete: 0, move: 0 } });
    expect(json.err()).toContain("cluster shop/main is replaced");
  });
});
