import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, isKnown, Term, variableResolver } from "../src/index.js";

/** Evaluates with the variables given. */
function valueOf(text: string, values: Readonly<Record<string, unknown>> = {}): unknown {
  return evaluate(text, variableResolver(new Map(Object.entries(values))));
}

describe("an expression of known values", () => {
  test.each<[string, unknown]>([
    ["plain", "plain"],
    ["", ""],
    ["a-${1 + 2 * 3}-b", "a-7-b"],
    ["$${literal}", "${literal}"],
    ["${true}", true],
    ["${null}", null],
    ["${-(2)}", -2],
    ["${7 % 4}", 3],
    ["${!(1 < 2 && 2 >= 3) || false}", true],
    ['${"1" == 1}', false],
    ["${[1, 2] == [1, 2]}", true],
    ['${1 > 2 ? "more" : "less"}', "less"],
    ['${{ a = 1, "b c" = [true] }}', { a: 1, "b c": [true] }],
    ["${[for x in [1, 2, 3] : x * 2 if x != 2]}", [2, 6]],
    ["${{ for k, v in { a = 1, b = 2 } : v => k }}", { 1: "a", 2: "b" }],
    ['${{ for i, v in ["x", "x", "y"] : v => i... }}', { x: [0, 1], y: [2] }],
    ['${[for x in ["a"] : [for x in ["b"] : x]]}', [["b"]]],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ["${var.list[1]}", 20],
    ["${var.list[var.index]}", 20],
    ["${var.object.inner.name}", "n"],
    ['${var.object["inner"].name}', "n"],
    ["${var.block[0].name}", "once"],
    ["${var.objects[*].a}", [[1], [2]]],
    ["${var.objects[*].a[0]}", [1, 2]],
    ["${var.objects.*.a[0]}", [1]],
    ["${var.none[*].a}", []],
    ["${var.block[*].name}", ["once"]],
  ])("%s", (text, value) => {
    const values = {
      list: [10, 20],
      index: 1,
      object: { inner: { name: "n" } },
      block: { name: "once" },
      objects: [{ a: [1] }, { a: [2] }],
      none: null,
    };
    expect(valueOf(text, values)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ['${cidrhost("10.1.2.3/16", 5)}', "10.1.0.5"],
    ['${cidrhost("10.0.0.0/24", -1)}', "10.0.0.255"],
    ['${cidrhost("fd00::/64", 16)}', "fd00::10"],
    ['${cidrsubnet("10.0.0.0/16", 8, 3)}', "10.0.3.0/24"],
    ['${cidrsubnet("fd00::/48", 16, 10)}', "fd00:0:0:a::/64"],
    ['${distinct(["b", "a", "b"])}', ["b", "a"]],
    ['${element(["a", "b"], 3)}', "b"],
    ['${join("-", ["a", "b"], ["c"])}', "a-b-c"],
    ['${join("-", [["a"], ["b"]]...)}', "a-b"],
    ['${jsonencode({ b = "<&>", a = [1, null] })}', '{"a":[1,null],"b":"\\u003c\\u0026\\u003e"}'],
    ['${lower("ABC")}', "abc"],
    ['${replace("a.b.c", ".", "-")}', "a-b-c"],
    ['${replace("a1b22", "/[0-9]+/", "")}', "ab"],
    ['${slice(["a", "b", "c"], 1, 3)}', ["b", "c"]],
    ['${split("/", "/a/b")}', ["", "a", "b"]],
    ['${substr("abcdef", 2, -1)}', "cdef"],
    ['${substr("abcdef", 1, 2)}', "bc"],
    ["${tostring(5)}", "5"],
    ['${sha256("")}', "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });
});

describe("what is unknown", () => {
  test.each([
    "${azurerm_subnet.nodes.id}",
    "a-${azurerm_subnet.nodes.id}",
    "${upper(azurerm_subnet.nodes.name)}",
    '${upper("a")}',
    '${cidrhost("10.0.0.0/24", 256)}',
    '${cidrsubnet("10.0.0.0/31", 2, 0)}',
    "${azurerm_subnet.nodes.prefix + 1}",
    '${"a" + 1}',
    "${[for x in azurerm_subnet.nodes : x.id]}",
    "${[for x in [1] : x if azurerm_subnet.nodes.on]}",
    "${{ for x in [1] : azurerm_subnet.nodes.id => x }}",
    "${var.known.missing}",
    "${[1][7]}",
    "%{ if true }a%{ endif }",
  ])("stays a term: %s", (text) => {
    const value = valueOf(text, { known: { name: "n" } });
    expect(value).toBeInstanceOf(Term);
    expect(isKnown([{ value }])).toBe(false);
  });

  test("keeps its known parts evaluated", () => {
    const variables = { name: "a", index: 2 };
    const written = "x-${var.name}-${azurerm_subnet.nodes[var.index].id}-${var.name}";
    expect(valueOf(written, variables)).toEqual(valueOf("x-a-${azurerm_subnet.nodes[2].id}-a"));
    expect(valueOf("${[for x in azurerm_subnet.nodes : x if var.index > 1]}", variables)).toEqual(
      valueOf("${[for x in azurerm_subnet.nodes : x if true]}"),
    );
  });

  test("differs where anything in it differs", () => {
    const texts = [
      "${azurerm_subnet.a.id}",
      "${azurerm_subnet.b.id}",
      "${azurerm_subnet.a.name}",
      "${azurerm_subnet.a[0].id}",
      "${azurerm_subnet.a.*.id}",
      "x${azurerm_subnet.a.id}",
      "${azurerm_subnet.a.id}x",
      "${upper(azurerm_subnet.a.id)}",
      "${azurerm_subnet.a.id == 1}",
      "${azurerm_subnet.a.id != 1}",
      "${[for x in azurerm_subnet.a : x]}",
      "${[for x in azurerm_subnet.a : x if x]}",
      "${{ for x in azurerm_subnet.a : x => x }}",
      "${{ for x in azurerm_subnet.a : x => x... }}",
      "${[for x in [{ n = 1 }] : x.other]}",
      "${[for x in [{ n = 2 }] : x.other]}",
      "%{ if azurerm_subnet.a.id }x%{ endif }",
    ];
    const values = texts.map((text) => valueOf(text));
    for (const [i, a] of values.entries()) for (const b of values.slice(i + 1)) expect(a).not.toEqual(b);
  });

  test("lets a condition that is known choose", () => {
    expect(valueOf("${var.on ? 1 : azurerm_subnet.nodes.id}", { on: true })).toBe(1);
  });
});

test("JSON without expressions evaluates to itself", () => {
  const text = fc.string().filter((item) => !item.includes("{"));
  fc.assert(
    fc.property(
      fc.object({ key: text, values: [text, fc.integer(), fc.boolean(), fc.constant(null)] }),
      (value) => {
        expect(evaluate(value, () => undefined)).toEqual(value);
      },
    ),
  );
});

test("a variable has its value, whatever that is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(valueOf("${var.x}", { x: value })).toEqual(value);
      expect(valueOf("${jsonencode(var.x)}", { x: value })).toEqual(
        valueOf("${jsonencode(var.y)}", { y: value }),
      );
    }),
  );
});
