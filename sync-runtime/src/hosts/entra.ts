import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import type { Refusal, TokenCheck } from "./alerts.js";

/** Whose tokens a secure webhook must bring. */
export interface EntraSettings {
  /** Tenant id (GUID). */
  readonly tenant: string;
  /** Application id URI or client id of the webhook's application; either form of it is accepted. */
  readonly audience: string;
  /** Application id of the caller. */
  readonly caller: string;
  /** Sign-in authority, `https://login.microsoftonline.com` and the like. */
  readonly authority: string;
}

/** How long the key server may take, in milliseconds; the whole request has eight seconds. */
const KEYS_MS = 4_000;

/** How long keys that were read are used, in milliseconds; one that is unknown is looked for at once. Source: Entra ID, signing key rollover. */
const KEYS_AGE_MS = 86_400_000;

/** What a signed token has to carry beyond what jose asks for itself: without them it would be good for ever, or for all. */
const REQUIRED_CLAIMS = ["exp", "iss", "aud"];

/** A check of Entra ID access tokens, versions 1 and 2: signature, issuer, audience, time and calling application. */
export function entraCheck(
  settings: EntraSettings,
  keys: JWTVerifyGetKey = remoteKeys(settings),
): TokenCheck {
  const { tenant, authority } = settings;
  const bare = settings.audience.replace(/^api:\/\//, "");
  const audience = [...new Set([settings.audience, bare, `api://${bare}`])];
  const issuer = [
    `${authority}/${tenant}/v2.0`,
    `https://sts.windows.net/${tenant}/`,
    `https://sts.chinacloudapi.cn/${tenant}/`,
  ];
  const keyFor = reachable(keys);
  return async (authorization) => {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined) return refuse("a bearer token is required");
    try {
      const { payload } = await jwtVerify(token, keyFor, {
        issuer,
        audience,
        algorithms: ["RS256"],
        requiredClaims: REQUIRED_CLAIMS,
        clockTolerance: 300,
      });
      return callerOf(payload) === settings.caller.toLowerCase()
        ? null
        : refuse("the token was issued to another application");
    } catch (error) {
      if (error instanceof KeysUnavailableError) return KEYS_UNAVAILABLE;
      return refuse(`the token is not valid (${codeOf(error)})`);
    }
  };
}

class KeysUnavailableError extends Error {
  override readonly name = "KeysUnavailableError";
}

/**
 * Distinguishes a key server that does not answer from a token that names none of its keys: Azure Monitor repeats after 503, but not
 * after 401.
 */
function reachable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (ABOUT_THE_TOKEN.test(codeOf(error))) throw error;
      throw new KeysUnavailableError("the keys could not be read", { cause: error });
    }
  };
}

/** jose's codes for a token whose key is not among those that were read. */
const ABOUT_THE_TOKEN = /^ERR_(JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE_MATCHING_KEYS|JOSE_NOT_SUPPORTED)$/;

const KEYS_UNAVAILABLE: Refusal = {
  status: 503,
  reason: "KEYS_UNAVAILABLE: the keys that sign tokens could not be read",
};

function refuse(reason: string): Refusal {
  return { status: 401, reason };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unreadable";
}

/** `appid` in version 1, `azp` in version 2. */
function callerOf(payload: JWTPayload): string {
  const claim = payload["appid"] ?? payload["azp"];
  return typeof claim === "string" ? claim.toLowerCase() : "";
}

function remoteKeys({ authority, tenant }: EntraSettings): JWTVerifyGetKey {
  const url = new URL(`${authority}/${tenant}/discovery/v2.0/keys`);
  return createRemoteJWKSet(url, { timeoutDuration: KEYS_MS, cacheMaxAge: KEYS_AGE_MS });
}
