import { run } from "@aks-topology/cli";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { temporaryFolder } from "./support/files.js";

interface Problems {
  readonly problems: readonly { code: string; severity: string; line: number }[];
}

describe("lock files", () => {
  const pools = (...names: readonly string[]): string =>
    [
      "apiVersion: aks-topology/v1",
      "name: contoso",
      "location: westeurope",
      "hub: { addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 } }",
      "spokes:",
      "  shop:",
      "    addressSpace: 10.1.0.0/16",
      "    clusters:",
      "      main:",
      "        network: { plugin: azure-cni-overlay }",
      "        nodePools:",
      ...names.map((name) => `          ${name}: { vmSize: Standard_D4ds_v5, nodes: 3 }`),
      "baseline: relaxed",
    ].join("\n");

  test("are written by synth, and frozen in CI", async () => {
    const folder = temporaryFolder();
    const [file, out] = [join(folder, "platform.yaml"), join(folder, "out")];
    const synth = async (env: Record<string, string>, ...options: readonly string[]): Promise<unknown> => {
      const io = { ...capturedIo(), env };
      const code = await run(["synth", file, "--out", out, "--json", ...options], io);
      const { problems } = io.json() as Problems;
      return [code, problems.map((problem) => [problem.code, problem.severity, problem.line])];
    };
    writeFileSync(file, pools("system"));
    expect(await synth({ TF_BUILD: "True" })).toEqual([0, [["LOCK_MISSING", "warning", 1]]]);
    expect(existsSync(join(folder, "platform.lock.yaml"))).toBe(false);
    expect(await synth({})).toEqual([0, []]);
    writeFileSync(file, pools("system", "work"));
    expect(await synth({ CI: "true" })).toEqual([1, [["LOCK_OUTDATED", "error", 13]]]);
    expect(await synth({}, "--frozen-lockfile")).toEqual([1, [["LOCK_OUTDATED", "error", 13]]]);
    expect(await synth({ CI: "true" }, "--no-frozen-lockfile")).toEqual([0, []]);
    expect(await synth({ CI: "true" })).toEqual([0, []]);
  });

  test("are written, pruned and released by lock", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    const lock = async (...options: readonly string[]): Promise<unknown> => {
      const io = capturedIo();
      const code = await run(["lock", file, "--json", ...options], io);
      return { code, ...(io.json() as object) };
    };
    writeFileSync(file, pools("system", "work"));
    expect(await lock()).toMatchObject({ code: 0, ok: true, changed: true });
    expect(await lock()).toMatchObject({ code: 0, ok: true, changed: false });
    const path = "spokes.shop.clusters.main.nodePools.work";
    writeFileSync(file, pools("system"));
    const released: unknown = expect.arrayContaining([path]);
    expect(await lock()).toMatchObject({ released });
    expect(await lock("--prune")).toMatchObject({ released: [], changed: true });
    expect(await lock("--forget", path)).toMatchObject({ code: 1, error: { code: "UNKNOWN_PATH" } });
    const all: unknown = expect.arrayContaining(["spokes.shop.clusters.main.nodePools.system"]);
    expect(await lock("--forget", "spokes.shop")).toMatchObject({ forgotten: all });
  });

  test("are pruned in CI, where they are there, and in no file that is broken", async () => {
    const folder = temporaryFolder();
    const [file, lockFile] = [join(folder, "platform.yaml"), join(folder, "platform.lock.yaml")];
    const prune = async (env: Record<string, string> = {}): Promise<unknown> => {
      const io = { ...capturedIo(), env };
      const code = await run(["lock", file, "--prune", "--json"], io);
      const { ok, changed, problems } = io.json() as {
        ok: boolean;
        changed: boolean;
        problems: { code: string }[];
      };
      return [code, ok, changed, problems.map((problem) => problem.code)];
    };
    writeFileSync(file, pools("system", "work"));
    expect(await prune()).toEqual([0, true, true, []]);
    const before = readFileSync(lockFile, "utf8");
    expect(before).not.toContain("released");
    writeFileSync(file, pools("system"));
    expect(await prune({ CI: "true" })).toEqual([0, true, true, []]);
    for (const [broken, code] of [
      [`${before}<<<<<<< HEAD\n`, "LOCK_UNREADABLE"],
      [before.replace("lockVersion: 1", "lockVersion: 2"), "LOCK_UNREADABLE"],
      [before.replace(/^( {2}spokes\S+): 10\.1\..*$/m, "$&\n$1: 10.1.9.0/24"), "LOCK_CONFLICT"],
    ] as const) {
      writeFileSync(lockFile, broken);
      expect(await prune()).toEqual([1, false, false, [code]]);
      expect(readFileSync(lockFile, "utf8")).toBe(broken);
    }
  });

  test("are no platform files", async () => {
    const io = capturedIo();
    expect(await run(["check", "platform.lock.yaml", "--json"], io)).toBe(1);
    expect((io.json() as Problems).problems).toMatchObject([{ code: "FILE_UNREADABLE" }]);
  });

  test("merge by union where a platform file is begun", async () => {
    const folder = temporaryFolder();
    const attributes = join(folder, ".gitattributes");
    writeFileSync(attributes, "*.png binary");
    await run(["init", join(folder, "a.yaml")], capturedIo());
    await run(["init", join(folder, "b.yaml")], capturedIo());
    expect(readFileSync(attributes, "utf8")).toBe("*.png binary\n*.lock.yaml merge=union\n");
  });
});
