import { tmpdir } from "node:os";
import { App, ref, Token } from "cdktf";
import { expect, test } from "vitest";
import {
  assume,
  Naming,
  problemsOf,
  readable,
  report,
  TopologyError,
  TopologyStack,
} from "../../src/internal.js";

function newStack(): TopologyStack {
  return new TopologyStack(new App({ outdir: tmpdir(), skipValidation: true }), "test", {
    naming: new Naming("contoso", ["westeurope"]),
  });
}

const EXPRESSION = "azurerm_virtual_network.hub.name";

test.each([
  ["text", `a ${Token.asString(ref(EXPRESSION))} b`, `a ${EXPRESSION} b`],
  ["a number", `a ${String(Token.asNumber(ref(EXPRESSION)))} b`, `a ${EXPRESSION} b`],
  ["a list", `a ${Token.asList(ref(EXPRESSION)).join()} b`, `a ${EXPRESSION} b`],
  ["no token", "a-e-b ${x} 1e+9", "a-e-b ${x} 1e+9"],
])("a report shows the expression of %s", (_, text, shown) => {
  expect(readable(newStack(), text)).toBe(shown);
});

test("a report shows the value that is assumed for a variable", () => {
  const name = assume(Token.asString(ref("var.name")), "shop");
  expect(readable(newStack(), `the name ${name}`)).toBe("the name shop");
});

test("a report shows that value next to an expression", () => {
  const name = assume(Token.asString(ref("var.name")), "shop");
  const count = assume(Token.asNumber(ref("var.count")), 3);
  const text = `${name} has ${String(count)} of ${Token.asString(ref(EXPRESSION))}`;
  expect(readable(newStack(), text)).toBe(`shop has 3 of ${EXPRESSION}`);
});

test("a report above the stacks shows no token either", () => {
  expect(readable(newStack().node.root, Token.asString(ref(EXPRESSION)))).not.toContain("TfToken");
});

test("problems show no token", () => {
  const stack = newStack();
  const text = `The name ${Token.asString(ref(EXPRESSION))} is taken.`;
  const problem = { code: "NAME_TAKEN", message: text, hint: text } as const;
  report(stack, problem);
  const shown = `The name ${EXPRESSION} is taken.`;
  expect(problemsOf(stack.node.root)).toMatchObject([{ message: shown, hint: shown }]);
  const error = new TopologyError(stack, problem);
  expect(error.problem).toMatchObject({ message: shown, hint: shown });
  expect(error.message).not.toContain("TfToken");
});
