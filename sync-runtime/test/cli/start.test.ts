import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";

const bin = fileURLToPath(new URL("../../bin/route-sync.mjs", import.meta.url));

const spy = new URL("../support/loaded-packages.mjs", import.meta.url).href;

describe("the command starts with what it uses", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "route-sync-start-"));
    await writeFile(join(folder, "mirrors.json"), JSON.stringify({ mirrors: [mirrorConfig()] }));
    await writeFile(join(folder, "source.json"), JSON.stringify(tableBody(tableId("aks"), [node(1)])));
    await writeFile(join(folder, "target.json"), JSON.stringify(tableBody(tableId("gateway"), [])));
  });
  afterAll(() => rm(folder, { recursive: true }));

  function start(...args: readonly string[]): { status: number | null; stdout: string; packages: string[] } {
    const spied = ["--import", spy, bin, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, spied, { cwd: folder, encoding: "utf8" });
    return { status, stdout, packages: JSON.parse(stderr.trim().split("\n").at(-1) ?? "") as string[] };
  }

  test.each([
    ["help", ["--help"], 0],
    ["the help of a command", ["apply", "--help"], 0],
    ["the version", ["--version"], 0],
    ["an unknown option", ["--nonsense"], 1],
    ["an unknown option, as JSON", ["plan", "--nonsense", "--json"], 1],
    ["a missing option", ["plan"], 1],
    ["no command at all", [], 1],
  ])("%s: the definition of the command line alone", (_, args, code) => {
    const { status, packages } = start(...args);
    expect(status).toBe(code);
    expect(packages.filter((name) => name !== "commander")).toEqual([]);
  });

  test("a plan from files: no Azure SDK, no logger, nothing of a live view", () => {
    const files = ["--source-file", "source.json", "--target-file", "target.json"];
    const { status, stdout, packages } = start("plan", "--config", "mirrors.json", ...files);
    expect(status).toBe(0);
    expect(stdout).toContain("shop  changes  +1");
    expect(
      packages.filter((name) => /^@azure|^pino$|^log-update$|^@opentelemetry|^jose$/.test(name)),
    ).toEqual([]);
  });

  test("--version prints the package's version, and nothing else", () => {
    expect(start("--version")).toMatchObject({ status: 0, stdout: `${manifest.version}\n` });
  });
});
