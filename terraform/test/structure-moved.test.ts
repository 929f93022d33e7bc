import { describe, expect, test } from "vitest";
import { toHcl } from "../src/index.js";
import { problemsAfter, schema } from "./stack.js";

function codes(...moved: unknown[]): readonly string[] {
  return problemsAfter((stack) => Object.assign(stack, { moved })).map(({ code, path }) => `${code} ${path}`);
}

const NODES = "azurerm_subnet.nodes";

function move(from: string, to: string): object {
  return { from, to };
}

describe("moves", () => {
  test.each<[string, readonly unknown[]]>([
    ["to what is declared", [move("azurerm_subnet.old", NODES)]],
    ["in a chain", [move("azurerm_subnet.a", "azurerm_subnet.b"), move("azurerm_subnet.b", NODES)]],
    ["into a module", [move("azurerm_subnet.old", "module.network.azurerm_subnet.nodes")]],
  ])("are accepted %s", (_, moved) => {
    expect(codes(...moved)).toEqual([]);
  });

  test.each<[string, readonly unknown[], string]>([
    ["of what is still declared", [move(NODES, "azurerm_subnet.b")], "moved[0]"],
    ["between types", [move("azurerm_route_table.x", NODES)], "moved[0]"],
    ["without an address", [move("nodes", NODES)], "moved[0].from"],
    ["of a data source", [move("data.azurerm_subnet.old", NODES)], "moved[0].from"],
    ["without a target", [{ from: "azurerm_subnet.old" }], "moved[0].to"],
    ["of two to one", [move("azurerm_subnet.a", NODES), move("azurerm_subnet.b", NODES)], "moved[1]"],
    [
      "of one to two",
      [move("azurerm_subnet.a", NODES), move("azurerm_subnet.a", "azurerm_subnet.b")],
      "moved[1]",
    ],
    [
      "in a circle",
      [move("azurerm_subnet.a", "azurerm_subnet.b"), move("azurerm_subnet.b", "azurerm_subnet.a")],
      "moved[1]",
    ],
  ])("are reported %s", (_, moved, path) => {
    expect(codes(...moved)).toEqual([`TF_BAD_MOVE ${path}`]);
  });

  test("are written in HCL with bare addresses", () => {
    expect(toHcl({ moved: [move("azurerm_subnet.old", NODES)] }, schema)).toBe(
      `moved {\n  from = azurerm_subnet.old\n  to   = ${NODES}\n}\n`,
    );
  });
});
