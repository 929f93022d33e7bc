import { run } from "@aks-topology/cli";
import { loadPlatform } from "@aks-topology/platform";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, parse, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

const REFERENCE = "examples/kubenet-agic.yaml";

describe("init", () => {
  test("every preset is a platform file without an error", async () => {
    const io = capturedIo();
    await run(["init", "--preset", "list", "--json"], io);
    const { presets } = io.json() as { presets: { name: string; summary: string }[] };
    expect(presets.length).toBeGreaterThan(1);
    for (const { name, summary } of presets) {
      const file = join(temporaryFolder(), "platform.yaml");
      expect(summary).not.toBe("");
      expect(await run(["init", file, "--preset", name], capturedIo())).toBe(0);
      expect(await run(["check", file], capturedIo())).toBe(0);
    }
  });

  test("begins with the reference, with the newest baseline in place of relaxed", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    await run(["init", file], capturedIo());
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^baseline: \d{4}-\d{2}$/m);
    writeFileSync(file, text.replace(/^baseline: .*$/m, "baseline: relaxed"));
    const read = (path: string): unknown => {
      const result = loadPlatform(path);
      return result.ok ? result.loaded.platform : result.problems;
    };
    expect(read(file)).toEqual(read(join(ROOT, REFERENCE)));
  });

  test("asks at a terminal, until the answers are valid", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    const answers = ["9", "minimal", "Bad Name", "acme", "West Europe", ""];
    const asked: string[] = [];
    const io = {
      ...capturedIo(),
      ask: (question: string): Promise<string> => {
        asked.push(question);
        return Promise.resolve(answers.shift() ?? expect.fail("asked too often"));
      },
    };
    expect(await run(["init", file], io)).toBe(0);
    expect(asked).toHaveLength(6);
    expect(io.out()).toContain("Answer with a number");
    expect(io.out()).toContain("Did you mean westeurope?");
    expect(readFileSync(file, "utf8")).toMatch(/^name: acme\nlocation: westeurope$/m);
    expect(await run(["check", file], capturedIo())).toBe(0);
    const preset = { ...io, ask: (): Promise<string> => expect.fail("asked") };
    expect(await run(["init", file, "--force", "--preset", "minimal"], preset)).toBe(0);
  });

  test("names the JSON Schema of the package for editors, where both are in one project", async () => {
    const file = join(temporaryFolder(), "deeper.yaml");
    for (const preset of ["kubenet-agic", "minimal"]) {
      await run(["init", file, "--preset", preset, "--force"], capturedIo({}, parse(ROOT).root));
      const [summary = "", second = ""] = readFileSync(file, "utf8").split("\n");
      expect(summary).toMatch(/^# \w/);
      const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(second)?.[1] ?? "";
      const schema = JSON.parse(readFileSync(resolve(dirname(file), path), "utf8")) as { title: string };
      expect(schema.title).toBe("aks-topology platform file");
      expect(await run(["check", file], capturedIo())).toBe(0);
    }
    await run(["init", file, "--preset", "minimal", "--force"], capturedIo());
    expect(readFileSync(file, "utf8")).not.toContain("$schema");
  });

  test("replaces no file without --force", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    writeFileSync(file, "mine\n");
    const io = capturedIo();
    expect(await run(["init", file], io)).toBe(1);
    expect(io.err()).toContain("--force");
    expect(readFileSync(file, "utf8")).toBe("mine\n");
    expect(await run(["init", file, "--force"], capturedIo())).toBe(0);
    expect(readFileSync(file, "utf8")).not.toBe("mine\n");
  });
});
