import { describe, expect, it } from "vitest";
import { ask, half, model, network, subnet } from "./support/network.js";

const TWO = {
  ...network("a", "10.1.0.0/16"),
  ...subnet("a", "a", "10.1.0.0/24"),
  ...network("b", "10.2.0.0/16"),
  ...subnet("b", "b", "10.2.0.0/24"),
};

describe("peerings", () => {
  it("carry traffic where both halves exist", () => {
    const peered = model({ ...TWO, ...half("a", "b"), ...half("b", "a") });
    expect(ask(peered, { from: "azurerm_subnet.a", to: "azurerm_subnet.b" }).verdict).toBe("delivered");
  });

  it("carry nothing with one half", () => {
    const single = model({ ...TWO, ...half("a", "b") });
    expect(ask(single, { from: "azurerm_subnet.a", to: "azurerm_subnet.b" })).toMatchObject({
      verdict: "dropped",
      decidedBy: { address: "system route 10.0.0.0/8" },
    });
  });
});
