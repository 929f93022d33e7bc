import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT, temporaryFolder } from "../support/files.js";

interface Step {
  readonly name?: string;
  readonly run?: string;
}

interface Workflow {
  readonly jobs: { readonly plan: { readonly steps: readonly Step[] } };
}

test("a pull request shows what it replaces compared with its base", () => {
  const text = readFileSync(join(ROOT, "examples/pipelines/github-actions.yml"), "utf8");
  const { steps } = (parse(text) as Workflow).jobs.plan;
  const script = steps.find(({ name }) => name === "Compare")?.run ?? "";
  const folder = temporaryFolder();
  const example = (name: string): string =>
    join(ROOT, "platform/test/data/changes", `11-private-api.${name}.yaml`);
  mkdirSync(join(folder, "base"));
  copyFileSync(example("before"), join(folder, "base/prod.yaml"));
  copyFileSync(example("after"), join(folder, "prod.yaml"));
  copyFileSync(example("after"), join(folder, "new.yaml"));
  const npx = join(folder, "npx");
  const command = join(ROOT, "cli/bin/aks-topology.mjs");
  writeFileSync(npx, `#!/bin/sh\nshift\nexec "${process.execPath}" "${command}" "$@"\n`);
  chmodSync(npx, 0o755);
  execFileSync("bash", ["-e", "-o", "pipefail"], {
    cwd: folder,
    input: script,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`,
      ENVIRONMENTS: "prod new",
      RUNNER_TEMP: folder,
      CI: "true",
    },
  });
  const shown = (name: string): string => readFileSync(join(folder, `${name}.diff`), "utf8");
  expect(shown("prod")).toContain("cluster shop/main is replaced: workloads and their addresses are lost");
  expect(shown("new")).toMatch(/^\d+ to create\.$/m);
});
