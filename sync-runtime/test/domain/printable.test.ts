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

  test.each([
    ["https://user:p@h.example:8080/x?y=1#z", "https://h.example:8080/x"],
    ["https://p@h.example/x", "https://h.example/x"],
    ["(HTTPS://h.example/?sig=x)", "(HTTPS://h.example/"],
    [
      "see <https://u:p@h.example/a> and 'https://h.example/b?c'",
      "see <https://h.example/a> and 'https://h.example/b'",
    ],
    ["to user:p@h.example now", "to …@h.example now"],
    ["login=user:p@h.example", "login=…@h.example"],
    ["to user:p@[::1]", "to …@[::1]"],
    ["Authorization: Bearer abcdef; then", "Authorization: …; then"],
    ["proxy-authorization=Basic abcdef", "proxy-authorization=…"],
    ["got Bearer abcdef, refused", "got Bearer …, refused"],
    ["a client_secret=abc&x=1", "a client_secret=…&x=1"],
    ['{"password": "abc", "n": 1}', '{"password": "…", "n": 1}'],
    ["password: 'abc'", "password: '…'"],
    ["POST /x?code=abc&n=1", "POST /x?code=…&n=1"],
    ["POST /x?n=1\\u0026key=abc", "POST /x?n=1\\u0026key=…"],
    [`key ${"k".repeat(40)}== ends`, "key … ends"],
    [`key ${"k".repeat(40)}=== ends`, `key ${"k".repeat(40)}=== ends`],
    ["token eyJhbGciOiJub25l.e30.x ends", "token … ends"],
    ["a\r\nb\u0000c", "a\nb\uFFFDc"],
  ])("%j is printed as %j", (text, printed) => {
    expect(printable(text)).toBe(printed);
  });

  test("keeps 8,000 characters of a text, and reads no more than 32,000", () => {
    const fitting = "x y ".repeat(2_000);
    expect(printable(fitting)).toBe(fitting);
    expect(printable(`${fitting}z`)).toBe(`${fitting} …`);
    const secrets = "password=abc&".repeat(2_500);
    expect(printable(`${secrets.slice(0, 32_000)} `)).toMatch(/ …$/);
    const short = `https://h.example/?${"q".repeat(31_981)}`;
    expect(printable(short)).toBe("https://h.example/");
    expect(printable(`${short}q`)).toBe("https://h.example/ …");
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
    expect(printableValue(["a", { b: ["c"] }])).toEqual(["a", { b: ["c"] }]);
    const deep = Object.assign(
      new Error(everything, { cause: new Error(everything, { cause: everything }) }),
      {
        request: { url: everything, headers: { authorization: everything } },
      },
    );
    const { message, stack = "", cause } = printableError(deep);
    expect(leaksIn(message + stack + String(cause))).toEqual([]);
    expect(printableError(deep)).not.toHaveProperty("request");
    expect(printableError(new Error("alone"))).not.toHaveProperty("cause");
    const chain = Array.from({ length: 9 }).reduce<Error>(
      (inner, _, n) => new Error(`e${n}`, { cause: inner }),
      new Error("last"),
    );
    const causes: unknown[] = [];
    for (let error: unknown = printableError(chain); error instanceof Error; error = error.cause)
      causes.push(error.message);
    expect(causes).toEqual(["e8", "e7", "e6", "e5", "e4"]);
    const { name, message: text } = printableError(new RangeError("too large"));
    expect([name, text, printableError("plain").message]).toEqual(["RangeError", "too large", "plain"]);
  });
});
