import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExpressionSyntaxError, soleExpression } from "../src/expression.js";
import { parseTemplate } from "../src/expression-reader.js";
import { formatPath, templateReferences } from "../src/references.js";

function paths(text: string): readonly string[] {
  return templateReferences(text).map((reference) => formatPath(reference.root, reference.steps));
}

describe("the references of a template", () => {
  test.each([
    ["no template at all", "plain $ {text}", []],
    ["one path", "${azurerm_subnet.nodes.id}", ["azurerm_subnet.nodes.id"]],
    ["text around it", "a-${var.x}-b-${local.y}", ["var.x", "local.y"]],
    ["escaped braces", "$${var.x} %%{ if var.y }", []],
    [
      "a data source",
      "${data.azurerm_client_config.current.tenant_id}",
      ["data.azurerm_client_config.current.tenant_id"],
    ],
    ["indexes and splats", '${a.b[0].c["k"].d[*].e.*.f.0.g}', ['a.b[0].c["k"].d[*].e[*].f[0].g']],
    ["a computed index", "${a.b[var.i].c}", ["a.b[…].c", "var.i"]],
    ["a call", "${cidrsubnet(var.space, 8, length(local.list))}", ["var.space", "local.list"]],
    ["a call that spreads its last argument", "${merge(var.maps...)}", ["var.maps"]],
    ["a provider's function", "${provider::azurerm::parse_resource_id(var.id).name}", ["var.id"]],
    ["strings in calls, with braces and quotes", '${format("}\\"%s", var.x)}', ["var.x"]],
    ["templates in templates", '${join(",", ["${var.a}-${var.b}"])}', ["var.a", "var.b"]],
    [
      "operators",
      "${var.a == 1 && !var.b || var.c > -var.d ? var.e : var.f}",
      ["var.a", "var.b", "var.c", "var.d", "var.e", "var.f"],
    ],
    [
      "objects: bare keys are names, bracketed keys are not",
      "${{ name = var.a, (var.k) : local.b }}",
      ["var.a", "var.k", "local.b"],
    ],
    ["for over a list", "${[for s in var.list : s.id if s.on]}", ["var.list"]],
    ["for over a map", "${{ for k, v in var.map : k => upper(v)... }}", ["var.map"]],
    ["a name bound in one for is free outside", "${[[for s in var.l : s], s.x]}", ["var.l", "s.x"]],
    [
      "directives",
      "%{ for x in var.l ~}${x}%{ endfor }%{ if var.c }${var.t}%{ else }n%{ endif }",
      ["var.l", "var.c", "var.t"],
    ],
    ["the result of a call", "${one(azurerm_x.y[*]).id}", ["azurerm_x.y[*]"]],
    ["keywords", "${true ? null : false}", []],
  ])("%s", (_, text, expected) => {
    expect(paths(text)).toEqual(expected);
  });

  test("what nonsensitive() wraps is marked as shown on purpose", () => {
    expect(templateReferences("${nonsensitive(var.a)}${var.b}").map((item) => item.declassified)).toEqual([
      true,
      false,
    ]);
  });

  test("a template that is one expression keeps its type; text around it makes a string", () => {
    expect(soleExpression(parseTemplate("${var.x}"))?.kind).toBe("traversal");
    expect(soleExpression(parseTemplate("${var.x}."))).toBeUndefined();
  });
});

describe("templates that cannot be read", () => {
  test.each([
    "${",
    "${}",
    "${a.b",
    '${"a}',
    "${f(}",
    "${a b}",
    "${[for x var.y : x]}",
    "${{ a }}",
    "%{ nope }",
    "${a.}",
  ])("%s", (text) => {
    expect(() => parseTemplate(text)).toThrow(ExpressionSyntaxError);
  });
});

describe("for any input", () => {
  const name = fc
    .stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
    .filter((word) => !["for", "in", "if", "true", "false", "null"].includes(word));
  const path = fc.array(name, { minLength: 2, maxLength: 5 }).map((words) => words.join("."));

  test("reading a template ends with parts or a syntax error", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            "$",
            "{",
            "}",
            '"',
            "a",
            ".",
            "[",
            "]",
            "(",
            ")",
            "*",
            ",",
            ":",
            "=",
            " ",
            "\\",
            "%",
            "for",
            "in",
          ),
          maxLength: 24,
        }),
        (text) => {
          try {
            parseTemplate(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionSyntaxError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("the parts cover the text without gap or overlap", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            path.map((item) => `\${${item}}`),
            fc.stringMatching(/^[a-z -]{1,6}$/),
          ),
          { maxLength: 6 },
        ),
        (pieces) => {
          const text = pieces.join("");
          const parts = parseTemplate(text);
          expect(parts.map((part) => text.slice(part.start, part.end)).join("")).toBe(text);
        },
      ),
    );
  });

  test("every path that is written is found, in order", () => {
    fc.assert(
      fc.property(
        fc.array(path, { maxLength: 6 }),
        fc.constantFrom("%s", "upper(%s)", "[%s, 1]", "(%s)", '"x-${%s}"', "true ? %s : null"),
        (written, frame) => {
          expect(paths(written.map((item) => `\${${frame.replace("%s", item)}}`).join("-"))).toEqual(written);
        },
      ),
    );
  });
});
