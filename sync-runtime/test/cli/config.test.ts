import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Console, type Document } from "../support/console.js";
import { mirrorConfig, node, tableId } from "../support/fleet.js";

async function refusal(text: string, ...options: string[]): Promise<Document & { exitCode: number }> {
  const console = new Console();
  const config = await console.file("mirrors.yaml", text);
  const { exitCode, stdout } = await console.run("plan", "--config", config, "--json", ...options);
  return { ...(JSON.parse(stdout) as Document), exitCode };
}

/** Nine levels of aliases, each nine times the one before. */
const bomb = Array.from({ length: 9 }, (_, n) => {
  const items = Array(9).fill(n === 0 ? "x" : `*a${n}`);
  return `k${n + 1}: &a${n + 1} [${items.join(", ")}]`;
}).join("\n");

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

  test("a misspelled key is one problem, and the validator's own words are in none", async () => {
    const { problems } = await refusal(`mirrors:
  - name: shop
    source: { id: ${tableId("aks")} }
    target: { id: ${tableId("gateway")} }
    podCidr: [10.244.0.0/16]
    policy: sink
    guards: { maxRemovalPercent: 101, allowEmptySource: 1 }
`);
    expect(problems).toMatchObject([
      { path: "mirrors[0].policy", message: "is not one of the possible values" },
      { path: "mirrors[0].guards.allowEmptySource", message: "must be true or false" },
      { path: "mirrors[0].guards.maxRemovalPercent", message: "must be at most 100" },
      { path: "mirrors[0].podCidr", line: 5, column: 5, remedy: "Did you mean podCidrs?" },
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

  test.each([
    ["an alias of nothing", "mirrors: *nothing", "SYNTAX", 1],
    ["an alias of itself", "mirrors: &a\n  - *a", "SYNTAX", 2],
    ["an alias bomb", bomb, "SYNTAX", 2],
    ["20,000 brackets", `mirrors:\n  ${"[".repeat(20_000)}`, "SYNTAX", 2],
    [
      "20,000 closed brackets in JSON",
      `{"mirrors":\n${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
      "SYNTAX",
      2,
    ],
    ["a second document", "mirrors: []\n---\nmirrors: []", "SYNTAX", 2],
    ["a key twice", "mirrors: []\nmirrors: []", "SYNTAX", 2],
    ["__proto__ as a key", "mirrors:\n  - __proto__: { name: shop }", "INVALID_VALUE", 2],
    ["__proto__ as a key in JSON", '{"mirrors": [],\n"__proto__": {}}', "INVALID_VALUE", 2],
    ["constructor as a key", "mirrors: []\nconstructor: 1", "UNKNOWN_KEY", 2],
  ])("%s is a problem with its line", async (_, text, code, line) => {
    const { exitCode, error, problems } = await refusal(text);
    expect({ exitCode, code: error?.code }).toEqual({ exitCode: 1, code: "CONFIG_INVALID" });
    expect(problems).toContainEqual(expect.objectContaining({ code, line }));
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "a mirror may be named %s",
    async (name) => {
      const sim = new Console().seed([node(1)], []);
      expect(await sim.json("apply", ["--mirror", name], mirrorConfig({ name }))).toMatchObject({
        exitCode: 0,
        mirrors: [{ name, outcome: "applied", add: [{ name: node(1).name }] }],
      });
    },
  );

  test("no change of a byte or more is a defect of ours", { timeout: 60_000 }, async () => {
    const good = Buffer.from(`mirrors:\n  - &a ${JSON.stringify(mirrorConfig())}\n  - { <<: *a, name: b }\n`);
    const change = fc.record({
      at: fc.nat(good.length),
      remove: fc.nat(3),
      insert: fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom("[", "{", "*a", "&b ", "__proto__", "\n", "? ", "!!", "'", '"', "\t", "%"),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const text = changes.reduce(
          (bytes, { at, remove, insert }) =>
            Buffer.concat([bytes.subarray(0, at), Buffer.from(insert), bytes.subarray(at + remove)]),
          good,
        );
        const { error } = await refusal(text.toString("latin1"), "--mirror", "unknown");
        expect(error?.code).toMatch(/^(CONFIG_INVALID|MIRROR_UNKNOWN)$/);
      }),
      { numRuns: 150, seed: 18 },
    );
  });

  test.each<[string, string[], string]>([
    ["no address to listen on", ["serve", "--config", "x", "--host", ""], "USAGE"],
    ["a file that is not there", ["plan", "--config", "/nowhere/at-all.yaml"], "CONFIG_UNREADABLE"],
    ["no --config", ["plan"], "USAGE"],
    ["an unknown command", ["frobnicate"], "USAGE"],
    ["an http endpoint", ["plan", "--config", "x", "--endpoint", "http://localhost"], "USAGE"],
  ])("%s: exit 1, one JSON document", async (_, args, code) => {
    const { exitCode, stdout } = await new Console().run(...args, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ mirrors: [], error: { code, whose: "config" } });
  });

  test.each(["https://user:p/w0rd@host", "https://user:p'w0rd@host:x", 'https://user:p"w 0rd@[', "p w0rd"])(
    "an endpoint that is none is never quoted: %s",
    async (endpoint) => {
      for (const options of [
        ["--endpoint", endpoint],
        [`--endpoint=${endpoint}`],
        ["--json", "--endpoint", endpoint],
      ]) {
        const { exitCode, stdout, stderr } = await new Console().run("plan", "--config", "x", ...options);
        expect(exitCode).toBe(1);
        expect(stdout + stderr).toContain("USAGE");
        expect(stdout + stderr).toContain("--endpoint");
        expect(stdout + stderr).not.toMatch(/0rd/);
      }
    },
  );

  test("a mirror that does not exist", async () => {
    expect(await new Console().json("plan", ["--mirror", "nope"])).toMatchObject({
      exitCode: 1,
      error: { code: "MIRROR_UNKNOWN" },
    });
  });

  test("is readable on standard error, without a stack trace", async () => {
    const { stdout, stderr } = await new Console().run("plan", "--config", "/nowhere.yaml");
    expect(stdout).toBe("");
    expect(stderr).toContain("CONFIG_UNREADABLE");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
