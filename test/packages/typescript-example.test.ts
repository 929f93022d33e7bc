import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT, temporaryFolder, treeOf } from "../support/files.js";
import { runNode } from "../support/process.js";

/** What Terraform makes of a stack. Its outputs are the team's own choice, and `//` is CDKTF's note to itself. */
function terraformOf(out: string): Record<string, unknown> {
  const text = readFileSync(join(out, "stacks/contoso/cdk.tf.json"), "utf8");
  const parts = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return Object.fromEntries(parts.filter(([part]) => part !== "//" && part !== "output"));
}

test("the constructs alone become the same Terraform as the platform file", async () => {
  const [program, file] = [temporaryFolder(), temporaryFolder()];
  const example = join(ROOT, "examples/typescript");
  const byProgram = await runNode(["main.ts"], { cwd: example, env: { CDKTF_OUTDIR: program } });
  expect(byProgram).toMatchObject({ code: 0, stderr: "" });
  const shim = join(ROOT, "cli/bin/aks-topology.mjs");
  const byFile = await runNode([shim, "synth", "--config", "examples/kubenet-agic.yaml", "--out", file]);
  expect(byFile.code).toBe(0);
  const terraform = terraformOf(program);
  expect(Object.keys(terraform).sort()).toEqual(["data", "provider", "resource", "terraform"]);
  expect(terraform).toEqual(terraformOf(file));
  const assets = "stacks/contoso/assets";
  expect(treeOf(join(program, assets))).toEqual(treeOf(join(file, assets)));
});
