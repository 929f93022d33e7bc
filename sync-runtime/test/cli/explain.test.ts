import { describe, expect, test } from "vitest";
import { CODES } from "../../src/codes/index.js";
import { Console } from "../support/console.js";

interface Explained {
  readonly code: string;
  readonly command: string;
  readonly story: string;
}

describe("explain", () => {
  test.each(Object.entries(CODES))("knows %s", async (code, { explanation }) => {
    const { exitCode, stdout } = await new Console().run("explain", code.toLowerCase(), "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout) as Explained).toMatchObject({
      code,
      command: "route-sync",
      story: explanation,
    });
  });

  test("knows the codes of platform files", async () => {
    const { stdout } = await new Console().run("explain", "ADDRESS_OVERLAP", "--json");
    expect(JSON.parse(stdout) as Explained).toMatchObject({ command: "aks-topology" });
  });

  test("prints both meanings of a code that both commands have, its own first", async () => {
    const { stdout } = await new Console().run("explain", "UNKNOWN_KEY");
    expect(stdout.match(/^UNKNOWN_KEY.*$/gm)).toEqual([
      "UNKNOWN_KEY  Unknown key",
      "UNKNOWN_KEY of aks-topology  Unknown key",
    ]);
  });

  test("lists its own codes", async () => {
    const { stdout } = await new Console().run("explain");
    expect(stdout.trim().split("\n")).toHaveLength(Object.keys(CODES).length);
  });

  test.each([
    ["REMOVAL", "Did you mean LARGE_REMOVAL?"],
    ["empty_sources", "Did you mean EMPTY_SOURCE"],
  ])("asks for the code that %s is a part of", async (code, question) => {
    const { exitCode, stderr } = await new Console().run("explain", code);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(question);
  });

  test("refuses an unknown code", async () => {
    const { exitCode, stderr } = await new Console().run("explain", "constructor");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("There is no code CONSTRUCTOR.");
  });
});
