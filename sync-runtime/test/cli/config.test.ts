import { describe, expect, test } from "vitest";
import { Console } from "../support/console.js";
import type { Document } from "../support/console.js";
import { mirrorConfig, tableId } from "../support/fleet.js";

async function refusal(text: string, ...options: string[]): Promise<Document & { exitCode: number }> {
  const console = new Console();
  const config = await console.file("mirrors.yaml", text);
  const { exitCode, stdout } = await console.run("plan", "--config", config, "--json", ...options);
  return { ...(JSON.parse(stdout) as Document), exitCode };
}

describe("the configuration", () => {
  test("every problem at once, each with its line", async () => {
    const { exitCode, mirrors, error, problems } = await refusal(`mirrors:
  - name: shop
    source: { id: not-an-id }
    target: { id: ${tableId("gateway")} }
    podCidrs:
      - 10.244.0.0/16
      - nonsense
      - 0.0.0.0/0
    colour: blue
    guards: { maxRemovalPercent: 101 }
`);
    expect(exitCode).toBe(1);
    expect(mirrors).toEqual([]);
    expect(error).toMatchObject({ code: "CONFIG_INVALID", whose: "config" });
    const places = problems?.map(({ path, line }) => `${path}:${line}`).sort();
    expect(places).toEqual([
      "mirrors[0].colour:9",
      "mirrors[0].guards.maxRemovalPercent:10",
      "mirrors[0].podCidrs[1]:7",
      "mirrors[0].podCidrs[2]:8",
      "mirrors[0].source.id:3",
    ]);
  });

  test.each([
    [
      "the same table as source and target",
      [mirrorConfig({ target: { id: tableId("AKS") } })],
      "SOURCE_IS_TARGET",
    ],
    [
      "a table that is source of one and target of another",
      [
        mirrorConfig(),
        mirrorConfig({ name: "back", source: { id: tableId("other") }, target: { id: tableId("aks") } }),
      ],
      "SOURCE_IS_TARGET",
    ],
    [
      "a target in the node resource group of a source",
      [
        mirrorConfig({
          source: {
            nodeResourceGroup: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/RG",
          },
        }),
      ],
      "SOURCE_IS_TARGET",
    ],
    [
      "overlapping pod CIDRs in one target",
      [
        mirrorConfig(),
        mirrorConfig({ name: "web", source: { id: tableId("aks-2") }, podCidrs: ["10.244.128.0/17"] }),
      ],
      "POD_CIDRS_OVERLAP",
    ],
    [
      "one name twice",
      [mirrorConfig(), mirrorConfig({ target: { id: tableId("gateway-2") } })],
      "MIRROR_NAME_TWICE",
    ],
  ])("%s is a contradiction", async (_, mirrors, code) => {
    const { exitCode, problems } = await new Console().json("apply", [], ...mirrors);
    expect(exitCode).toBe(1);
    expect(problems?.map((problem) => problem.code)).toContain(code);
  });

  test("overlapping pod CIDRs in different targets are none", async () => {
    const other = mirrorConfig({
      name: "web",
      source: { id: tableId("aks-2") },
      target: { id: tableId("gateway-2") },
    });
    expect((await new Console().json("plan", [], mirrorConfig(), other)).error).toBeUndefined();
  });

  test("what is no YAML has its line", async () => {
    expect(await refusal("mirrors:\n  - name: [\n")).toMatchObject({
      exitCode: 1,
      problems: [{ code: "SYNTAX" }],
    });
  });

  test.each<[string, string[], string]>([
    ["a file that is not there", ["plan", "--config", "/nowhere/at-all.yaml"], "CONFIG_UNREADABLE"],
    ["no --config", ["plan"], "USAGE"],
    ["an unknown command", ["frobnicate"], "USAGE"],
    ["an http endpoint", ["plan", "--config", "x", "--endpoint", "http://localhost"], "USAGE"],
  ])("%s: exit 1, one JSON document", async (_, args, code) => {
    const { exitCode, stdout } = await new Console().run(...args, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ mirrors: [], error: { code, whose: "config" } });
  });

  test("a mirror that does not exist", async () => {
    expect(await new Console().json("plan", ["--mirror", "nope"])).toMatchObject({
      exitCode: 1,
      error: { code: "MIRROR_UNKNOWN" },
    });
  });

  test("people read it on standard error, without a stack trace", async () => {
    const { stdout, stderr } = await new Console().run("plan", "--config", "/nowhere.yaml");
    expect(stdout).toBe("");
    expect(stderr).toContain("CONFIG_UNREADABLE");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
