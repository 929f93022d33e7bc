import { createRemoteJWKSet, jwtVerify } from "jose";
import type { JWTPayload, JWTVerifyGetKey } from "jose";
import type { TokenCheck } from "./alerts.js";

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
  return async (authorization) => {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined) return "a bearer token is required";
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ["RS256"],
        requiredClaims: ["exp"],
        clockTolerance: 300,
      });
      return callerOf(payload) === settings.caller.toLowerCase()
        ? null
        : "the token was issued to another application";
    } catch (error) {
      return `the token is not valid (${error instanceof Error && "code" in error ? String(error.code) : "unreadable"})`;
    }
  };
}

/** `appid` in version 1, `azp` in version 2. */
function callerOf(payload: JWTPayload): string {
  const claim = payload["appid"] ?? payload["azp"];
  return typeof claim === "string" ? claim.toLowerCase() : "";
}

function remoteKeys({ authority, tenant }: EntraSettings): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(`${authority}/${tenant}/discovery/v2.0/keys`));
}
