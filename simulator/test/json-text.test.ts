import fc from "fast-check";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { JsonFlaw, readJson } from "../src/core/json-text.js";
import { parseJson } from "../src/core/json.js";
import { GROUP, TABLE, TestArm } from "./support/arm.js";
import { runMain } from "./support/process.js";

function placeOf(text: string): string {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonFlaw) return `${error.line}:${error.column}`;
    throw error;
  }
  return "none";
}

function nested(levels: number): string {
  return `${"[".repeat(levels)}${"]".repeat(levels)}`;
}

/** Texts that the simulator refuses, and where. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ["nothing", "", "1:1"],
  ["a word", "nonsense", "1:1"],
  ["an object without an end", '{\n  "a": 1\n', "3:1"],
  ["a comma too many", '{\n  "a": 1,\n}', "3:1"],
  ["a name without quotes", "{\n  a: 1 }", "2:3"],
  ["a string without an end", '{ "a":\n"b }', "2:1"],
  ["a control character", '["a\tb"]', "1:2"],
  ["a number with a zero in front", "[01]", "1:3"],
  ["the wrong bracket", '{ "a": [1} }', "1:10"],
  ["something after the end", "{} {}", "1:4"],
  ["20,000 brackets", `{ "a":\n${nested(20_000)} }`, "2:100"],
  ["20,000 brackets that are open", "[".repeat(20_000), "1:101"],
  ["20,000 objects", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`, "1:501"],
  ["__proto__", '{ "tags":\n  { "__proto__": "x" } }', "2:5"],
  ["__proto__ in escapes", '{ "\\u005f_proto__": "x" }', "1:3"],
];

describe("untrusted JSON", () => {
  test.each(REFUSED)("the place of %s", (_, text, place) => {
    expect(placeOf(text)).toBe(place);
  });

  test("what JSON.parse takes is taken, and nothing else", () => {
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat(2),
      insert: fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", "1")),
    });
    const text = fc
      .tuple(fc.json(), fc.array(change, { maxLength: 2 }))
      .map(([json, changes]) =>
        changes.reduce((rest, { at, remove, insert }) => {
          const from = at % (rest.length + 1);
          return rest.slice(0, from) + insert + rest.slice(from + remove);
        }, json),
      )
      .filter((made) => !made.includes("__proto__"));
    fc.assert(
      fc.property(text, (made) => {
        let parsed: unknown;
        try {
          parsed = parseJson(made);
        } catch {
          const [line = 0, column = 0] = placeOf(made).split(":").map(Number);
          const lines = made.split("\n");
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
          return;
        }
        expect(readJson(made)).toEqual(parsed);
      }),
      { numRuns: 2_000, seed: 18 },
    );
  });
});

describe("what the simulator cannot hold is refused where it is sent", () => {
  test.each(REFUSED)("%s as the body of a request: 400 in Azure's words", async (_, text, place) => {
    const arm = new TestArm();
    await arm.put(GROUP, { location: "westeurope" });
    const answer = await arm.put(TABLE, text);
    expect(answer.status).toBe(400);
    expect(answer.at("error.code")).toBe("InvalidRequestContent");
    expect(answer.at("error.message")).toContain(`position ${place.split(":")[1] ?? ""}`);
    expect(arm.sim.stored(TABLE)).toBeUndefined();
  });

  test.each(REFUSED.filter(([, text]) => text !== ""))(
    "%s as the body of a control request",
    async (_, text, place) => {
      const { status, body } = await new TestArm().sim.handle({
        method: "PUT",
        url: "/_sim/faults",
        body: text,
      });
      expect(status).toBe(400);
      expect(body).toContain(`position ${place.split(":")[1] ?? ""}`);
    },
  );

  test.each(["--faults", "--state"])(
    "%s: exit 1 with the file and the place",
    { timeout: 120_000 },
    async (option) => {
      const file = join(mkdtempSync(join(tmpdir(), "sim-")), "file.json");
      for (const [title, text, place] of REFUSED.filter((_, index) => index % 4 === 3)) {
        writeFileSync(file, text);
        const { code, stderr } = await runMain("--port", "0", option, file);
        expect({ title, code }).toEqual({ title, code: 1 });
        expect(stderr).toContain(`error: ${file}:${place}: `);
        expect(stderr).not.toMatch(/^\s+at /m);
      }
    },
  );
});

test.each(["constructor", "toString", "hasOwnProperty", "valueOf", "prototype"])(
  "a tag may be named %s",
  async (name) => {
    const arm = new TestArm();
    await arm.put(GROUP, { location: "westeurope" });
    await arm.put(TABLE, { location: "westeurope", tags: { [name]: "x" } });
    await arm.sim.handle({
      method: "PATCH",
      url: `${TABLE}?api-version=2024-05-01`,
      headers: { authorization: "Bearer t" },
      body: { tags: { [name]: "y", other: "z" } },
    });
    expect(Object.entries(arm.sim.stored(TABLE)?.["tags"] ?? {})).toContainEqual([name, "y"]);
  },
);
