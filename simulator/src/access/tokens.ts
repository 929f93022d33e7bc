import { ArmError } from "../core/arm-error.js";
import type { Principal } from "../core/call.js";
import { asText, isObject, parseJson, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";

/** Seconds for which an issued token is good, as Entra's are. */
const LIFETIME = 3_600;

function part(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** An access token as Entra would issue it, unsigned. */
export function issueToken(
  claims: { oid: string; appId: string; tenant: string; audience: string },
  nowMs: number,
): string {
  const now = Math.floor(nowMs / 1000);
  const body: JsonObject = {
    aud: claims.audience,
    iss: `https://sts.windows.net/${claims.tenant}/`,
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    appid: claims.appId,
    appidacr: "1",
    idtyp: "app",
    oid: claims.oid,
    sub: claims.oid,
    tid: claims.tenant,
    ver: "1.0",
  };
  return `${part({ typ: "JWT", alg: "none" })}.${part(body)}.`;
}

/** The claims of a token, or undefined when it is opaque. */
export function claimsOf(token: string): JsonObject | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const claims = parseJson(Buffer.from(payload, "base64url").toString("utf8"));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function unauthorized(code: string, message: string): ArmError {
  return new ArmError(401, code, message, {
    headers: {
      "www-authenticate": `Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="${message}"`,
      "x-ms-failure-cause": "gateway",
    },
  });
}

/** Who a request's bearer token names. Throws 401 without one, or with one that has expired. */
export function principalOf(
  authorization: string | undefined,
  nowMs: number,
  isAdministrator: (oid: string) => boolean,
): Principal {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined)
    throw unauthorized(
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
    );
  const claims = claimsOf(token);
  // An opaque token stands for one principal of its own, so that tests may send any text.
  const oid = asText(claims?.["oid"]) ?? stableGuid(`token:${token}`);
  const expires = claims?.["exp"];
  if (typeof expires === "number" && expires * 1000 <= nowMs)
    throw unauthorized(
      "ExpiredAuthenticationToken",
      "The access token expiry UTC time is earlier than current UTC time.",
    );
  return { oid, appId: asText(claims?.["appid"]) ?? oid, administrator: isAdministrator(oid) };
}
