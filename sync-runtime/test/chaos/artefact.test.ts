import { readFileSync, rmSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { campaign } from "./campaign.js";
import { mutants } from "./mutants.js";

test("a schedule that fails leaves its seed, its history and its tables", { timeout: 60_000 }, async () => {
  const { failures } = await campaign(1, 8, mutants["unmatched routes ignored"]);
  const [first = ""] = failures;
  const paths = failures.map((failure) => /see (\S+)$/.exec(failure)?.[1] ?? "");
  onTestFinished(() => {
    for (const path of new Set(paths)) rmSync(path);
  });
  const artefact = JSON.parse(readFileSync(paths[0] ?? "", "utf8")) as Record<string, unknown>;
  expect(first).toContain(`replay with CHAOS_SEED=${String(artefact["seed"])}`);
  expect(artefact["violations"]).not.toEqual([]);
  expect(String(artefact["history"])).toMatch(/runtime-\d PUT gateway 200/);
  expect(Object.keys(artefact["tables"] as object).join()).toContain("routeTables/gateway");
});
