import { ALL_RULES, platformJsonSchema } from "@aks-topology/platform";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { COMMAND_CODES } from "@aks-topology/cli/codes";
import { CODES } from "@aks-topology/sync-runtime/codes";
import { ROOT } from "./support/files.js";
import { runNode } from "./support/process.js";

const SHIM = join(ROOT, "cli/bin/aks-topology.mjs");
const SPY = pathToFileURL(join(ROOT, "sync-runtime/test/support/loaded-packages.mjs")).href;

/** Runs the command as a process, and lists the packages whose code it has loaded. */
async function start(
  ...args: readonly string[]
): Promise<{ code: number | null; stdout: string; packages: string[] }> {
  const { code, stdout, stderr } = await runNode(["--import", SPY, SHIM, ...args]);
  return { code, stdout, packages: JSON.parse(stderr.trim().split("\n").at(-1) ?? "") as string[] };
}

describe("the command starts with what it uses", () => {
  test.each([
    ["help", ["--help"], 0],
    ["the help of a command", ["check", "--help"], 0],
    ["the version", ["--version"], 0],
    ["an unknown command", ["chek"], 1],
    ["an unknown option, as JSON", ["check", "--nonsense", "--json"], 1],
    ["a code", ["explain", "ADDRESS_OVERLAP"], 0],
    ["the schema", ["schema"], 0],
  ])("%s: the definition of the command line alone", async (_, args, expected) => {
    const { code, packages } = await start(...args);
    expect(code).toBe(expected);
    expect(packages.filter((name) => name !== "commander")).toEqual([]);
  });

  test("what it knows without loading the constructs is what they say", async () => {
    const [codes, overlap, schema] = await Promise.all([
      start("explain", "--json"),
      start("explain", "ADDRESS_OVERLAP", "--json"),
      start("schema"),
    ]);
    const titles = (all: Readonly<Record<string, { readonly title: string }>>): object[] =>
      Object.entries(all).map(([code, { title }]) => ({ code, title }));
    expect(JSON.parse(codes.stdout)).toEqual({
      codes: titles({ ...ALL_RULES, ...COMMAND_CODES }),
      routeSync: titles(CODES),
    });
    const rule = ALL_RULES["ADDRESS_OVERLAP"];
    if (rule === undefined) expect.fail();
    const { code, title, explanation: story, remedy, source } = rule;
    expect(JSON.parse(overlap.stdout)).toEqual({
      code,
      command: "aks-topology",
      title,
      story,
      remedy,
      source,
    });
    expect(JSON.parse(schema.stdout)).toEqual(platformJsonSchema());
  });
});
