import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, isKnown, Term, variableResolver } from "../src/index.js";
import { isRefused } from "../src/term.js";

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
    ["${tostring(null)}", null],
    ["${element([null], 0)}", null],
    ["${alltrue([])}", true],
    ['${alltrue(["true", false])}', false],
    ['${anytrue([false, "true"])}', true],
    ["${anytrue([null])}", false],
    ['${ceil("1.2")}', 2],
    ["${floor(-1.5)}", -2],
    ['${contains([1, 2], "1")}', false],
    ['${contains(["a"], "a")}', true],
    ['${distinct([1, "1"])}', ["1"]],
    ['${endswith("abc", "bc")}', true],
    ['${startswith("abc", "b")}', false],
    ['${length("äb👍🏽")}', 3],
    ["${length({ a = 1 })}", 1],
    ['${min("24", 16)}', 16],
    ["${max(1, 3, 2)}", 3],
    ["${pow(2, -1)}", 0.5],
    ['${regex("a(b)(c)?", "ab")}', ["b", null]],
    ['${regex("(?P<x>a)", "a")}', { x: "a" }],
    ['${regex("(?i)A.b", "xa1B")}', "a1B"],
    ['${regex("(?i:Ab[/])c", "AB/c")}', "AB/c"],
    ['${can(regex("(?i:a)b", "AB"))}', false],
    ['${setintersection(["b", "a", "c"], ["c", "b"])}', ["b", "c"]],
    ['${setintersection([80, 443], ["80"])}', ["80"]],
    ["${setintersection([100, 3, 20], [20, 100, 3])}", [3, 20, 100]],
    ["${toset([80, 443]) == setintersection([443, 80], [80, 443, 1])}", true],
    ['${split("", "abc")}', ["a", "b", "c"]],
    ['${substr("abc", -2, 1)}', "b"],
    ['${tonumber("07")}', 7],
    ['${tonumber("1e3")}', 1000],
    ["${tonumber(null)}", null],
    ['${trimsuffix("5%%", "%")}', "5%"],
    ['${try(tonumber("x"), 5)}', 5],
    ["${try(null, 5)}", null],
    ["${try({ a = 1 }.b, [1][1], 2)}", 2],
    ['${try([tonumber("x")], 5)}', 5],
    ["${can(tonumber(null))}", true],
    ['${"1" + 1}', 2],
    ['${"1" < 2 && "true"}', true],
    ["${-7 % 3}", -1],
    ["${[for k, v in { b = 1, a = 2, B = 3 } : k]}", ["B", "a", "b"]],
    ['${[for x in [1, 2] : x if x == 1 ? "true" : "false"]}', [1]],
    ["a \n ${~ 1 ~} \n b", "a1b"],
    ['${"a ${1 ~} ${~ 2} c"}', "a 12 c"],
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

  test.each([
    '${cidrhost("10.0.0.0/24", 256)}',
    '${cidrhost("10.0.0.0/24", "x")}',
    '${cidrhost("10.0.0.0/24", 1.5)}',
    '${cidrsubnet("10.0.0.0/31", 2, 0)}',
    '${cidrsubnet("10.0.0.0/16", 8, -1)}',
    '${cidrsubnet("10.0.0.0/16", "x", "y")}',
    '${slice(["a"], 0, 2)}',
    '${slice(["a", "b"], 2, 1)}',
    '${slice(["a", "b"], -1, 1)}',
    '${element(["a"], -1)}',
    '${alltrue(["x"])}',
    "${contains([null], null)}",
    "${max(1, null)}",
    "${min()}",
    "${pow(0, -1)}",
    "${length(5)}",
    '${tonumber(" 5")}',
    '${regex("a", "b")}',
    '${regex("(", "b")}',
    '${try(tonumber("x"))}',
    '${startswith("a", null)}',
    '${join("-", [null])}',
    '${"a" + 1}',
    "${1 / 0}",
    '${false && tonumber("x")}',
    '${tonumber("x") + azurerm_subnet.a.size}',
    "x${null}",
    "x${[1]}",
    "${{ a = 1 }.b}",
    "${[1][1]}",
    "${[for x in null : x]}",
    '${[for x in "a" : x]}',
    '${{ for x in ["a", "a"] : x => 1 }}',
    "${{ for x in [null] : x => 1 }}",
    '${[for x in azurerm_subnet.a.list : x if tonumber("x")][0] + tonumber("x")}',
  ])("is refused, whatever is unknown: %s", (text) => {
    const value = valueOf(text);
    expect(value).toBeInstanceOf(Term);
    expect(isRefused(value)).toBe(true);
    expect(valueOf(text.replace(/^(x?)\$\{(.*)\}$/s, '${try("$1${$2}", "other")}'))).toBe("other");
  });

  test.each([
    "${azurerm_subnet.a.id}",
    "${try(azurerm_subnet.a.id, 1)}",
    "${can(azurerm_subnet.a.id)}",
    '${try(tonumber("x"), azurerm_subnet.a.id, 1)}',
    "${upper(null)}",
    "${[1][azurerm_subnet.a.size]}",
  ])("is unknown, not refused: %s", (text) => {
    expect(isKnown(valueOf(text))).toBe(false);
    expect(isRefused(valueOf(text))).toBe(false);
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
