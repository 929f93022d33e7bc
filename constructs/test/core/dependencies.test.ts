import { expect, test } from "vitest";
import { waitFor } from "../../src/core/dependencies.js";
import { synthCluster } from "../support/builders.js";

test("what waits for nothing has no list of what it waits for", () => {
  expect(waitFor([])).toEqual({});
  expect(JSON.stringify(synthCluster({}).json)).not.toContain('"depends_on":[]');
});

test("what waits for others names each, in order", () => {
  const [one, two] = [{ fqn: "azurerm_subnet.one" }, { fqn: "azurerm_subnet.two" }];
  expect(waitFor([one, two])).toEqual({ dependsOn: [one, two] });
});
