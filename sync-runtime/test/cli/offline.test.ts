import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonMistake } from "../../src/domain/json-place.js";
import { Console, type Document } from "../support/console.js";
import { mirrorConfig, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}

interface Files {
  readonly source?: object | string;
  readonly target?: object | string;
  readonly mirrors?: readonly object[];
  readonly options?: readonly string[];
}

async function planFiles({
  source,
  target,
  mirrors = [mirrorConfig()],
  options = [],
}: Files): Promise<Document & { exitCode: number }> {
  const console = new Console({ faults: [{ kind: "reset-before" }] });
  const { exitCode, stdout } = await console.run(
    "plan",
    "--config",
    await console.config(...mirrors),
    "--json",
    "--detailed-exitcode",
    "--source-file",
    await console.file("source.json", source ?? tableBody(tableId("aks"), nodes(2))),
    "--target-file",
    await console.file("target.json", target ?? tableBody(tableId("gateway"), [])),
    ...options,
  );
  expect(console.sim.counters.reads).toBe(0);
  return { ...(JSON.parse(stdout) as Document), exitCode };
}

describe("plan from two files", () => {
  test("shows changes without any Azure", async () => {
    expect(await planFiles({})).toMatchObject({
      exitCode: 2,
      mirrors: [{ outcome: "changes", add: { length: 2 }, arm: { reads: 0 } }],
    });
  });

  test("in step: 0", async () => {
    expect(await planFiles({ target: tableBody(tableId("gateway"), nodes(2)) })).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "in-step" }],
    });
  });

  test.each([
    ["Updating", "Succeeded", "held"],
    ["Failed", "Succeeded", "held"],
    ["Succeeded", "Updating", "held"],
    ["Succeeded", "Deleting", "held"],
    ["Succeeded", "Failed", "changes"],
  ])("source %s, target %s: %s", async (source, target, outcome) => {
    const { mirrors } = await planFiles({
      source: tableBody(tableId("aks"), nodes(2), source),
      target: tableBody(tableId("gateway"), [], target),
    });
    expect(mirrors[0]?.outcome).toBe(outcome);
  });

  test("a large removal holds: a file does not get older", async () => {
    expect(await planFiles({ target: tableBody(tableId("gateway"), nodes(12)) })).toMatchObject({
      exitCode: 3,
      mirrors: [{ held: { guard: "LARGE_REMOVAL" }, remove: { length: 10 } }],
    });
  });

  test("the files of another mirror are refused", async () => {
    expect(await planFiles({ source: tableBody(tableId("other"), []) })).toMatchObject({
      exitCode: 1,
      error: { code: "FILE_WRONG_TABLE" },
    });
    expect(await planFiles({ target: tableBody(tableId("aks"), []) })).toMatchObject({
      error: { code: "FILE_WRONG_TABLE" },
    });
  });

  test("ids compare without case", async () => {
    expect(await planFiles({ source: tableBody(tableId("AKS", "RG"), nodes(1)) })).toMatchObject({
      exitCode: 2,
    });
  });

  test("a node resource group must hold the file's table", async () => {
    const managed = mirrorConfig({
      source: {
        nodeResourceGroup: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/mc_x",
      },
    });
    expect(
      await planFiles({ mirrors: [managed], source: tableBody(tableId("any", "MC_X"), nodes(1)) }),
    ).toMatchObject({ exitCode: 2 });
    expect(await planFiles({ mirrors: [managed] })).toMatchObject({ error: { code: "FILE_WRONG_TABLE" } });
  });

  test("several mirrors need --mirror", async () => {
    const mirrors = [mirrorConfig(), mirrorConfig({ name: "web", target: { id: tableId("gateway-2") } })];
    expect(await planFiles({ mirrors })).toMatchObject({ exitCode: 1, error: { code: "MIRROR_REQUIRED" } });
    expect(await planFiles({ mirrors, options: ["--mirror", "shop"] })).toMatchObject({ exitCode: 2 });
  });

  test.each([
    ["not json", "{"],
    ["no table", "{}"],
    ["a list", "[]"],
  ])("%s: TABLE_UNREADABLE", async (_, source) => {
    expect(await planFiles({ source })).toMatchObject({ exitCode: 1, error: { code: "TABLE_UNREADABLE" } });
  });

  test.each([
    ["an end too early", '{\n  "id": "x"\n', "3:1"],
    ["a comma too many", '{\n  "id": "x",\n}', "3:1"],
    ["a word", "nonsense", "1:1"],
    ["a name without quotes", "{ id: 1 }", "1:3"],
    ["something behind it", "{}\n{}", "2:1"],
    ["a wrong bracket", `${"[".repeat(20_000)}}`, "1:20001"],
    ["a string that does not end", '{ "id": "x', "1:9"],
    ["nothing", "", "1:1"],
  ])("%s is named by line and column", async (_, text, place) => {
    for (const files of [{ source: text }, { target: text }]) {
      const { exitCode, error } = await planFiles(files);
      expect({ exitCode, code: error?.code }).toEqual({ exitCode: 1, code: "TABLE_UNREADABLE" });
      expect(error?.message).toContain(`.json:${place}: `);
    }
  });

  test.each([
    ["{", 1, 2],
    ["{ x }\n\n", 1, 3],
    ['{\n  "a": ,\n  "b": 1\n}\n', 2, 8],
    ["[\n1\n2\n]", 3, 1],
  ])("%j stops being JSON at %i:%i", (text, line, column) => {
    expect(jsonMistake(text)).toEqual({ line, column });
  });

  test("what JSON.parse refuses has a place, and what it takes has none", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(2), fc.string({ maxLength: 2 }), (json, at, remove, insert) => {
        const from = at % (json.length + 1);
        const text = json.slice(0, from) + insert + json.slice(from + remove);
        let taken = true;
        try {
          JSON.parse(text);
        } catch {
          taken = false;
        }
        expect(jsonMistake(text) === null).toBe(taken);
      }),
      { numRuns: 2_000, seed: 18 },
    );
  });

  test.each([
    ["20,000 brackets", `{ "a": ${"[".repeat(20_000)}${"]".repeat(20_000)} }`],
    ["__proto__", '{ "__proto__": { "id": "x" } }'],
  ])("%s: TABLE_UNREADABLE", async (_, source) => {
    expect(await planFiles({ source })).toMatchObject({ exitCode: 1, error: { code: "TABLE_UNREADABLE" } });
  });

  test("one file alone is a mistake", async () => {
    const console = new Console();
    const { exitCode, stdout } = await console.run(
      "plan",
      "--config",
      await console.config(),
      "--json",
      "--source-file",
      "x",
    );
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "USAGE" } });
  });
});
