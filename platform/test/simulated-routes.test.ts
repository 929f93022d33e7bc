import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compareRoutes, compareSecurityGroups, modelOf } from "./support/simulated-routes.js";

// Those with the most kinds of routes and rules; the deep campaign has every example.
const EXAMPLES = ["kubenet-agic", "on-premises-vpn", "nsg-filtered-egress"];

test.each(EXAMPLES)("traces and the simulator agree on the routes and rules of %s", (name) => {
  const model = modelOf(readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8"));
  const [routes, rules] = [compareRoutes(model), compareSecurityGroups(model)];
  expect([...routes.differences, ...rules.differences]).toEqual([]);
  expect(Math.min(routes.compared, rules.compared)).toBeGreaterThan(0);
});
