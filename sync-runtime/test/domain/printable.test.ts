import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable, printableError, printableValue } from "../../src/domain/printable.js";
import { tableId } from "../support/fleet.js";
import { everything, JWT, leaksIn, MARK, SECRETS } from "../support/secrets.js";

describe("a text fit to be printed", () => {
  test.each(Object.entries(SECRETS))("holds no secret: %s", (_, text) => {
    expect(text).toContain(MARK);
    expect(leaksIn(printable(text))).toEqual([]);
    expect(leaksIn(printable(`'${text}'`))).toEqual([]);
    expect(leaksIn(printable(JSON.stringify({ message: `before ${text} after` })))).toEqual([]);
  });

  test("whatever surrounds the secrets", () => {
    const filler = fc.string({ maxLength: 30 }).map((text) => ` ${text} `);
    const secret = fc.constantFrom(...Object.values(SECRETS), JWT);
    fc.assert(
      fc.property(fc.array(fc.tuple(filler, secret), { maxLength: 6 }), filler, (pieces, end) => {
        expect(leaksIn(printable(pieces.flat().join("") + end))).toEqual([]);
      }),
      { numRuns: 2_000, seed: 16 },
    );
  });

  test.each([
    `could not read ${tableId("aks")}: AuthorizationFailed: The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.Network/routeTables/read' over scope '${tableId("aks")}'.`,
    "a bearer token is required",
    "the token is not valid (ERR_JWT_EXPIRED)",
    "mirrors[0].token: is not a key that is known here",
    'mirrors[0].source.id: not the id of a route table: "rt-aks"',
    'W/"0f8fad5b-d9cb-469f-a165-70867728950e"',
    "connect ECONNREFUSED 127.0.0.1:443",
    "https://management.azure.com/subscriptions",
    "https://registry.example:5000/scope/name",
    "https://registry.example/@scope/name",
    "at load (file:///app/node_modules/@azure/identity/dist/index.js:12:3)",
    "write to team@example.org: refused",
    "aks-nodepool1-12345678-vmss000001 at 10.1.0.4",
    "two\nlines\tand a tab",
  ])("leaves alone what is none: %s", (text) => {
    expect(printable(text)).toBe(text);
  });

  test("is the same when it is made printable again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...Object.values(SECRETS))), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
      { seed: 16 },
    );
  });

  test.each(["a:", "a:/", "https://a:", "a@", "a:b@:", "a:a/@"])("takes no time for many of %s", (piece) => {
    const start = performance.now();
    for (let n = 0; n < 20; n += 1) printable(piece.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("has no control characters, and an end", () => {
    expect(printable("a\u001b[31mb\u0007\u009b\r")).not.toMatch(/[^ -~\uFFFD]/u);
    expect(printable("x y ".repeat(1_000_000)).length).toBeLessThan(10_000);
  });

  test("of every string of a value, and of an error with all that hangs on it", () => {
    const value = { a: [everything, { b: everything }], n: 1, none: null, yes: true };
    expect(leaksIn(JSON.stringify(printableValue(value)))).toEqual([]);
    expect(printableValue({ n: 1, none: null, yes: true })).toEqual({ n: 1, none: null, yes: true });
    const deep = Object.assign(
      new Error(everything, { cause: new Error(everything, { cause: everything }) }),
      {
        request: { url: everything, headers: { authorization: everything } },
      },
    );
    const { message, stack = "", cause } = printableError(deep);
    expect(leaksIn(message + stack + String(cause))).toEqual([]);
    expect(printableError(deep)).not.toHaveProperty("request");
  });
});
