import { createLocalJWKSet, errors, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { entraCheck } from "../../src/hosts/entra.js";
import type { Refusal, TokenCheck } from "../../src/hosts/alerts.js";

const TENANT = "11111111-1111-1111-1111-111111111111";
const CALLER = "461e8683-5575-4561-ac7f-899cc907d62a";
const SETTINGS = {
  tenant: TENANT,
  caller: CALLER,
  audience: "api://route-sync",
  authority: "https://login.microsoftonline.com",
};
const GOOD = { iss: `https://sts.windows.net/${TENANT}/`, aud: "api://route-sync", appid: CALLER };

describe("tokens of a secure webhook", () => {
  let check: TokenCheck;
  let sign: (claims: JWTPayload, expiry?: string | null) => Promise<string>;
  let stranger: typeof sign;

  beforeAll(async () => {
    const signer =
      (key: CryptoKey) =>
      (claims: JWTPayload, expiry: string | null = "1h") => {
        const token = new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "1" }).setIssuedAt();
        return (expiry === null ? token : token.setExpirationTime(expiry)).sign(key);
      };
    const [ours, theirs] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
    sign = signer(ours.privateKey);
    stranger = signer(theirs.privateKey);
    const jwk = { ...(await exportJWK(ours.publicKey)), kid: "1", alg: "RS256" };
    check = entraCheck(SETTINGS, createLocalJWKSet({ keys: [jwk] }));
  });

  const answer = async (token: Promise<string>): Promise<Refusal | null> => check(`Bearer ${await token}`);

  test("version 1 and version 2 of Azure Monitor's are good", async () => {
    expect(await answer(sign(GOOD))).toBeNull();
    expect(
      await answer(
        sign({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, aud: "route-sync", azp: CALLER }),
      ),
    ).toBeNull();
  });

  test.each<[string, () => Promise<string>]>([
    [
      "another tenant",
      () => sign({ ...GOOD, iss: "https://sts.windows.net/22222222-2222-2222-2222-222222222222/" }),
    ],
    ["another audience", () => sign({ ...GOOD, aud: "https://management.azure.com" })],
    ["another application", () => sign({ ...GOOD, appid: "33333333-3333-3333-3333-333333333333" })],
    ["no application", () => sign({ iss: GOOD.iss, aud: GOOD.aud })],
    ["expired", () => sign(GOOD, "-1h")],
    ["signed by a stranger", () => stranger(GOOD)],
    ["not a token", () => Promise.resolve("abc")],
    ["a token without an end", () => sign(GOOD, null)],
    ["a token without an issuer", () => sign({ aud: GOOD.aud, appid: CALLER })],
    ["a token without an audience", () => sign({ iss: GOOD.iss, appid: CALLER })],
  ])("%s is not", async (_, token) => {
    expect(await answer(token())).toMatchObject({ status: 401 });
  });

  test("no header is not", async () => {
    expect(await check(null)).toEqual({ status: 401, reason: "a bearer token is required" });
  });

  test("the answer never repeats the token", async () => {
    const token = await sign({ ...GOOD, aud: "x" });
    expect(JSON.stringify(await check(`Bearer ${token}`))).not.toContain(token.slice(0, 20));
  });

  test.each<[string, () => Promise<never>]>([
    ["refuses the connection", () => Promise.reject(new TypeError("fetch failed"))],
    ["does not answer in time", () => Promise.reject(new errors.JWKSTimeout())],
    ["answers with something else", () => Promise.reject(new errors.JOSEError("Expected 200 OK"))],
    ["answers with no keys", () => Promise.reject(new errors.JWKSInvalid("malformed"))],
  ])("a key server that %s is 503, which is repeated, and not 401", async (_, keys) => {
    const unreachable = entraCheck(SETTINGS, keys);
    expect(await unreachable(`Bearer ${await sign(GOOD)}`)).toMatchObject({ status: 503 });
    // What is no token at all needs no key server.
    expect(await unreachable("Bearer abc")).toMatchObject({ status: 401 });
  });

  test("a token that names a key which the server does not have is 401", async () => {
    const none = entraCheck(SETTINGS, createLocalJWKSet({ keys: [] }));
    expect(await none(`Bearer ${await sign(GOOD)}`)).toMatchObject({ status: 401 });
  });
});
