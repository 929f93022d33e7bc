import { ref, Token } from "cdktf";
import { expect, it } from "vitest";
import { assume, knownNumber, knownText } from "../../src/core/known.js";

it("knows a text without expressions as it is", () => {
  expect(knownText("")).toBe("");
  expect(knownText("10.0.0.4")).toBe("10.0.0.4");
  expect(knownText("${var.name}")).toBeUndefined();
});

it("knows what is assumed of every token in a text, and nothing when one of them decides at apply", () => {
  const name = assume(Token.asString(ref("var.name")), "contoso");
  const zone = assume(Token.asString(ref("var.zone")), "example.com");
  expect(knownText(`aks-${name}.${zone}`)).toBe("aks-contoso.example.com");
  expect(knownText(`${name}${Token.asString(ref("azurerm_subnet.a.name"))}`)).toBeUndefined();
  expect(knownText(Token.asString(ref("var.name")))).toBeUndefined();
});

it("knows numbers as they are, or as assumed", () => {
  expect(knownNumber(3)).toBe(3);
  expect(knownNumber(assume(Token.asNumber(ref("var.count")), 0))).toBe(0);
  expect(knownNumber(Token.asNumber(ref("var.count")))).toBeUndefined();
});

it("assumes nothing of a value that is no token", () => {
  expect(() => assume("contoso", "contoso")).toThrow("contoso is no token.");
});
