import { expect, it } from "vitest";
import { checkFirewall } from "./properties/firewall.js";
import { checkRouting } from "./properties/routing.js";
import { checkSecurityGroups } from "./properties/security-groups.js";
import { checkRanges, checkReturns, checkUnknowns } from "./properties/traces.js";

/** Generated networks for each; the deep campaign has more. */
const RUNS = 150;

it("routes as an oracle that looks at every route", () => {
  checkRouting(RUNS);
});

it("judges by security groups as an evaluator that tries every rule", () => {
  checkSecurityGroups(RUNS);
});

it("judges by firewall rules in the order of an oracle that sorts them all", () => {
  checkFirewall(RUNS);
});

it("gives a verdict about ranges only where all their addresses have it", () => {
  expect(checkRanges(RUNS)).toBeGreaterThan(RUNS / 4);
});

it("gives a verdict that hangs on an unknown value only as unknown", () => {
  expect(checkUnknowns(RUNS)).toBeGreaterThan(RUNS / 4);
});

it("delivers what arrives and whose answer comes back the same way", () => {
  expect(checkReturns(RUNS)).toBeGreaterThan(RUNS / 20);
});
