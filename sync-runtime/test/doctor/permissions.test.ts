import { describe, expect, test } from "vitest";
import { healthy } from "../support/cluster.js";
import type { Asked, Given } from "../support/console.js";
import { diagnose } from "../support/diagnosis.js";
import { tableId } from "../support/fleet.js";

function armError(status: number, code: string, message: string, more: object = {}): Given {
  return {
    status,
    body: { error: { code, message, ...more } },
  };
}
function refused(action: string): Given {
  return armError(
    403,
    "AuthorizationFailed",
    `The client 'c' with object id 'o' does not have authorization to perform action '${action}' over scope '/s' or the scope is invalid.`,
  );
}
function isPut({ method }: Asked): boolean {
  return method === "PUT";
}
function isFollow({ path }: Asked): boolean {
  return path.includes("/operations/");
}
const WRITE = "Microsoft.Network/routeTables/write";
const FOLLOW = "Microsoft.Network/locations/operations/read";
const PAGE: Given = { status: 403, body: "<html>Access denied by the company</html>" };

describe("the doctor of a healthy mirror", () => {
  test("passes every check and leaves with 0", async () => {
    const found = await diagnose(await healthy());
    expect(found.troubles).toEqual([]);
    expect([found.exitCode, found.ok, found.checks.length]).toEqual([0, true, 17]);
    expect(found.of("target writable")).toEqual({
      check: "target writable",
      status: "pass",
      message: `${WRITE} is granted.`,
      remedy: null,
      hint: null,
    });
  });

  test("sends the table as it was read, for an etag that no table has, and writes nothing", async () => {
    const console = await healthy();
    const before = console.sim.stored(tableId("gateway"));
    await diagnose(console);
    const puts = console.requests.filter(isPut);
    expect(puts).toHaveLength(1);
    expect(puts[0]?.path).toBe(tableId("gateway"));
    expect(puts[0]?.headers["if-match"]).toBe('W/"00000000-0000-0000-0000-000000000000"');
    expect(JSON.parse(puts[0]?.body ?? "")).toEqual(before);
    const read = console.requests.find(({ method, path }) => method === "GET" && path === tableId("gateway"));
    expect(puts[0]?.query.get("api-version")).toBe(read?.query.get("api-version"));
    expect(console.sim.stored(tableId("gateway"))).toEqual(before);
  });
});

test.each<[string, Given, string, RegExp, RegExp]>([
  [
    "refused by roles",
    refused(WRITE),
    "fail",
    /routeTables\/write is not granted/,
    /Grant it .*routeTables\/write on /,
  ],
  [
    "refused by a deny assignment",
    armError(403, "DenyAssignmentAuthorizationFailed", "the access is denied because of the deny assignment"),
    "fail",
    /deny assignment/,
    /Grant/,
  ],
  [
    "denied by a policy",
    armError(403, "RequestDisallowedByPolicy", "Resource 'gateway' was disallowed by policy.", {
      additionalInfo: [{ type: "PolicyViolation", info: { policyAssignmentDisplayName: "Tags or nothing" } }],
    }),
    "fail",
    /a policy denies the write: .*disallowed by policy.*"Tags or nothing"/,
    /Exempt the table/,
  ],
  [
    "locked",
    armError(
      409,
      "ScopeLocked",
      "The scope cannot perform write operation because following scope(s) are locked: '/s'.",
    ),
    "fail",
    /a lock forbids the write: .*locked/,
    /Delete the ReadOnly lock/,
  ],
  ["locked, with 403", armError(403, "ScopeLocked", "locked"), "fail", /a lock forbids/, /lock/],
  [
    "accepted",
    { status: 200, body: { id: tableId("gateway") } },
    "fail",
    /accepted a write that it had to refuse/,
    /If-Match/,
  ],
  ["accepted with 201", { status: 201, body: "" }, "fail", /accepted a write/, /If-Match/],
  ["a proxy's page", PAGE, "warn", /Could not prove.*HTTP 403/, /Run again/],
  [
    "a server error",
    armError(500, "InternalServerError", "oops"),
    "warn",
    /Could not prove.*oops/,
    /Run again/,
  ],
  ["busy", armError(409, "AnotherOperationInProgress", "wait"), "warn", /Could not prove/, /Run again/],
  ["nothing", { status: 404, body: {} }, "warn", /Could not prove/, /Run again/],
])("the conditional write %s", async (_, given, status, message, remedy) => {
  const console = await healthy();
  console.answer = (request) => (isPut(request) ? given : null);
  const found = await diagnose(console);
  const check = found.of("target writable");
  expect(check.status).toBe(status);
  expect(check.message).toMatch(message);
  expect(check.remedy).toMatch(remedy);
  expect(check.hint).toBe(check.remedy);
  expect(found.troubles).toEqual([`${status} target writable`]);
  expect(found.exitCode).toBe(status === "fail" ? 1 : 0);
});

test.each<[string, Given, string, RegExp]>([
  [
    "not found",
    armError(404, "OperationNotFound", "Operation not found."),
    "pass",
    /operations\/read is granted/,
  ],
  ["not found, without a body", { status: 404, body: "" }, "pass", /is granted/],
  ["not found, by a proxy", { status: 404, body: "<html>404</html>" }, "warn", /Could not prove/],
  ["of an unknown subscription", armError(404, "SubscriptionNotFound", "?"), "warn", /Could not prove/],
  ["refused by roles", refused(FOLLOW), "fail", /operations\/read is not granted/],
  ["refused for another action", refused("Microsoft.Network/other/read"), "warn", /Could not prove/],
  ["a proxy's page", PAGE, "warn", /Could not prove.*HTTP 403/],
  ["an answer", { status: 200, body: { status: "Succeeded" } }, "warn", /Could not prove/],
  ["a server error", { status: 503, body: "{}" }, "warn", /Could not prove/],
])("the operation that does not exist is %s", async (_, given, status, message) => {
  const console = await healthy();
  console.answer = (request) => (isFollow(request) ? given : null);
  const check = (await diagnose(console)).of("operations readable");
  expect(check.status).toBe(status);
  expect(check.message).toMatch(message);
});
