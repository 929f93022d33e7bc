import { expect, it } from "vitest";
import { checkFirewall } from "./properties/firewall.js";
import { checkRouting } from "./properties/routing.js";
import { checkSecurityGroups } from "./properties/security-groups.js";
import { checkRanges, checkReturns, checkUnknowns } from "./properties/traces.js";

const RUNS = Number(process.env["TRACE_RUNS"] ?? 5000);
const LONG = { timeout: 1_200_000 };

it("routes as an oracle that looks at every route", LONG, () => {
  checkRouting(RUNS);
});

it("judges by security groups as an evaluator that tries every rule", LONG, () => {
  checkSecurityGroups(RUNS);
});

it("judges by firewall rules in the order of an oracle that sorts them all", LONG, () => {
  checkFirewall(RUNS);
});

it("gives a verdict about ranges only where all their addresses have it", LONG, () => {
  expect(checkRanges(RUNS)).toBeGreaterThan(RUNS / 4);
});

it("gives a verdict that hangs on an unknown value only as unknown", LONG, () => {
  expect(checkUnknowns(RUNS)).toBeGreaterThan(RUNS / 4);
});

it("delivers what arrives and whose answer comes back the same way", LONG, () => {
  expect(checkReturns(RUNS)).toBeGreaterThan(RUNS / 20);
});
