import { issueToken } from "../access/tokens.js";
import { jsonResponse, type SimResponse } from "../core/http.js";
import { ADMINISTRATOR } from "./environment.js";
import { metadataDocument, oldMetadataDocument, openIdDocument } from "./metadata.js";

interface Visit {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly tenant: string;
  readonly now: number;
  /** The object id behind a client id. */
  readonly oidOf: (appId: string) => string;
}

/** What needs no token: metadata, sign-in, the managed identity endpoint. Undefined: not for this door. */
export function frontDoor(visit: Visit): SimResponse | undefined {
  const { method, url, tenant } = visit;
  const path = url.pathname.replace(/\/{2,}/g, "/");
  if (/^\/metadata\/endpoints\/?$/i.test(path))
    return url.searchParams.get("api-version") === "2018-01-01"
      ? jsonResponse(200, oldMetadataDocument())
      : jsonResponse(200, metadataDocument(url.origin));
  if (/^\/[^/]+(\/v2\.0)?\/\.well-known\/openid-configuration$/i.test(path))
    return jsonResponse(200, openIdDocument(url.origin, path.split("/")[1] ?? tenant));
  if (/^\/common\/discovery\/instance$/i.test(path))
    return jsonResponse(200, {
      tenant_discovery_endpoint: `${url.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
      metadata: [],
    });
  if (/^\/[^/]+\/oauth2(\/v2\.0)?\/token$/i.test(path)) return method === "POST" ? signIn(visit) : undefined;
  if (/^\/msi\/token$/i.test(path)) return managedIdentity(visit);
  return undefined;
}

function signIn({ text, tenant, now, oidOf }: Visit): SimResponse {
  const form = new URLSearchParams(text);
  const appId = form.get("client_id") ?? "";
  if (appId === "")
    return jsonResponse(400, {
      error: "invalid_request",
      error_description: "AADSTS900144: The request body must contain the following parameter: 'client_id'.",
    });
  const audience = (form.get("scope") ?? form.get("resource") ?? "").replace(/\/\.default$/, "");
  const token = issueToken({ oid: oidOf(appId), appId, tenant, audience }, now);
  return jsonResponse(200, {
    token_type: "Bearer",
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: token,
  });
}

/** App Service's managed identity endpoint, api-version 2019-08-01. */
function managedIdentity({ headers, url, tenant, now, oidOf }: Visit): SimResponse {
  if (headers["x-identity-header"] === undefined)
    return jsonResponse(401, { statusCode: 401, message: "The header X-IDENTITY-HEADER is missing." });
  const appId = url.searchParams.get("client_id") ?? ADMINISTRATOR.clientId;
  const resource = url.searchParams.get("resource") ?? "";
  const token = issueToken({ oid: oidOf(appId), appId, tenant, audience: resource }, now);
  const expires = Math.floor(now / 1000) + 3_600;
  return jsonResponse(200, {
    access_token: token,
    expires_on: String(expires),
    resource,
    token_type: "Bearer",
    client_id: appId,
  });
}
