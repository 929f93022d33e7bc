import { describe, expect, test } from "vitest";
import { armError } from "../../src/adapters/azure/arm-errors.js";
import { TableCallError } from "../../src/ports/route-tables.js";

const CONTEXT = { verb: "write", what: "a table" } as const;

function refused(status: number, code: string, message: string): TableCallError {
  const text = JSON.stringify({ error: { code, message, details: [] } });
  const answer = { status, text, retryAfter: null, date: null };
  const accepted = status === 200;
  const error = armError(new Error("refused"), { answer, sent: true, accepted }, CONTEXT);
  if (error instanceof TableCallError) return error;
  throw error;
}

describe("a table with too many routes", () => {
  test.each([
    [400, "RouteTableRoutesLimitReached", "Cannot create more than 400 routes in route table t."],
    [400, "TooManyRoutes", "Refused."],
    [400, "BadRequest", "The number of routes exceeds the maximum of 400."],
    [400, "RouteCountLimitReached", "Refused."],
    [200, "QuotaExceeded", "Routes per route table: quota is 400."],
  ])("%i %s %s is explained, and given up", (status, code, message) => {
    const error = refused(status, code, message);
    expect(error).toMatchObject({ code: "WRITE_REJECTED", retry: { when: "never" } });
    expect(error.remedy).toContain("guards.routeLimit");
  });

  test.each([
    [400, "RouteConflict", "Route: a conflicts with Route: b. Routes cannot have the same AddressPrefix."],
    [400, "InvalidName", "The name of /x/routeTables/t/routes/r exceeds 80 characters."],
    [429, "TooManyRequests", "More than 1200 writes of routes."],
    [200, "Canceled", "The operation was canceled."],
  ])("%i %s %s is something else", (status, code, message) => {
    expect(refused(status, code, message).remedy).not.toContain("guards.routeLimit");
  });
});
