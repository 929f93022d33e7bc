import { loadPlatform, synthesize } from "@aks-topology/platform";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT, temporaryFolder, treeOf } from "./support/files.js";
import { runNode } from "./support/process.js";

const MAIN = join(ROOT, "dist/main.js");
const SHIM = join(ROOT, "cli/bin/aks-topology.mjs");
const CDKTF = join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js");
const REFERENCE = "examples/kubenet-agic.yaml";

describe("the files of `cdktf synth` and of `npm run synth`", () => {
  // Two processes each: one file of one subscription, one of several.
  test.each([REFERENCE, "examples/two-subscriptions.yaml"])("are the same for %s", async (file) => {
    const [app, command] = [temporaryFolder(), temporaryFolder()];
    const byApp = await runNode([MAIN], { env: { AKS_TOPOLOGY_FILE: file, CDKTF_OUTDIR: app } });
    const byCommand = await runNode([SHIM, "synth", "--config", file, "--out", command]);
    expect([byApp.code, byCommand.code]).toEqual([0, 0]);
    expect(Object.keys(treeOf(app))).toContain("manifest.json");
    expect(treeOf(app)).toEqual(treeOf(command));
  });

  test("are the same through CDKTF itself", async () => {
    const [cdktf, command] = [temporaryFolder(), temporaryFolder()];
    const env = { CHECKPOINT_DISABLE: "1", CI: "1", PATH: pathWithNode() };
    const byCdktf = await runNode([CDKTF, "synth", "--output", cdktf], { env });
    expect(byCdktf.code).toBe(0);
    // Warnings are no errors.
    expect(byCdktf.stdout).toMatch(/^examples\/kubenet-agic\.yaml:\d+:\d+ {2}warning KUBENET_RETIRES/m);
    expect(byCdktf.stdout + byCdktf.stderr).not.toMatch(
      /\[ERROR\].*(KUBENET_RETIRES|SNAT_PORTS_FEW|backend)/,
    );
    await runNode([SHIM, "synth", "--config", REFERENCE, "--out", command]);
    expect(treeOf(join(cdktf, "stacks"))).toEqual(treeOf(join(command, "stacks")));
  });
});

test("the command of CDKTF prints each problem once, and keeps the output of before", async () => {
  const [out, folder] = [temporaryFolder(), temporaryFolder()];
  const file = join(folder, "platform.yaml");
  const reference = readFileSync(join(ROOT, REFERENCE), "utf8");
  const env = { AKS_TOPOLOGY_FILE: file, CHECKPOINT_DISABLE: "1", CI: "1", PATH: pathWithNode() };
  const synth = (): ReturnType<typeof runNode> => runNode([CDKTF, "synth", "--output", out], { env });

  writeFileSync(file, reference);
  await runNode([SHIM, "synth", "--config", file, "--out", out]);
  mkdirSync(join(out, "stacks/of-before"));
  writeFileSync(join(out, "stacks/of-before/terraform.tfstate"), "{}");
  const before = treeOf(join(out, "stacks"));
  writeFileSync(file, reference.replace("10.1.0.0/16", "10.1.0.0/99"));
  const { code, stdout, stderr } = await synth();
  const printed = stdout + stderr;
  expect(code).toBe(1);
  expect(printed.match(/INVALID_CIDR/g)).toHaveLength(1);
  expect(printed).toContain(
    "    Write a range such as 10.1.0.0/16.\nERROR [aks-topology]: Nothing was written.",
  );
  expect(printed).not.toContain("Command output");
  expect(treeOf(join(out, "stacks"))).toEqual(before);
});

describe("the entry of cdktf", () => {
  const run = (text: string, env: Readonly<Record<string, string>> = {}) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "platform.yaml"), text);
    return runNode([MAIN], { cwd: folder, env: { AKS_TOPOLOGY_FILE: "platform.yaml", ...env } });
  };
  const reference = readFileSync(join(ROOT, REFERENCE), "utf8");

  test("warns where no backend is named, and only there", async () => {
    expect((await run(reference)).stderr).toContain("has no backend");
    expect((await run(`${reference}\nbackend: { type: local }\n`)).stderr).not.toContain("has no backend");
  });

  test("refuses a broken file with its problems and no stack trace", async () => {
    const { code, stderr } = await run(reference.replace("10.1.0.0/16", "10.1.0.0/99"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^platform\.yaml:\d+:\d+ {2}error INVALID_CIDR/m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("refuses to write HCL", async () => {
    const { code, stderr } = await run(reference, { SYNTH_HCL_OUTPUT: "true" });
    expect(code).toBe(1);
    expect(stderr).toContain("--hcl");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

// `test/golden.test.ts` synthesizes all examples in folders of other names.
describe("the same file in two folders", () => {
  const files = [REFERENCE, "examples/two-subscriptions.yaml", "examples/existing-hub.yaml"];
  test.each(files)("gives the same bytes: %s", (file) => {
    const trees = ["here", "there/and/deeper"].map((place) => {
      const folder = join(temporaryFolder(), place);
      cpSync(join(ROOT, file), join(folder, "platform.yaml"));
      const result = loadPlatform(join(folder, "platform.yaml"));
      if (!result.ok) throw new Error("the example does not load");
      synthesize(result.loaded, join(folder, "cdktf.out"));
      return treeOf(join(folder, "cdktf.out"));
    });
    expect(trees[0]).toEqual(trees[1]);
  });

  test("names no folder of this machine", () => {
    const out = temporaryFolder();
    const result = loadPlatform(join(ROOT, REFERENCE));
    if (!result.ok) throw new Error("the reference does not load");
    for (const { file } of synthesize(result.loaded, out).stacks) {
      const text = readFileSync(file, "utf8");
      expect(text).not.toContain(out);
      expect(text).not.toContain(ROOT);
    }
  });
});

test("a second synth replaces the Terraform and keeps the state next to it", () => {
  const out = temporaryFolder();
  const result = loadPlatform(join(ROOT, REFERENCE));
  if (!result.ok) throw new Error("the reference does not load");
  const [stack] = synthesize(result.loaded, out).stacks;
  const state = join(stack!.file, "../terraform.tfstate");
  writeFileSync(state, "{}");
  writeFileSync(stack!.file, "{}");
  synthesize(result.loaded, out);
  expect(existsSync(state)).toBe(true);
  expect(readFileSync(stack!.file, "utf8").length).toBeGreaterThan(10_000);
});

/** CDKTF starts the app through npm, which must find the Node that these tests run on. */
function pathWithNode(): string {
  return [join(process.execPath, ".."), process.env["PATH"] ?? ""].join(
    process.platform === "win32" ? ";" : ":",
  );
}
