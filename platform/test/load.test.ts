import { describe, expect, test } from "vitest";
import { platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

function at(text: string): string[] {
  return problemsOfText(text).map(({ code, line, column }) => `${code} ${line}:${column}`);
}

/** Seven lines: the spoke's name is on the sixth. */
function platform(spoke: string): string {
  return platformYaml({ hub: "{ addressSpace: 10.0.0.0/22 }", spokes: { [spoke]: spokeYaml() } });
}

describe("a file that cannot be read as a platform", () => {
  test("names the place of broken YAML", () => {
    expect(at("hub:\n  addressSpace: [10.0.0.0/22\nspokes: {}\n")).toEqual([
      expect.stringMatching(/^YAML_SYNTAX 3:/),
    ]);
  });

  test("reports the position of a duplicate key", () => {
    expect(at(`${platform("shop")}name: again\n`)).toEqual(["DUPLICATE_KEY 8:1"]);
  });

  test("names an alias of nothing", () => {
    expect(at("apiVersion: aks-topology/v1\nname: *nothing\n")).toEqual([
      expect.stringMatching(/^YAML_SYNTAX 2:7/),
    ]);
  });

  test("does not follow aliases without end", () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) =>
        `x${i + 1}: &a${i + 1} [${Array(9)
          .fill(i === 0 ? "lol" : `*a${i}`)
          .join(", ")}]`,
    );
    expect(at(`${bomb.join("\n")}\n`)[0]).toMatch(/^YAML_SYNTAX/);
  });

  test.each(["", "[]", "text", "- a\n- b", "null"])("that holds %j says what is missing or wrong", (text) => {
    expect(at(text).length).toBeGreaterThan(0);
  });

  test("takes no name that the construct tree has itself", () => {
    expect(at(platform("constructor"))).toEqual(["INVALID_VALUE 6:3"]);
    expect(at(platform("hub"))).toEqual(["INVALID_VALUE 6:3"]);
    expect(at(platform("route-sync"))).toEqual(["INVALID_VALUE 6:3"]);
  });

  test.each([
    ["an alias of nothing", "tags: *nothing", "YAML_SYNTAX 8:7"],
    ["an alias of itself", "tags: &x { a: *x }", "YAML_SYNTAX 8:15"],
    ["a merge of what is no map", "tags: { <<: 3 }", "YAML_SYNTAX 8:9"],
    ["20,000 brackets", `tags: ${"[".repeat(20_000)}`, "YAML_SYNTAX 8:106"],
    [
      "20,000 brackets that are closed",
      `tags: ${"[".repeat(20_000)}${"]".repeat(20_000)}`,
      "YAML_SYNTAX 8:106",
    ],
    ["20,000 dashes", `tags:\n  ${"- ".repeat(20_000)}a`, "YAML_SYNTAX 9:200"],
    ["a tag of YAML", "tags: { a: !terraform var.x }", "YAML_SYNTAX 8:12"],
    ["what CDKTF would take for an expression", 'tags: { a: "${TfToken[TOKEN.0]}" }', "INVALID_VALUE 8:12"],
    ["__proto__ as a spoke", "  __proto__: { addressSpace: 10.2.0.0/16 }", "INVALID_VALUE 8:3"],
    ["__proto__ as a tag", 'tags: { "__proto__": x }', "INVALID_VALUE 8:9"],
    ["__proto__ as an alias", "tags: { a: &p __proto__, *p : x }", "INVALID_VALUE 8:26"],
    ["__proto__ as a key of the file", "__proto__: { name: other }", "UNKNOWN_KEY 8:1"],
  ])("names the place of %s", (_, text, place) => {
    expect(at(`${platform("shop")}${text}\n`)).toEqual([place]);
  });

  test.each(["constructor", "toString", "hasOwnProperty", "valueOf", "prototype"])(
    "takes %s as a tag",
    (name) => {
      expect(at(`${platform("shop")}tags: { ${name}: x }\n`)).toEqual([]);
    },
  );

  test.each(["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__"])(
    "knows no key %s",
    (name) => {
      const [problem, ...more] = problemsOfText(`${platform("shop")}${name}: { a: 1 }\n`);
      expect(more).toEqual([]);
      expect(problem).toMatchObject({
        line: 8,
        code: "UNKNOWN_KEY",
      });
      expect(problem?.hint).toMatch(/^[A-Z][^{}]*\.$/);
    },
  );

  test.each(["prototype", "to-string", "x"])("takes %s", (name) => {
    expect(at(platform(name))).toEqual([]);
  });
});
